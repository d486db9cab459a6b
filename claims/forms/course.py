"""Forms of staff for the course of a dispute: merged, published, opened again."""

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms import AddressField
from claims.course import EVIDENCE, PASSAGE
from claims.forms.triage import DisputeField
from claims.models import Dispute, Evidence, Position, Report
from claims.reading import QUOTED
from common.forms import SafeChoiceField, helper_for

NEEDS = {  # of a new source, and how to say that it is missing
    "source_url": gettext_lazy("Say where the new source can be read: a web address or a DOI."),
    "position": gettext_lazy("Choose the position that the new source bears on."),
}


class MergeForm(forms.Form):
    """Into which other open dispute this one is merged."""

    into = DisputeField(
        label=gettext_lazy("The dispute that stays"),
        queryset=None,
        empty_label=gettext_lazy("Choose a dispute"),
        error_messages={"required": gettext_lazy("Choose the dispute that it becomes part of.")},
    )

    def __init__(self, *args, dispute, by, **kwargs):
        super().__init__(*args, **kwargs)
        others = Dispute.objects.filter(status=Dispute.Status.OPEN).exclude(pk=dispute.pk).exclude(reports__reporter=by)
        quoted = Report.objects.select_related(*(f"appearance__{name}" for name in QUOTED))
        self.fields["into"].queryset = others.order_by("question", "pk").prefetch_related(Prefetch("reports", quoted))
        self.helper = helper_for(_("Merge the two"))


class PublishForm(forms.Form):
    """The question under which a dismissal is shown to everyone."""

    question = forms.CharField(
        label=gettext_lazy("A neutral question"),
        help_text=gettext_lazy("It becomes the heading of the page. Leave out who asked."),
        max_length=200,
        error_messages={"required": gettext_lazy("Type a neutral question.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Show it to everyone"))


class ReopenForm(forms.Form):
    """Why an ended dispute is opened again: a source that is new to it, or a passage that has changed."""

    cause = forms.ChoiceField(
        label=gettext_lazy("Why is it opened again?"),
        choices=[
            (EVIDENCE, gettext_lazy("There is a source that nobody has brought to it before")),
            (PASSAGE, gettext_lazy("The words in question have changed since it ended")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why it is opened again.")},
    )
    source_url = AddressField(
        label=gettext_lazy("The new source: where can it be read?"),
        help_text=gettext_lazy("A web address or a DOI. Only needed for a new source."),
        max_length=500,
        required=False,
    )
    position = SafeChoiceField(
        label=gettext_lazy("Which position does the new source bear on?"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Choose a position"),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What does it do?"),
        choices=[
            (Evidence.Role.SUPPORTS, gettext_lazy("It supports this position")),
            (Evidence.Role.OPPOSES, gettext_lazy("It speaks against this position")),
        ],
        initial=Evidence.Role.SUPPORTS,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("What is new?"),
        help_text=gettext_lazy("In a few sentences. Its reporters are sent these words."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say in a few sentences what is new.")},
    )

    def __init__(self, *args, dispute, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = Position.objects.filter(dispute=dispute).order_by("order")
        self.helper = helper_for(_("Open it again"))

    def clean(self):
        """A new source needs its address and its side."""
        data = super().clean()
        if data.get("cause") == EVIDENCE:
            for name, message in NEEDS.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return data
