"""The form for what both sides agree on and what to ask."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import helper_for


class WordsForm(forms.Form):
    """What stands between the sides: what they agree on, and what a reader asks somebody who knows them."""

    agreed = forms.CharField(
        label=gettext_lazy("What both sides agree on"),
        help_text=gettext_lazy("In sentences that each side would sign. Leave it empty if there is nothing."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    ask_clinician = forms.CharField(
        label=gettext_lazy("What to ask your clinician"),
        help_text=gettext_lazy("One question a line, as a reader would ask it. They stand on the printed sheet too."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save these words"))
