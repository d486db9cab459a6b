"""Editors keep the words that mean the same."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from search import actions
from search.forms import SynonymsForm, taken_message
from search.models import Synonyms
from search.reading import synonyms_in_order

keeper = permission_required("search.keep_synonyms", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@keeper
def synonyms_list(request):
    """List the words that mean the same."""
    return TemplateResponse(request, "search/synonyms_list.html", {"rows": synonyms_in_order()})


def _synonyms_page(request, form, heading, save, row=None):
    if form.is_valid():
        try:
            save(by=request.user, at=timezone.now(), words=form.cleaned_data["words"])
        except actions.MeansSomethingElse as error:
            form.add_error("words", taken_message(error.word, error.others))
        else:
            messages.success(request, _("Saved. Searches know it from now on."))
            return redirect("synonyms_list")
    return TemplateResponse(request, "search/synonyms_edit.html", {"form": form, "heading": heading, "row": row})


@get_or_post
@keeper
def synonyms_create(request):
    """Say that some words mean the same."""
    return _synonyms_page(request, SynonymsForm(request.POST or None), _("New synonyms"), actions.add_synonyms)


@get_or_post
@keeper
def synonyms_edit(request, pk):
    """Say anew which words mean the same."""
    row = get_object_or_404(Synonyms, pk=pk)

    def save(**fields):
        try:
            return actions.change_synonyms(row=row, **fields)
        except Synonyms.DoesNotExist as gone:  # a colleague removed them at this moment
            raise Http404 from gone

    form = SynonymsForm(request.POST or None, row=row, initial={"words": "\n".join(row.words)})
    return _synonyms_page(request, form, str(row), save, row)


@require_POST
@keeper
def synonyms_remove(request, pk):
    """Let words stand each for itself again."""
    row = get_object_or_404(Synonyms, pk=pk)
    actions.remove_synonyms(row=row, by=request.user, at=timezone.now())
    messages.success(request, _("Removed: %(words)s") % {"words": row})
    return redirect("synonyms_list")
