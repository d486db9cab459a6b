"""What a member has typed and not sent; and the members they may name while they type."""

import time

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.reading import suggested
from comments import actions, drafts


@require_POST
def draft_save(request):
    """Keep what a form holds while it is being typed, or when its writer says so."""
    place = _place(request)
    draft = drafts.save(request, place=place, unless_posted=True)
    if request.htmx:
        return TemplateResponse(request, "comments/_kept.html", {"draft": draft})
    if draft:
        messages.success(request, _("Your draft is kept."))
    return redirect("draft_list")


@require_POST
def draft_discard(request):
    """Throw away what was kept of a form, and go back to it."""
    place = _place(request)
    actions.discard_draft(member=request.user, place=place)
    messages.success(request, _("Your draft is thrown away."))
    is_listed = "from_list" in request.POST
    return redirect((not is_listed and drafts.address_of(place)) or "draft_list")


@require_safe
def draft_list(request):
    """Show a member what they have typed and not sent, the latest first."""
    return TemplateResponse(request, "comments/draft_list.html", {"rows": drafts.rows_of(request.user)})


@require_safe
def member_suggest(request):
    """Return the members whose public names begin as typed, as data: a list under the words shows them."""
    if _is_too_often(request.user):
        return JsonResponse({"members": []}, status=429, headers={"Retry-After": "60"})
    typed = request.GET.get("q", "").replace("\x00", "")
    return JsonResponse({"members": [{"name": row.public_name, "slug": row.slug} for row in suggested(typed)]})


def _is_too_often(member):
    """Count this question; tell whether there were more than SUGGESTIONS_PER_MINUTE within a minute."""
    key = f"suggest-member:{member.pk}:{int(time.time()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        return (cache.incr(key) or 0) > settings.SUGGESTIONS_PER_MINUTE  # None: the cache is away
    except ValueError:  # it has dropped the count meanwhile
        return False


def _place(request):
    """Return the place that a form names; 404 for one where no form stands."""
    place = request.POST.get("place", "")
    if not drafts.is_place(place):
        raise Http404
    return place
