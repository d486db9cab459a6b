"""The public register of claims, and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from claims.actions import is_undone_split, key_of
from claims.models import Claim
from claims.permissions import can_keep
from claims.reading import (
    QUOTED,
    Wanted,
    asked_of_register,
    entries_of,
    families,
    groups_of,
    history_of,
    in_order,
    in_register,
    is_following,
    others_about,
)

PER_PAGE = 20


@login_not_required
@require_safe
def claim_list(request):
    """List the claims that stand in public, by topic, thing and state."""
    asked, tree = asked_of_register(request.GET), families()
    rows = in_order(in_register(Wanted(**asked.values), tree)).values_list("pk", flat=True)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "entries": entries_of(list(page.object_list), tree), "page": page, "filters": asked.filters,
        "range": list(page.paginator.get_elided_page_range(page.number)), "is_narrowed": bool(asked.values),
        "query": asked.query(),
    }  # fmt: skip
    return TemplateResponse(request, "claims/claim_list.html", context)


@login_not_required
@require_safe
def claim_detail(request, pk, slug):
    """Show a claim: what it says, where it appears, and what became of it."""
    claim = get_object_or_404(Claim, pk=pk)
    tree = families()
    root = tree.root_of(pk)
    is_public = in_register(Wanted(), tree).filter(pk=root).exists()
    if not is_public and not request.user.has_perm("claims.keep_claims"):
        raise Http404
    claim = claim if root == pk else Claim.objects.get(pk=root)
    if request.path != claim.get_absolute_url():
        return redirect(claim)  # for now: a merge can be undone, and a statement worded as it was before
    [entry] = entries_of([root], tree)
    context = {
        "claim": claim, "entry": entry, "groups": groups_of(root, tree), "others": others_about(entry, tree),
        "events": history_of(root, tree), "is_public": is_public,
        "is_following": is_following(request.user, key_of(claim)),
    }  # fmt: skip
    return TemplateResponse(request, "claims/claim_detail.html", context | _for_keepers(request.user, claim, tree))


def _for_keepers(member, claim, tree):
    """Return what editors can do with a claim."""
    members = tree.members_of(claim.pk)
    if not can_keep(member, members):
        return {"may_keep": False}
    merged = Claim.objects.filter(pk__in=members).exclude(pk=claim.pk).order_by("pk")
    return {
        "may_keep": True, "merged": [row for row in merged if not is_undone_split(row)],
        "may_split": claim.appearances.count() > 1,
        "quotes": claim.appearances.filter(dispute=None).select_related(*QUOTED).order_by("pk"),
    }  # fmt: skip
