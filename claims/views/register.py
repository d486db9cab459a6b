"""The public register of claims, and the page of each."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.actions import is_undone_split, key_of
from claims.models import Claim
from claims.permissions import can_keep
from claims.reading import (
    QUOTED,
    STATES,
    Wanted,
    entries_of,
    families,
    filters_of_register,
    groups_of,
    history_of,
    in_order,
    in_register,
    is_following,
    others_about,
    state_badge,
)

PER_PAGE = 20


@login_not_required
@require_safe
def claim_list(request):
    """List the claims that stand in public, by topic, thing and state."""
    chosen = {name: request.GET.get(name, "").replace("\x00", "")[:80] for name in ("topic", "thing", "state")}
    chosen["state"] = chosen["state"] if chosen["state"] in STATES else ""
    tree = families()
    rows = in_order(in_register(Wanted(**chosen), tree)).values_list("pk", flat=True)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "entries": entries_of(list(page.object_list), tree), "page": page, "chosen": chosen,
        "filters": _filters(chosen), "query": f"?{_query(chosen)}&" if any(chosen.values()) else "?",
    }  # fmt: skip
    return TemplateResponse(request, "claims/claim_list.html", context)


def _query(chosen):
    return urlencode({name: value for name, value in chosen.items() if value})


def _filters(chosen):
    """Return each filter as (label, links); a link is (words, query, whether it is chosen) and keeps the others."""
    topics, things = filters_of_register()
    badges = [(state, state_badge(state)) for state in STATES]
    choices = [
        ("state", _("By state"), [(key, badge.label if badge else _("Not in question")) for key, badge in badges]),
        ("topic", _("By topic"), [(row.slug, row.name) for row in topics]),
        ("thing", _("By thing"), [(row.slug, row.name) for row in things]),
    ]
    return [
        (label, [(words, _query(chosen | {name: key}), chosen[name] == key) for key, words in [("", _("All")), *rows]])
        for name, label, rows in choices
        if rows
    ]


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
