"""Forms of those behind the sides of a dispute: an answer, and why staff remove one."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Position
from comments.consequences import SCREENS
from common.forms import SafeChoiceField, helper_for


class SideField(SafeChoiceField):
    """A choice among the sides that one holds."""

    def label_from_instance(self, position):
        """Return what the form calls a side."""
        return f"{position.letter}: {position.name}"


class ResponseForm(forms.Form):
    """What the author of the doubted words, or who holds a side, answers."""

    position = SideField(
        label=gettext_lazy("For which side do you answer?"),
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the side for which you answer.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("At most 3,000 characters. It stands on the page of the dispute with your name."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": gettext_lazy("Write your answer.")},
    )

    def __init__(self, *args, sides, **kwargs):
        """Ask for the side only where there is a choice.

        Args:
            *args: as of any form.
            sides: the positions that the member can answer for; fewer than two leave no choice.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        if len(sides) > 1:
            keys = [position.pk for position in sides]
            self.fields["position"].queryset = Position.objects.filter(pk__in=keys).order_by("order")
        else:
            del self.fields["position"]
        self.helper = helper_for(_("Save the answer"))

    def clean_text(self):
        """Refuse what would wait for a moderator in a comment: an answer is shown at once."""
        text = self.cleaned_data["text"]
        if any(screen(None, text) for screen in SCREENS):
            raise forms.ValidationError(_("Leave out prices, shops, addresses and telephone numbers."), code="screened")
        return text


class RemovalForm(forms.Form):
    """Why an answer is removed."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you remove it?"),
        help_text=gettext_lazy("Shown in its place, and sent to its author. At most 300 characters."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: its author is sent these words.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Remove the answer"))
