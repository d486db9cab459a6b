"""Forms about evidence and references: why a source is set aside, whom a study is about, whether it fits."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forms.people import PeopleField
from claims.models import CitationFit
from common.forms import helper_for

MISFIT, FITS = CitationFit.Verdict.MISFIT, CitationFit.Verdict.FITS
NEEDS = {
    MISFIT: ("note", gettext_lazy("Write what readers are told.")),
    FITS: ("why", gettext_lazy("Say in a sentence why it fits.")),
}


class SetAsideForm(forms.Form):
    """Why a source does not count for a side."""

    because = forms.CharField(
        label=gettext_lazy("Why is it set aside?"),
        help_text=gettext_lazy("Readers see these words and your name beside the source. At most 400 characters."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say in a sentence why it does not count.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Set it aside"))


class PeopleForm(forms.Form):
    """The groups of people that a study looked at, or that an article speaks about."""

    values = PeopleField(
        label=gettext_lazy("These people"),
        help_text=gettext_lazy("Choose what is stated. Nothing chosen means: not known."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save"))


class FitForm(forms.Form):
    """Tell readers that a reference studied other people, or say why it fits all the same."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (MISFIT, gettext_lazy("Tell readers: it studied other people")),
            (FITS, gettext_lazy("It fits: readers are told nothing")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether readers are told.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What readers are told, below the reference"),
        help_text=gettext_lazy("Neutral, at most 300 characters."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    why = forms.CharField(
        label=gettext_lazy("Or why it fits"),
        help_text=gettext_lazy("Your colleagues see these words. At most 300 characters."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, suggested, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].initial = suggested
        self.helper = helper_for(_("Save the decision"))

    def clean(self):
        """Each decision needs its words."""
        data = super().clean()
        name, message = NEEDS.get(data.get("verdict"), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, message)
        return data

    def decision(self) -> dict:
        """Return the verdict with its words, of a valid form."""
        verdict = self.cleaned_data["verdict"]
        return {"verdict": verdict, "note": self.cleaned_data[NEEDS[verdict][0]]}
