"""Forms of the discussion."""

import unicodedata
import uuid

from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment
from comments.reading import render_words
from comments.screening import noticed_in
from common.forms import helper_for, sentence_case
from common.html import plain_text
from common.markdown import MAX_COMMENT_CHARS, MarkdownTooLarge, render_comment

MOST_LINKS = 20
MOST_NAMED = 10
NUL = {"null_characters_not_allowed": gettext_lazy("Please remove the invisible character and send it again.")}
WRITE = gettext_lazy("Write a few words before you post.")


def says_something(text: str) -> bool:
    """Tell whether a text has anything that can be seen: a letter, a digit or a sign."""
    return any(unicodedata.category(char)[0] in "LNPS" for char in text)


def most_chars() -> int:
    """Return how many characters a comment may have."""
    return min(settings.COMMENT_MAX_CHARS, MAX_COMMENT_CHARS)


class WordsForm(forms.Form):
    """The words of a comment, with a preview; it asks once more before it takes what a moderator reads first.

    `asks` is True where the words are fine but something was noticed in them, and their author has neither said what
    their interest is nor that they stay as they are. Such a form is not valid, though nothing is wrong with it.
    """

    body = forms.CharField(
        label=gettext_lazy("Your comment"),
        help_text=gettext_lazy("Please leave out what identifies you or somebody else. To name a member, type @."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": WRITE, **NUL},
    )
    interest = forms.CharField(
        label=gettext_lazy("My interest in this product"),
        help_text=gettext_lazy("Shown with your words, such as: I bought it myself and have no tie to the seller."),
        max_length=300,
        required=False,
        error_messages=NUL,
    )
    as_it_is = forms.BooleanField(label=gettext_lazy("Post it as it is"), required=False)
    field_order = ["kind", "title", "body", "interest", "as_it_is"]

    asks = False
    noticed: tuple = ()
    draft_at = None
    has_own_words = False  # what it holds at first was not typed into it and lost on the way: a comment that is changed

    def __init__(self, *args, member=None, place="", action="", button="", in_place=False, **kwargs):
        """Prepare the form.

        Args:
            *args: as of any form.
            member: who writes; None for a visitor, who is asked once they have signed in.
            place: names the form among all of the site, such as "discussion:5" or the address of its page.
            action: where it is sent; empty for the page's own address.
            button: the words on the button that posts.
            in_place: htmx has put it into a page, and takes the answer.
            **kwargs: as of any form.
        """
        self.key = f"words-{slugify(place.replace(':', '-').replace('/', '-'))}".strip("-")
        super().__init__(*args, **{"auto_id": f"{self.key}-%s"} | kwargs)
        self.member, self.place, self.in_place = member, place, in_place
        self.fields["body"].widget.attrs |= {"data-most": most_chars(), "data-names": reverse("member_suggest")}
        if in_place and not self.is_bound:
            self.fields["body"].widget.attrs["autofocus"] = True
        if not self.is_bound:
            self._leave_out("as_it_is", *(() if self.initial.get("interest") else ("interest",)))
        self.helper = self._helper(action, button)

    def _helper(self, action, button):
        """Return how the form is drawn: beside the button that posts, one that previews and one that keeps."""
        helper = helper_for(button or _("Post"), action=action)
        helper.form_id = self.key
        part = {"data_hx_post": action, "data_hx_target": f"#{self.key}-preview"} if action else {}
        helper.add_input(Submit("preview", _("Preview"), css_class="quiet", **part))
        if self.member:
            helper.add_input(Submit("save_draft", _("Save draft"), css_class="quiet"))
        if self.in_place:
            helper.attrs |= {"data-hx-post": action, "data-hx-target": "closest .replybox"}
        return helper

    def _leave_out(self, *names):
        """Take away fields that are not asked for now."""
        for name in names:
            self.fields.pop(name, None)

    def is_valid(self):
        """Tell whether the words can be posted now."""
        return super().is_valid() and not self.asks

    def clean_body(self):
        """Refuse what cannot be read; each message says how to mend it."""
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        if len(body) > most_chars():
            message = _("Shorten it to %(most)s characters; it has %(now)s.")
            numbers = {"most": f"{most_chars():,}", "now": f"{len(body):,}"}
            raise forms.ValidationError(message % numbers, code="long")
        try:
            rendered = render_words(body)
        except MarkdownTooLarge as error:
            raise forms.ValidationError(str(error), code="large") from error
        self._check_counts(rendered, body)
        if not says_something(plain_text(rendered.html)):
            raise forms.ValidationError(WRITE, code="empty")
        self.preview = rendered.html
        return body

    def _check_counts(self, rendered, body):
        links = render_comment(body).count("<a ")
        if links > MOST_LINKS:
            message = _("Leave out some links: %(most)s are the most, and it has %(now)s.")
            raise forms.ValidationError(message % {"most": MOST_LINKS, "now": links}, code="links")
        if len(rendered.members) > MOST_NAMED:
            message = _("Name fewer members with @: %(most)s are the most, and it names %(now)s.")
            numbers = {"most": MOST_NAMED, "now": len(rendered.members)}
            raise forms.ValidationError(message % numbers, code="named")

    def clean_interest(self):
        """Return it on one line."""
        return " ".join(self.cleaned_data["interest"].split())

    def clean(self):
        """Ask once more where something was noticed."""
        data = super().clean()
        is_meant, interest = data.pop("as_it_is", False), data.get("interest", "")
        said = [data.get("title", ""), data.get("body", ""), interest]
        self.noticed = noticed_in(self.member, "\n".join(said)) if self.member else ()
        self.is_private = any(found.identifies for found in self.noticed)
        self.is_product = any(not found.identifies for found in self.noticed)
        self.asks = bool(self.noticed) and not is_meant and not (interest and not self.is_private)
        if not self.noticed:
            self._leave_out("as_it_is")
        if not (self.is_product or interest or "interest" in self.errors):
            self._leave_out("interest")
        return data


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
