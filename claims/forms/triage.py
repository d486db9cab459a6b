"""Forms of staff: triage, positions, cautions."""

from datetime import datetime, time

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forms.people import PeopleField
from claims.models import Claim, Dispute, Report
from claims.reading import QUOTED, quote_of
from common.forms import SafeChoiceField, helper_for, sentence_case

OPEN, JOIN = "open", "join"
CLOSING = {"reason": gettext_lazy("Write why you close it: the reporter is sent these words.")}
NEEDS = {  # decision: what it needs, and how to say that it is missing
    OPEN: {
        "question": gettext_lazy("Type a neutral question."),
        "first": gettext_lazy("Say the first position in a few words."),
        "first_stance": gettext_lazy("Choose what the first position says."),
        "second": gettext_lazy("Say the second position in a few words."),
        "second_stance": gettext_lazy("Choose what the second position says."),
    },
    JOIN: {"into": gettext_lazy("Choose the dispute that it joins.")},
}
DISMISSALS = [
    ("duplicate", gettext_lazy("Close it: somebody has questioned it already")),
    ("not_a_statement", gettext_lazy("Close it: it is not a statement that can be right or wrong")),
    ("same_source", gettext_lazy("Close it: both sides are one and the same source")),
    ("abusive", gettext_lazy("Close it: it breaks the comments policy")),
]


def _stance(label):
    choices = [("", gettext_lazy("Choose what it says")), *sentence_case(Claim.Stance.choices)]
    return forms.ChoiceField(label=label, choices=choices, required=False)


class DisputeField(SafeChoiceField):
    """A choice among disputes: by question, or by the words that its first reporter quoted."""

    def label_from_instance(self, dispute):
        """Return what the list calls a dispute."""
        if dispute.question:
            return dispute.question
        quotes = [quote_of(report.appearance).words for report in dispute.reports.all()]
        return f"{dispute.pk}: {Truncator(quotes[0]).chars(80)}" if quotes else str(dispute)


class TriageForm(forms.Form):
    """Open a report as a dispute, join it to another, or close it with a reason. An open dispute can only be closed."""

    decision = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    question = forms.CharField(label=gettext_lazy("To open it: a neutral question"), max_length=200, required=False)
    first = forms.CharField(label=gettext_lazy("The first position"), max_length=120, required=False)
    first_stance = _stance(gettext_lazy("What the first position says about it"))
    second = forms.CharField(label=gettext_lazy("The second position"), max_length=120, required=False)
    second_stance = _stance(gettext_lazy("What the second position says about it"))
    into = DisputeField(
        label=gettext_lazy("To join it: the other dispute"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Choose a dispute"),
    )
    reason = forms.CharField(
        label=gettext_lazy("To close it: why"),
        help_text=gettext_lazy("The reporter is sent these words."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Show the closed report to everyone, because others can learn from it"), required=False
    )

    def __init__(self, *args, dispute, by, **kwargs):
        super().__init__(*args, **kwargs)
        others = Dispute.objects.filter(status__in=[Dispute.Status.REPORTED, Dispute.Status.OPEN])
        quoted = Report.objects.select_related(*(f"appearance__{name}" for name in QUOTED))
        self.fields["into"].queryset = (
            others.exclude(pk=dispute.pk)
            .exclude(reports__reporter=by)
            .order_by("-reported_at", "-pk")
            .prefetch_related(Prefetch("reports", quoted))
        )
        if dispute.status == Dispute.Status.OPEN:
            self.fields["decision"].choices = DISMISSALS
            for name in ("question", "first", "first_stance", "second", "second_stance", "into", "publish"):
                del self.fields[name]
        else:
            self.fields["decision"].choices = [
                (OPEN, _("Open it for everyone")),
                (JOIN, _("Join it to another dispute about the same statement")),
                *DISMISSALS,
            ]
        if "publish" in self.fields and not by.has_perm("claims.rule_dispute"):
            del self.fields["publish"]
        self.helper = helper_for(_("Record the decision"))

    def clean(self):
        """Opening needs a question and two sides, joining another dispute, closing a reason."""
        data = super().clean()
        for name, message in NEEDS.get(data.get("decision"), CLOSING).items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)
        return data


class PositionForm(forms.Form):
    """A side of a dispute: what it says, and for whom."""

    name = forms.CharField(
        label=gettext_lazy("The position in a few words"),
        help_text=gettext_lazy("As those who hold it would say it."),
        max_length=120,
    )
    summary = forms.CharField(
        label=gettext_lazy("A neutral summary"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("What it says"), choices=sentence_case(Claim.Stance.choices), widget=forms.RadioSelect
    )
    values = PeopleField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("Choose what it states. Nothing chosen means: not stated."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save the position"))


class CautionForm(forms.Form):
    """A neutral note beside the passage, while its dispute is open."""

    text = forms.CharField(
        label=gettext_lazy("The caution"),
        help_text=gettext_lazy("Neutral, at most 300 characters: what to do until this is settled."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    expires_at = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("It goes by itself at the end of this day. As 2026-12-31."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Put it up"))

    def clean_expires_at(self):
        """Return the end of that day."""
        day = self.cleaned_data["expires_at"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day in the future."), code="past")
        return timezone.make_aware(datetime.combine(day, time.max))
