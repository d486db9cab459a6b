"""Members follow claims and disputes, and stop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.models import Claim, Dispute
from claims.reading import Wanted, families, in_register
from notifications.actions import follow, unfollow

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def claim_follow(request, pk):
    """Follow a claim, or stop; what was merged into it goes with it."""
    tree = families()
    root = tree.root_of(pk)
    claim = get_object_or_404(Claim, pk=root)
    if not in_register(Wanted(), tree).filter(pk=root).exists():
        raise Http404
    return _follow(request, [f"claim:{key}" for key in tree.members_of(root)], claim)


@get_or_post
def dispute_follow(request, pk):
    """Follow a dispute, or stop."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), pk=pk)
    return _follow(request, [f"dispute:{dispute.pk}"], dispute)


def _follow(request, keys, page):
    """Follow the first of these keys, or stop following any of them; a GET only leads to the page."""
    if request.method == "POST" and "stop" in request.POST:
        for key in keys:
            unfollow(member=request.user, subject_key=key)
        messages.success(request, _("You follow this no longer."))
    elif request.method == "POST":
        follow(member=request.user, subject_key=keys[0], at=timezone.now())
        messages.success(request, _("You follow this now. What you follow is listed on your pages."))
    return redirect(page)
