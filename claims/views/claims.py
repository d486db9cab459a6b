"""Editors keep the register: they word, quote, merge and split claims, and undo it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.actions import find_or_add_source
from claims import actions
from claims.forms.claims import ClaimForm, MergeForm, QuoteForm, SplitForm
from claims.models import Appearance, Claim
from claims.permissions import can_keep
from claims.reading import QUOTED, candidates_to_merge, entries_of, families, quote_of

keeper = permission_required("claims.keep_claims", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


def _claim(request, pk, **known):
    """Return a claim that the editor may decide about."""
    claim = get_object_or_404(Claim.objects.select_related("thing", "population", "merged_into"), pk=pk, **known)
    tree = families()
    if not can_keep(request.user, tree.members_of(tree.root_of(pk))):
        raise PermissionDenied
    return claim


def _meanwhile(form):
    form.add_error(None, _("A colleague has changed this claim meanwhile. Open it once more and look."))


@get_or_post
@keeper
def claim_create(request):
    """Put a statement into the register."""
    form = ClaimForm(request.POST or None)
    if form.is_valid():
        claim = actions.register_claim(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Now say where it is made: until then only editors see it."))
        return redirect("quote_create", claim.pk)
    return TemplateResponse(request, "claims/claim_edit.html", {"form": form, "heading": _("A new claim")})


@get_or_post
@keeper
def claim_edit(request, pk):
    """Word a claim anew."""
    claim = _claim(request, pk, merged_into=None)
    initial = {name: getattr(claim, name) for name in ("statement", "thing", "stance")}
    form = ClaimForm(request.POST or None, initial=initial | {"values": claim.population.values.all()})
    if form.is_valid():
        try:
            claim = actions.edit_claim(claim=claim, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValueError:
            _meanwhile(form)
        else:
            messages.success(request, _("Saved."))
            return redirect(claim)
    context = {"form": form, "claim": claim, "heading": _("Word this claim anew")}
    return TemplateResponse(request, "claims/claim_edit.html", context)


@get_or_post
@keeper
def quote_create(request, pk):
    """Say where a claim is made, and in which words."""
    claim = _claim(request, pk, merged_into=None)
    form = QuoteForm(request.POST or None)
    if form.is_valid():
        try:
            _quote(request, claim, form.cleaned_data)
        except ValueError:
            _meanwhile(form)
        else:
            messages.success(request, _("The passage stands in the register."))
            return redirect(claim)
    context = {"form": form, "claim": claim, "heading": _("Add a passage")}
    return TemplateResponse(request, "claims/claim_edit.html", context)


def _quote(request, claim, data):
    who = {"claim": claim, "by": request.user, "at": timezone.now()}
    if data["passage"]:
        target, start, end = data["passage"]
        return actions.quote_passage(target=target, start=start, end=end, **who)
    source = find_or_add_source(url=data["place"], by=request.user, at=who["at"])
    return actions.quote_source(source=source, words=data["words"], **who)


@get_or_post
@keeper
def quote_drop(request, pk):
    """Ask once, then take a passage out that an editor put there by mistake."""
    rows = Appearance.objects.filter(dispute__isnull=True, claim__isnull=False).select_related(*QUOTED)
    appearance = get_object_or_404(rows, pk=pk)
    claim = _claim(request, appearance.claim_id)
    if request.method == "POST":
        try:
            actions.drop_quote(appearance=appearance, by=request.user, at=timezone.now())
        except ValueError:
            messages.info(request, _("This passage stays: a mark was placed on it, or it belongs to a dispute by now."))
        else:
            messages.success(request, _("The passage is taken out."))
        return redirect(claim)
    context = {"claim": claim, "quote": quote_of(appearance)}
    return TemplateResponse(request, "claims/quote_drop.html", context)


@get_or_post
@keeper
def claim_merge(request, pk):
    """Choose a claim that says the same, look at both, then merge them."""
    claim, tree = _claim(request, pk, merged_into=None), families()
    form = MergeForm(request.POST or (request.GET if "into" in request.GET else None))
    into = form.cleaned_data["into"] if form.is_valid() else None
    if into and not can_keep(request.user, tree.members_of(into.pk)):
        raise PermissionDenied
    if into and request.method == "POST":
        try:
            into = actions.merge_claims(claim=claim, into=into, by=request.user, at=timezone.now())
        except actions.CannotMerge as error:
            form.add_error("into", str(error))
            into = None
        else:
            messages.success(request, _("Merged. You can undo it on this page."))
            return redirect(into)
    context = {"form": form, "claim": claim, "into": into}
    if into is None:
        context["alike"] = candidates_to_merge(claim, entries_of([claim.pk], tree)[0].thing)
    return TemplateResponse(request, "claims/claim_merge.html", context)


@get_or_post
@keeper
def claim_unmerge(request, pk):
    """Ask once, then let a merged claim stand for itself again."""
    claim = _claim(request, pk, merged_into__isnull=False)
    if request.method == "POST":
        try:
            actions.undo_merge(claim=claim, by=request.user, at=timezone.now())
        except ValueError:
            messages.info(request, _("A colleague has undone it already."))
        else:
            messages.success(request, _("It stands for itself again."))
        return redirect(claim)
    return TemplateResponse(request, "claims/claim_unmerge.html", {"claim": claim})


@get_or_post
@keeper
def claim_split(request, pk):
    """Make a claim of its own out of some passages of a claim."""
    claim = _claim(request, pk, merged_into=None)
    own = claim.appearances.select_related(*QUOTED).order_by("pk")
    initial = {"thing": claim.thing, "stance": claim.stance, "values": claim.population.values.all()}
    form = SplitForm(request.POST or None, appearances=own, initial=initial)
    if form.is_valid():
        try:
            new = actions.split_claim(claim=claim, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValueError:
            _meanwhile(form)
        else:
            messages.success(request, _("Split. You can undo it on this page."))
            return redirect(new)
    return TemplateResponse(request, "claims/claim_split.html", {"form": form, "claim": claim})


@get_or_post
@keeper
def claim_unsplit(request, pk):
    """Ask once, then give the passages of a split claim back."""
    claim = _claim(request, pk, merged_into=None, split_from__isnull=False)
    _claim(request, claim.split_from_id)  # its disputes may be others by now
    if request.method == "POST":
        try:
            claim = actions.undo_split(claim=claim, by=request.user, at=timezone.now())
        except ValueError:
            messages.info(request, _("These two are one claim already."))
        else:
            messages.success(request, _("The passages are back where they were."))
        return redirect(claim)
    return TemplateResponse(request, "claims/claim_unsplit.html", {"claim": claim, "origin": claim.split_from})
