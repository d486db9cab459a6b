"""Forms of the discussion."""

import re
import unicodedata
import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment
from common.forms import helper_for, sentence_case
from common.markdown import MAX_BRACKETS, MAX_COMMENT_CHARS, text_of

MOST_LINKS = 20
NUL = {"null_characters_not_allowed": gettext_lazy("Please remove the invisible character and send it again.")}
WRITE = gettext_lazy("Write a few words before you post.")
_LINK = re.compile(r"https?://|\]\(", re.IGNORECASE)


def says_something(text: str) -> bool:
    """Tell whether a text has anything that can be seen: a letter, a digit or a sign."""
    return any(unicodedata.category(char)[0] in "LNPS" for char in text)


class WordsForm(forms.Form):
    """The words of a comment."""

    body = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("Please leave out what identifies you or somebody else."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": WRITE, **NUL},
    )

    def __init__(self, *args, action="", button="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(button or _("Post"), action=action)

    def clean_body(self):
        """Refuse what cannot be read; each message says how to mend it."""
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        most = min(settings.COMMENT_MAX_CHARS, MAX_COMMENT_CHARS)
        if len(body) > most:
            message = _("Shorten it to %(most)s characters; it has %(now)s.") % {"most": most, "now": len(body)}
            raise forms.ValidationError(message, code="long")
        if len(_LINK.findall(body)) > MOST_LINKS or body.count("[") > MAX_BRACKETS:
            raise forms.ValidationError(_("Leave out some links: 20 are the most."), code="links")
        if not says_something(text_of(body)):
            raise forms.ValidationError(WRITE, code="empty")
        return body


class ReplyForm(WordsForm):
    """A reply. The key makes sure that sending it twice posts it once."""

    submission_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def start_anew(self):
        """Let the same words be sent once more: the form gets a key of its own."""
        self.data = self.data.copy()
        self.data["submission_key"] = str(uuid.uuid4())


class CommentForm(ReplyForm):
    """A new thread."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=sentence_case(Comment.Kind.choices), initial=Comment.Kind.EXPERIENCE
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Only for a question: ask it in one line."),
        max_length=160,
        required=False,
        error_messages=NUL,
    )
    field_order = ["kind", "title", "body", "submission_key"]

    def clean_title(self):
        """Return it on one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        """A question has a title; nothing else does."""
        data = super().clean()
        title = data.get("title", "")
        if data.get("kind") == Comment.Kind.QUESTION and "title" in data and not says_something(title):
            self.add_error("title", _("Ask your question in one line."))
        if data.get("kind", Comment.Kind.QUESTION) != Comment.Kind.QUESTION and title:
            self.add_error("title", _("Only a question has a title. Choose “a question” above, or empty this line."))
        return data
