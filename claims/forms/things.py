"""Forms of those who keep things and facets."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Facet, FacetValue, Thing
from claims.naming import fold
from claims.reading import taken_name
from common.forms import SafeChoiceField, helper_for, sentence_case

MOST_SYNONYMS = 40
LONGEST_NAME = 80


def taken_message(found) -> str:
    """Say why a name cannot be used.

    Args:
        found: a claims.reading.TakenName.
    """
    if found.thing:
        return _("“%(name)s” is already a name of “%(thing)s”.") % {"name": found.name, "thing": found.thing}
    return _("“%(name)s” holds neither a letter nor a figure.") % {"name": found.name}


class ThingForm(forms.Form):
    """An exercise, a food, a drug or a habit, with the other names it goes by."""

    name = forms.CharField(
        label=gettext_lazy("Its name"),
        help_text=gettext_lazy("As most readers call it, such as: straight-leg raise."),
        max_length=LONGEST_NAME,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=sentence_case(Thing.Kind.choices), widget=forms.RadioSelect
    )
    synonyms = forms.CharField(
        label=gettext_lazy("Other names (optional)"),
        help_text=gettext_lazy("One on each line, such as: SLR. Capitals, hyphens and a plural s make no difference."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, thing: Thing | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing = thing
        self.helper = helper_for(_("Save"))

    def clean_name(self):
        """Return the name with single spaces; it is no other thing's."""
        name = " ".join(self.cleaned_data["name"].split())
        self._check([name])
        return name

    def clean_synonyms(self):
        """Return the names as a list; none of them is another thing's."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["synonyms"].splitlines())
        names = [line for line in lines if line]
        if len(names) > MOST_SYNONYMS:
            raise forms.ValidationError(_("Give at most %(most)s names.") % {"most": MOST_SYNONYMS}, code="many")
        for name in names:
            if len(name) > LONGEST_NAME:
                words = _("“%(name)s…” is too long: a name has at most %(most)s characters.")
                raise forms.ValidationError(words % {"name": name[:30], "most": LONGEST_NAME}, code="long")
        self._check(names)
        return names

    def _check(self, names):
        if found := taken_name(names, besides=self.thing):
            raise forms.ValidationError(taken_message(found), code="taken")


def _after(queryset, row):
    """Return the field that says behind which row another one stands."""
    return SafeChoiceField(
        label=_("It stands behind"),
        queryset=queryset.exclude(pk=row.pk) if row else queryset,
        required=False,
        empty_label=_("Nothing: it is the first"),
        initial=queryset.filter(position__lt=row.position).last() if row else queryset.last(),
    )


class _NamedForm(forms.Form):
    """A name that no row beside it has, case and width of letters apart."""

    def __init__(self, *args, beside, row=None, **kwargs):
        """Offer the places among the rows beside it.

        Args:
            *args: as of any form.
            beside: the rows of which it is one, in order.
            row: the row itself, when it is there already.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        self.fields["after"] = _after(beside, row)
        self.others = beside.exclude(pk=row.pk) if row else beside
        self.helper = helper_for(_("Save"))

    def clean_name(self):
        """Return the name with single spaces; another name beside it is refused."""
        name = " ".join(self.cleaned_data["name"].split())
        for other in self.others:
            if fold(other.name) == fold(name):
                raise forms.ValidationError(_("“%(name)s” is there already.") % {"name": other.name}, code="taken")
        return name


class FacetForm(_NamedForm):
    """A way in which people differ that matters for advice."""

    name = forms.CharField(label=gettext_lazy("Its name"), help_text=gettext_lazy("Such as: age group."), max_length=80)
    is_deciding = forms.BooleanField(
        label=gettext_lazy("It decides: where only one of two statements says it, they cannot be compared"),
        required=False,
    )

    def __init__(self, *args, row: Facet | None = None, **kwargs):
        super().__init__(*args, beside=Facet.objects.order_by("position", "pk"), row=row, **kwargs)


class ValueForm(_NamedForm):
    """A value of a facet."""

    name = forms.CharField(label=gettext_lazy("Its name"), help_text=gettext_lazy("Such as: 50 to 64."), max_length=120)
    wider = SafeChoiceField(
        label=gettext_lazy("It is a part of (optional)"),
        help_text=gettext_lazy("“Several bones have broken” is a part of “a bone has broken”."),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Nothing else"),
    )

    def __init__(self, *args, facet: Facet, row: FacetValue | None = None, **kwargs):
        beside = facet.values.order_by("position", "pk")
        super().__init__(*args, beside=beside, row=row, **kwargs)
        self.fields["wider"].queryset = self.others
