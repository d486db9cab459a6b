"""The form of an answer: it says what the answer rests on."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms import AddressField
from comments.forms.words import NUL, ReplyForm, WordsForm
from comments.models import Comment

BASES = [
    (Comment.Basis.EXPERIENCE, gettext_lazy("This is my experience")),
    (Comment.Basis.SOURCE, gettext_lazy("I cite a source")),
]


class RestsOn(forms.Form):
    """What an answer rests on; `cited` is what names its source, as comments.actions takes it."""

    basis = forms.ChoiceField(
        label=gettext_lazy("What does your answer rest on?"),
        choices=BASES,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say whether this is your experience, or whether you cite a source."),
            "invalid_choice": gettext_lazy("Say whether this is your experience, or whether you cite a source."),
        },
    )
    source_url = AddressField(
        label=gettext_lazy("Link or DOI of the source"),
        help_text=gettext_lazy("Only if you cite one."),
        max_length=500,
        required=False,
        error_messages=NUL,
    )
    reference = forms.CharField(
        label=gettext_lazy("What the source is called"),
        help_text=gettext_lazy("Its title, who wrote it, and the year. Needed only where there is no link."),
        max_length=400,
        required=False,
        error_messages=NUL,
    )

    def clean(self):
        """A source has a link, a DOI or a name; experience has none of them.

        Returns:
            The data; `cited` names the source, or is None.
        """
        data = super().clean()
        named = {"url": data.pop("source_url", ""), "reference": " ".join(data.pop("reference", "").split())}
        is_wrong = "source_url" in self.errors or "reference" in self.errors
        basis = data.get("basis")
        if basis == Comment.Basis.SOURCE and not any(named.values()) and not is_wrong:
            self.add_error("source_url", _("Give a link or a DOI, or say below what the source is called."))
        if basis == Comment.Basis.EXPERIENCE and any(named.values()):
            self.add_error("basis", _("You have named a source. Choose “I cite a source”, or empty its fields."))
        data["cited"] = named if basis == Comment.Basis.SOURCE else None
        return data


class AnswerForm(RestsOn, ReplyForm):
    """A new answer to a question."""

    field_order = ["body", "basis", "source_url", "reference", "interest", "as_it_is", "submission_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your answer")


class AnswerWordsForm(RestsOn, WordsForm):
    """Other words for an answer, and what it rests on now."""

    field_order = ["body", "basis", "source_url", "reference", "interest", "as_it_is"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your answer")


def rests_on(answer: Comment) -> dict[str, str]:
    """Return what the form of an answer holds at first, besides its words.

    Args:
        answer: with its source loaded.
    """
    source = answer.source
    link = source.link if source else ""
    return {"basis": answer.basis, "source_url": link, "reference": str(source) if source and not link else ""}
