"""The open docket with its filters and figures, and the log of corrections and rulings."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Dispute
from claims.reading import asked, courses_of, docket_row, docket_rows, families, late_ones, log_of, logged, speeds

PER_PAGE = 20


@login_not_required
@require_safe
def dispute_list(request):
    """List public disputes: by state, topic, thing, people and age, the newest first."""
    now, tree = timezone.now(), families()
    chosen = asked(request.GET, tree)
    courses = courses_of(Dispute.objects.public())
    page = Paginator(docket_rows(chosen, courses, now, tree), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [docket_row(dispute, courses, now) for dispute in page],
        "filters": chosen.filters, "query": chosen.query(), "is_narrowed": bool(chosen.values),
        "speeds": speeds(courses, now), "late_count": len(late_ones(courses, now)),
        "range": list(page.paginator.get_elided_page_range(page.number)),
    }  # fmt: skip
    return TemplateResponse(request, "claims/dispute_list.html", context)


@login_not_required
@require_safe
def correction_list(request):
    """Show every ruling and every correction, the newest first."""
    page = Paginator(logged(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": log_of(page), "range": list(page.paginator.get_elided_page_range(page.number))}
    return TemplateResponse(request, "claims/correction_list.html", context)
