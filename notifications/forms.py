"""How a member wants to be told."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.forms import helper_for, sentence_case
from notifications.paces import Matter, Pace


class ToldForm(forms.Form):
    """A pace for each matter, and whether one follows what one writes in."""

    follows = forms.BooleanField(required=False, label=_("Follow what I write in"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for matter in Matter:
            self.fields[matter.value] = forms.ChoiceField(
                label=capfirst(matter.label), choices=sentence_case(Pace.choices)
            )
        self.order_fields([*Matter.values, "follows"])
        self.fields["follows"].help_text = _(
            "When you write in a discussion, ask a question or question a statement, you are told what happens there."
        )
        self.helper = helper_for(_("Save"))
