"""The list and the page of disputes."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from claims.models import Dispute, Ruling
from claims.reading import badge_of, for_whom, positions_of
from comments.drafts import form_for
from comments.reading import thread_page

NEWEST = 100


@login_not_required
@require_GET
def dispute_list(request):
    """List public disputes, the newest first."""
    disputes = Dispute.objects.public().order_by("-opened_at", "-pk")[:NEWEST]
    return TemplateResponse(request, "claims/dispute_list.html", {"disputes": disputes})


@login_not_required
@require_GET
def dispute_detail(request, pk, slug):
    """Show a dispute: its question, sides, ruling and discussion."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user).select_related("discussion"), pk=pk)
    if dispute.merged_into_id:
        return redirect(dispute.merged_into, permanent=False)
    ruling = Ruling.objects.filter(dispute=dispute, superseded_by=None).select_related("ruled_by").first()
    is_ruled = dispute.status == Dispute.Status.RULED
    sides = positions_of(dispute)
    context = {
        "dispute": dispute, "badge": badge_of(dispute, ruling.outcome if is_ruled else ""), "sides": sides,
        "ruling": ruling if is_ruled else None, "whom": for_whom(sides),
        "anchors": ruling.anchors.filter(appearance__dispute=dispute).order_by("pk") if is_ruled else [],
    }  # fmt: skip
    if dispute.discussion:
        threads = thread_page(dispute.discussion, member=request.user, order="oldest", page=1)
        form = form_for(request, dispute.discussion)
        context |= {"discussion": dispute.discussion, "threads": threads, "form": form}
    return TemplateResponse(request, "claims/dispute_detail.html", context)
