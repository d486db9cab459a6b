"""The second step of a reader's doubt: what the site found, and the reader's answer to it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forms.people import PeopleField
from claims.models import Dispute
from claims.reading import Alike, Dissolved

JOIN, EVIDENCE, ANOTHER = "join", "evidence", "another"


class OfferForm(forms.Form):
    """What a reader answers when something like their doubt is open or settled, or when two passages may not differ."""

    seen = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=gettext_lazy("What would you like to do?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you would like to do.")},
    )
    why_another = forms.CharField(
        label=gettext_lazy("It is another matter, because…"),
        help_text=gettext_lazy("Only if you chose that it is another matter. A moderator reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    what_is_new = forms.CharField(
        label=gettext_lazy("What is new since then?"),
        help_text=gettext_lazy("Such as a study, other advice, or a changed sentence. A moderator reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what is new since this was settled.")},
    )
    stated_values = PeopleField(
        label=gettext_lazy("For whom do the words that you question hold? (optional)"),
        help_text=gettext_lazy("Only what they say themselves. It is kept as what you say of them."),
    )
    against_values = PeopleField(
        label=gettext_lazy("For whom do the words against them hold? (optional)"),
        help_text=gettext_lazy("Only what they say themselves. It is kept as what you say of them."),
    )

    def __init__(self, *args, alike: list[Alike], dissolved: Dissolved | None, said=((), ()), **kwargs):
        """Ask only what the findings leave open.

        Args:
            *args: as of any form.
            alike: see claims.reading.alike_to.
            dissolved: the dissolver's first answer, if two passages stand against each other.
            said: FacetValue rows per side that the reporter has chosen before; they stay in the form.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        self.alike, self.dissolved = alike, dissolved
        self.fields["seen"].initial = self.found
        offered = [row for row in alike if row.dispute.status == Dispute.Status.OPEN]
        self.fields["choice"].choices = [*_choices(offered), (ANOTHER, _("It is another matter"))]
        if not offered:
            del self.fields["choice"], self.fields["why_another"]
        if offered or not alike:
            del self.fields["what_is_new"]
        for name, number in (("stated_values", 0), ("against_values", 1)):
            self._ask_for_whom(name, dissolved.unstated[number] if dissolved else (), said[number])

    @property
    def found(self) -> str:
        """What these findings are, in short: a form that answers others is shown anew."""
        found = self.dissolved and f"{self.dissolved.kind}:{self.dissolved.facet}"
        return "|".join([found or "", *(f"{row.dispute.status}:{row.dispute.pk}" for row in self.alike)])

    def _ask_for_whom(self, name, unstated, said):
        """Offer the deciding facets that nobody has stated, where stating them may answer, and what was said before."""
        may_answer = self.dissolved and (self.dissolved.facet in unstated or self.dissolved.kind == "disagree")
        codes = {value.facet.code for value in said} | (set(unstated) if may_answer else set())
        if codes:
            self.fields[name].queryset = self.fields[name].queryset.filter(facet__code__in=codes)
        else:
            del self.fields[name]

    def clean(self):
        """Another matter needs its reason.

        Returns:
            The data; `chosen` is the dispute that the answer is about, if there is one.
        """
        data = super().clean()
        verb, _sign, key = data.get("choice", "").partition("-")
        data["verb"] = verb
        data["chosen"] = next((row.dispute for row in self.alike if str(row.dispute.pk) == key), None)
        if verb == ANOTHER and not data.get("why_another") and "why_another" not in self.errors:
            self.add_error("why_another", _("Say in a sentence why it is another matter."))
        if verb in ("", ANOTHER) and self.alike:
            data["chosen"] = self.alike[0].dispute
        return data


def _choices(offered):
    """Offer to join each dispute that the reader is no part of yet, and to bring a source to each."""
    for row in offered:
        name = {"question": row.dispute.question}
        if not row.is_part:
            yield f"{JOIN}-{row.dispute.pk}", _("Join it, I have the same doubt: %(question)s") % name
        yield f"{EVIDENCE}-{row.dispute.pk}", _("Bring a source to it: %(question)s") % name
