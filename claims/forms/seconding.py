"""The form of a second editor, and of the first who takes a proposed ruling back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import helper_for


class SecondForm(forms.Form):
    """What becomes of a proposed ruling: published, declined, or withdrawn by its editor."""

    SECOND, DECLINE, WITHDRAW = "second", "decline", "withdraw"

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what becomes of it.")},
    )
    because = forms.CharField(
        label=gettext_lazy("If you decline it: why?"),
        help_text=gettext_lazy("The editor who proposed it is sent these words."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, is_own, **kwargs):
        """Let its own editor withdraw it, and another one second or decline it.

        Args:
            *args: as of any form.
            is_own: the one who decides has proposed it.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        second = [(self.SECOND, _("I second it: publish it now")), (self.DECLINE, _("I decline it"))]
        self.fields["decision"].choices = [(self.WITHDRAW, _("I take it back"))] if is_own else second
        if is_own:
            del self.fields["because"]
        self.helper = helper_for(_("Record the decision"))

    def clean(self):
        """Who declines says why."""
        data = super().clean()
        if data.get("decision") == self.DECLINE and not data.get("because") and "because" not in self.errors:
            self.add_error("because", _("Say why: the editor who proposed it is sent these words."))
        return data
