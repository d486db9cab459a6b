"""Forms of the discussion."""

import re
import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment
from common.forms import helper_for
from common.markdown import MAX_BRACKETS

MOST_LINKS = 20
_LINK = re.compile(r"https?://|\]\(", re.IGNORECASE)


class WordsForm(forms.Form):
    """The words of a comment."""

    body = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("Please leave out what identifies you or somebody else."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": gettext_lazy("Write a few words before you post.")},
    )

    def __init__(self, *args, action="", button="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(button or _("Post"), action=action)

    def clean_body(self):
        """Refuse what cannot be stored or read; each message says how to mend it."""
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        most = settings.COMMENT_MAX_CHARS
        if "\x00" in body:
            raise forms.ValidationError(_("Please remove the invisible character and send it again."), code="nul")
        if len(body) > most:
            message = _("Shorten it to %(most)s characters; it has %(now)s.") % {"most": most, "now": len(body)}
            raise forms.ValidationError(message, code="long")
        if len(_LINK.findall(body)) > MOST_LINKS or body.count("[") > MAX_BRACKETS:
            raise forms.ValidationError(_("Leave out some links: 20 are the most."), code="links")
        return body


class ReplyForm(WordsForm):
    """A reply. The key makes sure that sending it twice posts it once."""

    submission_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)


class CommentForm(ReplyForm):
    """A new thread."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=Comment.Kind.choices, initial=Comment.Kind.EXPERIENCE
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Only for a question: ask it in one line."),
        max_length=160,
        required=False,
    )
    field_order = ["kind", "title", "body", "submission_key"]

    def clean(self):
        """A question has a title; nothing else does."""
        data = super().clean()
        if data.get("kind") == Comment.Kind.QUESTION and not data.get("title"):
            self.add_error("title", _("Ask your question in one line."))
        if data.get("kind") != Comment.Kind.QUESTION:
            data["title"] = ""
        return data
