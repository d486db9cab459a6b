"""Editors note whom studies and articles are about, and decide about references that do not fit."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.citing import has_malformed_doi
from articles.models import Article, Source
from claims import actions
from claims.forms.evidence import FitForm, PeopleForm
from claims.models import ArticlePopulation, CitationFit, StudiedPopulation
from claims.permissions import can_decide_fit
from claims.reading import (
    articles_without_people,
    bare_references,
    decided_fits,
    misfits,
    studies_without_people,
)

MOST = 100
editor = permission_required("articles.edit_article", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@editor
def reference_list(request):
    """List references that studied other people, that nobody can find, and whose fit is not known."""
    context = {
        "waiting": [misfit for misfit in misfits() if misfit.waits],
        "bare": [(row, has_malformed_doi(row.printed)) for row in bare_references()[:MOST]],
        "decided": decided_fits()[:MOST],
        "studies": studies_without_people()[:MOST],
        "articles": articles_without_people()[:MOST],
    }
    return TemplateResponse(request, "claims/reference_list.html", context)


def _people_page(request, row, about, heading, save):
    """Show the groups of a study or an article, and save them."""
    form = PeopleForm(request.POST or None, initial={"values": row.population.values.all() if row else []})
    if form.is_valid():
        save(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reference_list")
    context = {"form": form, "about": about, "heading": heading}
    return TemplateResponse(request, "claims/people_edit.html", context)


@get_or_post
@editor
def source_people(request, pk):
    """Note whom a source studied."""
    source = get_object_or_404(Source, pk=pk)
    row = StudiedPopulation.objects.filter(source=source).select_related("population").first()

    def save(**fields):
        actions.set_studied_people(source=source, **fields)

    return _people_page(request, row, source, _("Whom did it study?"), save)


@get_or_post
@editor
def article_people(request, pk):
    """Note whom an article speaks about."""
    article = get_object_or_404(Article, pk=pk)
    row = ArticlePopulation.objects.filter(article=article).select_related("population").first()

    def save(**fields):
        actions.set_article_people(article=article, **fields)

    return _people_page(request, row, article, _("Whom does it speak about?"), save)


@get_or_post
@editor
def reference_fit(request, pk, source_pk):
    """Decide about a reference that studied other people than its sentence is about."""
    article, source = get_object_or_404(Article, pk=pk), get_object_or_404(Source, pk=source_pk)
    if not can_decide_fit(request.user, article):
        raise PermissionDenied
    misfit = next((row for row in misfits(article) if row.source == source and row.waits), None)
    if misfit is None:
        messages.info(request, _("Nothing waits for you here: it was decided, or the text or its people have changed."))
        return redirect("reference_list")
    form = FitForm(request.POST or None, suggested=misfit.suggested)
    if form.is_valid():
        return _decide(request, misfit, form)
    context = {"form": form, "misfit": misfit}
    return TemplateResponse(request, "claims/reference_fit.html", context)


def _decide(request, misfit, form):
    fields = {"article": misfit.article, "source": misfit.source, "sentences": misfit.sentences} | form.decision()
    try:
        actions.decide_citation_fit(by=request.user, at=timezone.now(), **fields)
    except actions.AlreadyDecided:
        messages.info(request, _("A colleague has decided about it just before."))
    else:
        messages.success(request, _("Recorded."))
    return redirect("reference_list")


@require_POST
@editor
def reference_fit_undo(request, pk, source_pk):
    """Take a decision about a reference back."""
    fits = CitationFit.objects.select_related("article")
    fit = get_object_or_404(fits, article__pk=pk, source__pk=source_pk)  # a number that no key reaches is not found
    if not can_decide_fit(request.user, fit.article):
        raise PermissionDenied
    actions.take_back_citation_fit(fit=fit, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back. It waits on this list again."))
    return redirect("reference_list")
