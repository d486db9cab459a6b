"""Forms of statements in question."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.citing import canonical_doi, canonical_url
from claims.models import FacetValue, Report
from claims.sentences import split

DISMISSALS = [
    ("duplicate", gettext_lazy("Somebody has questioned it already")),
    ("not_a_statement", gettext_lazy("It is not a statement that can be right or wrong")),
    ("same_source", gettext_lazy("Both sides are one and the same source")),
    ("abusive", gettext_lazy("It breaks the comments policy")),
]


def _helper(button):
    helper = FormHelper()
    helper.attrs = {"novalidate": ""}
    helper.add_input(Submit("send", button))
    return helper


class QuestionForm(forms.Form):
    """A reader's doubt about one sentence."""

    sentence = forms.ChoiceField(label=gettext_lazy("Which sentence?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=gettext_lazy("What is the matter with it?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )
    against = forms.ChoiceField(
        label=gettext_lazy("What does it contradict? (only if it contradicts other advice here)"), required=False
    )
    why = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Two or three sentences are enough. Leave out your own health unless you want it read."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say in a sentence what worries you.")},
    )
    source_url = forms.CharField(
        label=gettext_lazy("Where did you read otherwise? (optional)"),
        help_text=gettext_lazy("A web address or a DOI."),
        max_length=500,
        required=False,
    )
    values = forms.ModelMultipleChoiceField(
        label=gettext_lazy("For whom is it a worry? (optional)"),
        help_text=gettext_lazy("This is about the statement, not about you. Choose all that fit."),
        queryset=FacetValue.objects.order_by("facet__position", "position", "pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    submission_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, text, others, **kwargs):
        super().__init__(*args, **kwargs)
        sentences = [(f"{start}-{end}", text[start:end]) for start, end in split(text)]
        self.fields["sentence"].choices = sentences
        if len(sentences) == 1:
            self.fields["sentence"].initial = sentences[0][0]
        rows = [(key, Truncator(words).chars(120)) for key, words in others]
        self.fields["against"].choices = [("", _("Choose a passage")), *rows]
        self.helper = _helper(_("Send to the editors"))

    def clean_sentence(self):
        """Return the offsets of the sentence."""
        return tuple(int(number) for number in self.cleaned_data["sentence"].split("-"))

    def clean_source_url(self):
        """Accept a web address or a DOI, and nothing else."""
        value = self.cleaned_data["source_url"].strip()
        if value and not (canonical_doi(value) or canonical_url(value)):
            raise forms.ValidationError(_("Give a whole web address, such as https://doi.org/10.1000/1"), code="url")
        return value

    def clean(self):
        """A contradiction names what it contradicts."""
        data = super().clean()
        if data.get("reason") == Report.Reason.CONTRADICTS_ADVICE and not data.get("against"):
            self.add_error("against", _("Choose the passage or comment that it contradicts."))
        return data


class TriageForm(forms.Form):
    """Open a report as a dispute, or close it with a reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("open", gettext_lazy("Open it for everyone")), *DISMISSALS],
        widget=forms.RadioSelect,
    )
    question = forms.CharField(label=gettext_lazy("A neutral question"), max_length=200, required=False)
    first = forms.CharField(label=gettext_lazy("The first position"), max_length=120, required=False)
    second = forms.CharField(label=gettext_lazy("The second position"), max_length=120, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        help_text=gettext_lazy("The reporter is sent these words."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper(_("Record the decision"))

    def clean(self):
        """Opening needs a question and two sides; closing needs a reason."""
        data = super().clean()
        wanted = ("question", "first", "second") if data.get("decision") == "open" else ("reason",)
        for name in wanted:
            if not data.get(name):
                self.add_error(name, _("Please fill this in."))
        return data
