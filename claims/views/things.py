"""Editors keep the things that claims are about."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import actions
from claims.forms.things import ThingForm, taken_message
from claims.models import Thing
from claims.reading import things_with_counts

keeper = permission_required("claims.keep_claims", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@keeper
def thing_list(request):
    """List the things with the names they go by."""
    return TemplateResponse(request, "claims/thing_list.html", {"things": things_with_counts()})


def _thing_page(request, form, heading, save):
    if form.is_valid():
        try:
            save(by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.NameTaken as error:
            form.add_error(None, taken_message(error.found))
        else:
            messages.success(request, _("Saved."))
            return redirect("thing_list")
    return TemplateResponse(request, "claims/thing_edit.html", {"form": form, "heading": heading})


@get_or_post
@keeper
def thing_create(request):
    """Add a thing."""
    form = ThingForm(request.POST or None, initial={"kind": Thing.Kind.EXERCISE})
    return _thing_page(request, form, _("A new thing"), actions.add_thing)


@get_or_post
@keeper
def thing_edit(request, pk):
    """Name a thing anew."""
    thing = get_object_or_404(Thing, pk=pk)
    initial = {"name": thing.name, "kind": thing.kind, "synonyms": "\n".join(thing.synonyms)}

    def save(**fields):
        return actions.edit_thing(thing=thing, **fields)

    return _thing_page(request, ThingForm(request.POST or None, thing=thing, initial=initial), thing.name, save)
