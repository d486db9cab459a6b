"""Editors keep the facets of populations: in which ways people differ, and what can be said of each."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import actions
from claims.forms.things import FacetForm, ValueForm
from claims.models import Facet, FacetValue
from claims.reading import facets_in_order

keeper = permission_required("claims.keep_claims", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@keeper
def facet_list(request):
    """List the facets with their values."""
    return TemplateResponse(request, "claims/facet_list.html", {"facets": facets_in_order()})


def _page(request, form, heading, save):
    if form.is_valid():
        try:
            save(by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.WiderThanItself:
            form.add_error("wider", _("That value is a part of this one already, so this one cannot be a part of it."))
        else:
            messages.success(request, _("Saved."))
            return redirect("facet_list")
    return TemplateResponse(request, "claims/facet_edit.html", {"form": form, "heading": heading})


@get_or_post
@keeper
def facet_create(request):
    """Add a facet."""
    return _page(request, FacetForm(request.POST or None), _("A new facet"), actions.add_facet)


@get_or_post
@keeper
def facet_edit(request, pk):
    """Name a facet anew, move it, say whether it decides."""
    facet = get_object_or_404(Facet, pk=pk)

    def save(**fields):
        return actions.edit_facet(facet=facet, **fields)

    initial = {"name": facet.name, "is_deciding": facet.is_deciding}
    return _page(request, FacetForm(request.POST or None, row=facet, initial=initial), facet.name, save)


@get_or_post
@keeper
def facet_value_create(request, pk):
    """Add a value to a facet."""
    facet = get_object_or_404(Facet, pk=pk)

    def save(**fields):
        return actions.add_value(facet=facet, **fields)

    heading = _("A new value of “%(facet)s”") % {"facet": facet.name}
    return _page(request, ValueForm(request.POST or None, facet=facet), heading, save)


@get_or_post
@keeper
def facet_value_edit(request, pk):
    """Name a value anew, move it, say of which other it is a part."""
    value = get_object_or_404(FacetValue.objects.select_related("facet"), pk=pk)

    def save(**fields):
        return actions.edit_value(value=value, **fields)

    initial = {"name": value.name, "wider": value.wider_id}
    form = ValueForm(request.POST or None, facet=value.facet, row=value, initial=initial)
    return _page(request, form, value.name, save)


def _delete(request, delete):
    try:
        delete(by=request.user, at=timezone.now())
    except actions.InUse:
        messages.info(request, _("It is in use, so it stays. You can give it another name."))
    else:
        messages.success(request, _("Deleted."))
    return redirect("facet_list")


@require_POST
@keeper
def facet_delete(request, pk):
    """Delete a facet that has no values."""
    facet = get_object_or_404(Facet, pk=pk)
    return _delete(request, lambda **who: actions.delete_facet(facet=facet, **who))


@require_POST
@keeper
def facet_value_delete(request, pk):
    """Delete a value that nothing states."""
    value = get_object_or_404(FacetValue, pk=pk)
    return _delete(request, lambda **who: actions.delete_value(value=value, **who))
