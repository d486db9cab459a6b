"""Forms of editors: a ruling, and where a mark stands now."""

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forms.anchors import SAME, PlaceField, RelationField, check_place, passage_of
from claims.forms.people import PeopleField
from claims.models import Evidence, Ruling, RulingEvidence
from claims.reading import changes_words, one_each, passages_of
from common.forms import helper_for, sentence_case

NO_CHANGE = "none"
WEIGHED, SET_ASIDE = RulingEvidence.Role.WEIGHED, RulingEvidence.Role.SET_ASIDE
NOBODY = (Ruling.Outcome.REMOVED, Ruling.Outcome.UNSETTLED)  # outcomes that say of nobody that it is right for them


def _relation(row):
    """Return the name of the field that asks what the new words of a mark say."""
    return f"relation_{row.pk}"


class RulingForm(forms.Form):
    """The end of a dispute: what is found, on what it rests, and where every mark stands that its revision touched."""

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
        label=gettext_lazy("Your reasons"),
        help_text=gettext_lazy("How you came from the evidence to the outcome. At most 6,000 characters."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Say how you came to the outcome.")},
    )
    values = PeopleField(
        label=gettext_lazy("For whom does the questioned statement hold from now on?"),
        help_text=gettext_lazy("Needed when it is right for some."),
    )
    revision = forms.ChoiceField(label=gettext_lazy("Which revision carries the change?"), widget=forms.RadioSelect)
    no_change_because = forms.CharField(
        label=gettext_lazy("If nothing changes: why not?"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    interests = forms.CharField(
        label=gettext_lazy("Interests that you declare"),
        help_text=gettext_lazy("Work, money or friends that somebody could think you favour. Readers see your answer."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    has_no_interests = forms.BooleanField(label=gettext_lazy("I have none"), required=False)
    waiver = forms.CharField(
        label=gettext_lazy("Why do you not wait longer?"),
        help_text=gettext_lazy("Not every side has found its summary fair. Readers and the log are told your reason."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why you rule before every side has found its summary fair.")},
    )

    def __init__(self, *args, dispute, revisions, touched, gate, **kwargs):
        """Ask of each source whether it was weighed, and of each mark where it stands.

        Args:
            *args: as of any form.
            dispute: which is ruled on.
            revisions: that may carry the change.
            touched: Resolution rows of the marks that these revisions touched.
            gate: a claims.gating.Gate; a reason not to wait is asked only where one helps.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        self.revisions = {str(revision.pk): revision for revision in revisions}
        self._offer_revisions()
        self._ask_places(touched)
        self._ask_evidence()
        if not gate.may_be_waived:
            del self.fields["waiver"]
        self.helper = helper_for(_("Sign the ruling"))
        self.helper.layout = self._parts()

    def _offer_revisions(self):
        label = _("%(title)s, revision %(number)s: %(reason)s")
        rows = [
            (key, label % {"title": row.title, "number": row.number, "reason": row.reason})
            for key, row in self.revisions.items()
        ]
        self.fields["revision"].choices = [*rows, (NO_CHANGE, _("None: the words stay as they are"))]

    def _ask_places(self, touched):
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

    def _ask_evidence(self):
        rows = Evidence.objects.filter(position__dispute=self.dispute).select_related("position", "source")
        self.evidence = {row.pk: row for row in rows.order_by("position__order", "pk")}
        for key, row in self.evidence.items():
            was_set_aside = row.role == Evidence.Role.SET_ASIDE
            self.fields[f"weigh_{key}"] = forms.ChoiceField(
                label=_("Position %(letter)s: %(source)s") % {"letter": row.position.letter, "source": row.source},
                help_text=f"{row.get_role_display().capitalize()}. {row.note}",
                choices=[(WEIGHED, _("I weighed it")), (SET_ASIDE, _("I set it aside"))],
                initial=SET_ASIDE if was_set_aside else None,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether you weighed this source or set it aside.")},
            )
            self.fields[f"why_{key}"] = forms.CharField(
                label=_("If you set it aside: why?"), max_length=400, required=False, initial=row.set_aside_because
            )

    def _parts(self):
        """Put the questions under headings, in the order in which an editor answers them."""
        placing = [field for name, row in self.places.items() for field in (name, _relation(row))]
        weighed = [name for key in self.evidence for name in (f"weigh_{key}", f"why_{key}")]
        parts = [
            (_("What you find"), ["outcome", "summary", "reasoning", "values"]),
            (_("The evidence"), weighed),
            (_("What changes in the text"), ["revision", *placing, "no_change_because"]),
            (_("Your interests"), ["interests", "has_no_interests"]),
            (_("Before both sides have spoken"), ["waiver"] if "waiver" in self.fields else []),
        ]
        shown = [(legend, fields) for legend, fields in parts if fields]
        return Layout(*(Fieldset(legend, *names, css_id=f"part-{n}") for n, (legend, names) in enumerate(shown)))

    def clean(self):
        """A change names its revision and places every mark; no change says why; right for some says for whom."""
        data = super().clean()
        if data.get("outcome") == Ruling.Outcome.QUALIFIED and not data.get("values"):
            self.add_error("values", _("Say for whom the statement holds."))
        self._clean_change(data)
        self._clean_evidence(data)
        if bool(data.get("interests")) == data["has_no_interests"] and "interests" not in self.errors:
            both = _("You declared interests and ticked that you have none. Keep one of the two.")
            neither = _("Declare your interests, or tick that you have none.")
            self.add_error("interests", both if data["has_no_interests"] else neither)
        return data

    def _clean_change(self, data):
        key = data.get("revision")
        if key == NO_CHANGE and not data.get("no_change_because"):
            self.add_error("no_change_because", _("Say why the words stay as they are."))
        if key in self.revisions and not changes_words(self.revisions[key], self.dispute):
            said = _("Revision %(number)s does not change the words in question.")
            self.add_error("revision", said % {"number": self.revisions[key].number})
        for name, row in self.places.items():
            if str(row.revision_id) == key:
                check_place(self, data, place=name, relation=_relation(row), people="values")

    def _clean_evidence(self, data):
        for key in self.evidence:
            if data.get(f"weigh_{key}") == SET_ASIDE and not data.get(f"why_{key}"):
                self.add_error(f"why_{key}", _("Say why you set it aside."))

    def ruling(self) -> dict:
        """Return what claims.actions.Finding takes of a valid form."""
        data = self.cleaned_data
        revision = self.revisions.get(data["revision"])
        chosen = [(name, row) for name, row in self.places.items() if row.revision == revision]
        weighed = [(row, data[f"weigh_{key}"], data[f"why_{key}"]) for key, row in self.evidence.items()]
        return {
            "outcome": data["outcome"],
            "summary": data["summary"],
            "reasoning": data["reasoning"],
            "values": [] if data["outcome"] in NOBODY else list(data["values"]),
            "revision": revision,
            "no_change_because": "" if revision else data["no_change_because"],
            "placements": [
                (row, passage_of(data, place=name, relation=_relation(row), people="values")) for name, row in chosen
            ],
            "weighed": [(row, role, why if role == SET_ASIDE else "") for row, role, why in weighed],
            "interests": data["interests"],
            "waiver": data.get("waiver", ""),
        }
