"""What a search and the words that mean the same have to be like."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import helper_for
from search.models import Synonyms
from search.querying import MOST_TYPED, words_of
from search.reading import taken_words

MOST_SYNONYMS = 20
LONGEST_SYNONYM = 80


class SearchForm(forms.Form):
    """Words to find; none is no mistake."""

    q = forms.CharField(label=gettext_lazy("Words to find"), required=False)

    def clean_q(self):
        """Refuse what is too long to be a search, and say how to mend it."""
        words = self.cleaned_data["q"]
        if len(words) > MOST_TYPED:
            message = _("This is too long: %(has)s characters. A search takes %(most)s: keep the words that matter.")
            raise forms.ValidationError(message % {"has": len(words), "most": MOST_TYPED}, code="long")
        return words


def taken_message(word: str, others: Synonyms) -> str:
    """Say why a word cannot stand in these synonyms too.

    Args:
        word: as it was typed.
        others: where it stands.
    """
    found = {"word": word, "others": others}
    return _("“%(word)s” stands in “%(others)s” already. Add the other words there.") % found


class SynonymsForm(forms.Form):
    """Words that mean the same, one a line."""

    words = forms.CharField(
        label=gettext_lazy("Words that mean the same"),
        help_text=gettext_lazy(
            "One on each line, such as: SLR, then: straight leg raise. Capitals and hyphens make no difference."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, row: Synonyms | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        self.helper = helper_for(_("Save"))

    def clean_words(self):
        """Return the words as a list of two or more; none stands in other synonyms."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["words"].splitlines())
        words = [line for line in lines if line]
        for word in words:
            if len(word) > LONGEST_SYNONYM:
                message = _("“%(word)s…” is too long: a line has at most %(most)s characters.")
                raise forms.ValidationError(message % {"word": word[:30], "most": LONGEST_SYNONYM}, code="long")
            if not words_of(word):
                message = _("“%(word)s” holds neither a letter nor a figure.")
                raise forms.ValidationError(message % {"word": word}, code="empty")
        if len({tuple(words_of(word)) for word in words}) < 2:
            raise forms.ValidationError(_("Give two or more words, each on a line of its own."), code="few")
        if len(words) > MOST_SYNONYMS:
            raise forms.ValidationError(_("Give at most %(most)s words.") % {"most": MOST_SYNONYMS}, code="many")
        if found := taken_words(words, besides=self.row):
            raise forms.ValidationError(taken_message(*found), code="taken")
        return words
