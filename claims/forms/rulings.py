"""Forms of editors: a ruling, and where a mark stands now."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forms.anchors import SAME, PlaceField, RelationField, check_place, passage_of
from claims.forms.people import PeopleField
from claims.models import Ruling
from claims.reading import one_each, passages_of
from common.forms import helper_for, sentence_case

NO_CHANGE = "none"


def _relation(row):
    """Return the name of the field that asks what the new words of a mark say."""
    return f"relation_{row.pk}"


class RulingForm(forms.Form):
    """The end of a dispute, with a place for every mark that its revision touched."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("The outcome"), choices=sentence_case(Ruling.Outcome.choices), widget=forms.RadioSelect
    )
    summary = forms.CharField(
        label=gettext_lazy("The ruling in plain words"),
        help_text=gettext_lazy("Readers see this first, and those who questioned the statement are sent it."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say in plain words what you found.")},
    )
    reasoning = forms.CharField(
        label=gettext_lazy("Your reasons (optional)"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    values = PeopleField(
        label=gettext_lazy("For whom does the questioned statement hold?"),
        help_text=gettext_lazy("Needed when it is right for some."),
    )
    revision = forms.ChoiceField(label=gettext_lazy("Which revision carries the change?"), widget=forms.RadioSelect)
    no_change_because = forms.CharField(
        label=gettext_lazy("If nothing changes: why not?"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, revisions, touched, **kwargs):
        super().__init__(*args, **kwargs)
        self.revisions = {str(revision.pk): revision for revision in revisions}
        label = _("%(title)s, revision %(number)s: %(reason)s")
        rows = [
            (key, label % {"title": row.title, "number": row.number, "reason": row.reason})
            for key, row in self.revisions.items()
        ]
        self.fields["revision"].choices = [*rows, (NO_CHANGE, _("None: the words stay as they are"))]
        self.places = {f"place_{row.pk}": row for row in one_each(touched) if row.confirmed_at is None}
        needed = {str(row.revision_id) for row in self.places.values()}
        passages = {key: passages_of(self.revisions[key]) for key in needed}
        for name, row in self.places.items():
            self.fields[name] = PlaceField(
                passages=passages[str(row.revision_id)],
                words=row.appearance.sentences,
                required=False,
                help_text=_("Only if the ruling names revision %(number)s.") % {"number": row.revision.number},
            )
            self.fields[_relation(row)] = RelationField(
                appearance=row.appearance,
                label=_("What do the new words say?"),
                help_text=_("If they are narrower, they hold for the people chosen above."),
                initial=SAME,
            )
        self.helper = helper_for(_("Sign the ruling"))

    def clean(self):
        """A change names its revision and places every mark; no change says why; right for some says for whom."""
        data = super().clean()
        key = data.get("revision")
        if key == NO_CHANGE and not data.get("no_change_because"):
            self.add_error("no_change_because", _("Say why the words stay as they are."))
        if data.get("outcome") == Ruling.Outcome.QUALIFIED and not data.get("values"):
            self.add_error("values", _("Say for whom the statement holds."))
        for name, row in self.places.items():
            if str(row.revision_id) == key:
                check_place(self, data, place=name, relation=_relation(row), people="values")
        return data

    def ruling(self) -> dict:
        """Return what claims.actions.rule_dispute takes of a valid form."""
        data = self.cleaned_data
        revision = self.revisions.get(data["revision"])
        chosen = [(name, row) for name, row in self.places.items() if row.revision == revision]
        return {
            "outcome": data["outcome"],
            "summary": data["summary"],
            "reasoning": data["reasoning"],
            "values": data["values"] if data["outcome"] == Ruling.Outcome.QUALIFIED else [],
            "revision": revision,
            "no_change_because": "" if revision else data["no_change_because"],
            "placements": [
                (row, passage_of(data, place=name, relation=_relation(row), people="values")) for name, row in chosen
            ],
        }
