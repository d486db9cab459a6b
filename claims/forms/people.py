"""For whom something holds: a field that every form of this app shares."""

from django import forms

from claims.models import FacetValue
from common.forms import SafeChoicesField


class PeopleField(SafeChoicesField):
    """Values of facets, shown facet by facet; nothing chosen means "not stated"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        values = FacetValue.objects.select_related("facet").order_by("facet__position", "position", "pk")
        super().__init__(queryset=values, required=False, **kwargs)
