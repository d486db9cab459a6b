"""The form of a question on its page of its own."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.forms.words import NUL, ReplyForm, says_something

ONE_LINE = gettext_lazy("Ask your question in one line.")


class QuestionForm(ReplyForm):
    """A question: one line, and what somebody must know to answer it."""

    title = forms.CharField(
        label=gettext_lazy("Your question in one line"),
        help_text=gettext_lazy("Such as: How much walking is enough after a broken wrist?"),
        max_length=160,
        error_messages={"required": ONE_LINE, **NUL},
    )
    field_order = ["sentence", "title", "body", "interest", "as_it_is", "submission_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("What should somebody know who answers?")
        self.fields["body"].help_text = _(
            "Write about yourself only as far as you want. Everybody can read it; leave out what identifies you."
        )

    def clean_title(self):
        """Return it on one line; it says something."""
        title = " ".join(self.cleaned_data["title"].split())
        if not says_something(title):
            raise forms.ValidationError(ONE_LINE, code="empty")
        return title
