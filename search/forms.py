"""What a search and the words that mean the same have to be like."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.querying import MOST_TYPED


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
