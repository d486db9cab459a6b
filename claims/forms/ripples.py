"""The form of an editor who has looked at what relied on changed words."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Ripple
from common.forms import helper_for


class LookForm(forms.Form):
    """What was found there; several of these forms stand on one page."""

    note = forms.CharField(
        label=gettext_lazy("What did you find? (optional)"),
        help_text=gettext_lazy("Staff read it in the log. At most 300 characters."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, ripple: Ripple, **kwargs):
        super().__init__(*args, auto_id=f"id_%s_{ripple.pk}", **kwargs)
        self.helper = helper_for(_("I have looked at it"), action=reverse("ripple_look", args=[ripple.pk]))
