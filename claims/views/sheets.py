"""A dispute on one printed page, for a visit to a clinician."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Dispute
from claims.reading import badge_of, in_turn, positions_of, ruling_of, sources_of


@login_not_required
@require_safe
def dispute_sheet(request, pk, slug):
    """Show a dispute so that it prints on one page."""
    dispute = get_object_or_404(Dispute.objects.public().exclude(slug=""), pk=pk)
    if slug != dispute.slug:
        return redirect("dispute_sheet", pk, dispute.slug, permanent=True)
    now, ruling, sides = timezone.now(), ruling_of(dispute), positions_of(dispute)
    context = {
        "dispute": dispute, "ruling": ruling, "badge": badge_of(dispute, ruling.outcome if ruling else ""),
        "turned": in_turn(sides, dispute, timezone.localdate(now)), "sources": sources_of(sides), "today": now,
    }  # fmt: skip
    return TemplateResponse(request, "claims/dispute_sheet.html", context)
