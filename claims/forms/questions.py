"""Forms of readers: a doubt about a statement, and evidence for a side."""

import hashlib
import uuid

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms import NOT_AN_ADDRESS, AddressField
from claims.forms.people import PeopleField
from claims.models import Evidence, Position, Report
from claims.reading import Outside, plain_text_of
from claims.sentences import split
from comments.consequences import SCREENS
from common.forms import SafeChoiceField, helper_for


def choice_of(text: str, start: int, end: int) -> str:
    """Return the value of a passage in the form; other words at the same place are another choice.

    Args:
        text: what the offsets are counted in.
        start: first code point.
        end: one past the last.
    """
    return f"{start}-{end}-{hashlib.sha256(text[start:end].encode()).hexdigest()[:12]}"


def _short(words):
    return Truncator(" ".join(words.split())).chars(110)


OUTSIDE = "outside"


class QuestionForm(forms.Form):
    """A reader's doubt about one sentence."""

    sentence = forms.ChoiceField(
        label=gettext_lazy("Which words?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the words that you question."),
            "invalid_choice": gettext_lazy("These words have changed meanwhile. Choose the words once more."),
        },
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("What is the matter with it?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is the matter with it.")},
    )
    against = forms.ChoiceField(
        label=gettext_lazy("What does it contradict? (only if it contradicts other advice)"), required=False
    )
    why = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Two or three sentences are enough. Leave out your own health unless you want it read."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say in a sentence what worries you.")},
    )
    source_url = AddressField(
        label=gettext_lazy("Where did you read otherwise? (optional)"),
        help_text=gettext_lazy("A web address or a DOI."),
        max_length=500,
        required=False,
    )
    source_words = forms.CharField(
        label=gettext_lazy("What does it say there? (only if you chose a source outside this site)"),
        help_text=gettext_lazy("Copy the sentence that contradicts the words, at most 600 characters."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    values = PeopleField(
        label=gettext_lazy("For whom is it a worry? (optional)"),
        help_text=gettext_lazy("This is about the statement, not about you. Choose all that fit."),
    )
    submission_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, target, passages, comments, selected=None, **kwargs):
        """Offer the sentences of a text, and what they can contradict.

        Args:
            *args: as of any form.
            target: the block or comment in question.
            passages: the article's other passages by key; each has `text`.
            comments: its comments by key; each has `author` and `body`.
            selected: offsets of the words that the reader selected, if any.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        text = plain_text_of(target)
        sentences = offered = split(text)
        if selected and selected not in sentences:
            offered = [selected, *sentences]
        self.fields["sentence"].choices = [(choice_of(text, *place), text[slice(*place)]) for place in offered]
        if selected or len(offered) == 1:
            self.fields["sentence"].initial = choice_of(text, *(selected or offered[0]))
        here = {f"s-{choice_of(text, *place)}": place for place in sentences if len(offered) > 1}
        self.opposed = {key: (target, *place) for key, place in here.items()}
        self.opposed |= {key: _whole(row) for key, row in (passages | comments).items()}
        named = [(key, f"{row.author.public_name}: {_short(row.body)}") for key, row in comments.items()]
        groups = [
            (_("Other sentences of this text"), [(key, _short(text[slice(*place)])) for key, place in here.items()]),
            (_("Passages of this article"), [(key, _short(row.text)) for key, row in passages.items()]),
            (_("Comments"), named),
            (_("Elsewhere"), [(OUTSIDE, _("A source outside this site: say below where, and what it says"))]),
        ]
        first = ("", _("Choose a passage, a comment or a source"))
        self.fields["against"].choices = [first, *((name, rows) for name, rows in groups if rows)]

    def renew_key(self):
        """Let the next attempt count as a form of its own."""
        self.data = self.data.copy()
        self.data["submission_key"] = str(uuid.uuid4())

    def clean_sentence(self):
        """Return the offsets of the sentence."""
        start, end, _words = self.cleaned_data["sentence"].split("-")
        return int(start), int(end)

    def clean(self):
        """A contradiction names what it contradicts: other words than its own, or an address with what is said there.

        Returns:
            The data; `against` is (target, start, end) of a passage, an Outside, or None.
        """
        data = super().clean()
        chosen = data.get("against", "")
        if data.get("reason") == Report.Reason.CONTRADICTS_ADVICE and not chosen and "against" not in self.errors:
            self.add_error("against", _("Choose the passage, comment or source that it contradicts."))
        words = data.pop("source_words", "")
        data["against"] = self.opposed.get(chosen)
        if chosen == OUTSIDE:
            data["against"] = self._outside(data.get("source_url"), words)
        elif chosen.startswith("s-") and "sentence" in data and _meet(data["sentence"], data["against"][1:]):
            self.add_error("against", _("Choose another sentence than the one that you question."))
        return data

    def _outside(self, address, words):
        if not address and "source_url" not in self.errors:
            self.add_error("source_url", _("Give the web address or the DOI of the source that it contradicts."))
        if not words:
            self.add_error("source_words", _("Copy the words that contradict it."))
        return Outside(address, words) if address and words else None


def _whole(row):
    """Return a passage that is a whole block or comment."""
    return row, 0, len(plain_text_of(row).rstrip())


def _meet(place, other):
    """Tell whether two places in one text share a word."""
    return place[0] < other[1] and other[0] < place[1]


class EvidenceForm(forms.Form):
    """A source that bears on a side of a dispute."""

    position = SafeChoiceField(
        label=gettext_lazy("Which position does it bear on?"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What does it do?"),
        choices=[
            (Evidence.Role.SUPPORTS, gettext_lazy("It supports this position")),
            (Evidence.Role.OPPOSES, gettext_lazy("It speaks against this position")),
        ],
        initial=Evidence.Role.SUPPORTS,
        widget=forms.RadioSelect,
    )
    source_url = AddressField(
        label=gettext_lazy("Where can it be read?"),
        help_text=gettext_lazy("A web address or a DOI."),
        max_length=500,
        error_messages={"required": NOT_AN_ADDRESS},
    )
    note = forms.CharField(
        label=gettext_lazy("What does it show? (optional)"),
        help_text=gettext_lazy("In your own words, at most 400 characters."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, dispute, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = Position.objects.filter(dispute=dispute).order_by("order")
        self.helper = helper_for(_("Add this source"))

    def clean_note(self):
        """Refuse what would wait for a moderator in a comment: a note is shown at once."""
        note = self.cleaned_data["note"]
        if any(screen(None, note) for screen in SCREENS):
            raise forms.ValidationError(_("Leave out prices, shops, addresses and telephone numbers."), code="screened")
        return note
