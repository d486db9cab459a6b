"""Staff sort reports, on form only, and word the sides of a dispute."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import actions
from claims.forms.triage import JOIN, OPEN, PositionForm, TriageForm
from claims.models import Dispute, Position, Report
from claims.permissions import can_triage, is_younger
from claims.reading import QUOTED, dissolved_in, merged_here, proposed_rulings, waiting_for_staff, waiting_of
from common.transitions import InvalidTransition

NEWEST = 100
triager = permission_required("claims.triage_report", raise_exception=True)
get_or_post = require_http_methods(["GET", "POST"])


@require_safe
@triager
def dispute_queue(request):
    """List reports that wait for triage and disputes that wait for a ruling, the most urgent first."""
    status, now = request.GET.get("status", ""), timezone.now()
    quoted = [f"appearance__{name}" for name in QUOTED]
    rows = waiting_for_staff(now).prefetch_related(Prefetch("reports", Report.objects.select_related(*quoted)))
    counts = [(key, label, rows.filter(status=key).count()) for key, label in _filters()]
    if status in dict(_filters()):
        rows = rows.filter(status=status)
    shown = [(row, waiting_of(row, now)) for row in rows[:NEWEST]]
    context = {"disputes": shown, "filters": counts, "status": status, "proposed_count": proposed_rulings().count()}
    return TemplateResponse(request, "claims/dispute_queue.html", context)


def _filters():
    return [(Dispute.Status.REPORTED, _("Waiting for a first look")), (Dispute.Status.OPEN, _("Open, to be ruled on"))]


@get_or_post
@triager
def report_triage(request, pk):
    """Open a report as a dispute, join it to another, or close it, on form only."""
    dispute = get_object_or_404(Dispute, pk=pk)
    may = can_triage(request.user, dispute) and dispute.status in (Dispute.Status.REPORTED, Dispute.Status.OPEN)
    form = TriageForm(request.POST or None, dispute=dispute, by=request.user) if may else None
    if request.method == "POST" and not can_triage(request.user, dispute):
        raise PermissionDenied
    if form and form.is_valid():
        try:
            _triage(request, dispute, form.cleaned_data)
        except (InvalidTransition, ValueError):
            form.add_error(None, _("A colleague has decided this report, or the other dispute, meanwhile. Look again."))
        else:
            messages.success(request, _("Recorded. The reporter is told."))
            return redirect("dispute_queue")
    context = {"form": form, "dispute": dispute, **_reports(dispute), **_moves(request.user, dispute)}
    return TemplateResponse(request, "claims/report_triage.html", context)


def _reports(dispute):
    """Return the reports with what may dissolve each; those of accounts younger than the dispute stand apart."""
    quoted = [f"{side}__{name}" for side in ("appearance", "against") for name in QUOTED]
    rows = dispute.reports.select_related("reporter", "source", "alike", *quoted).order_by("pk")
    people = [f"{name}population__values" for name in ("", "stated_", "against_")]
    dissolved, told = dissolved_in(dispute), {"reports": [], "younger": []}
    for report in rows.prefetch_related(*people):
        key = "younger" if is_younger(report.reporter, dispute) else "reports"
        told[key].append((report, dissolved.get(report.pk)))
    return told


def _moves(member, dispute):
    """Return what can be merged, undone and split from this page."""
    may = can_triage(member, dispute.holder)
    reports = list(dispute.reports.all()) if may else []
    return {
        "may_merge": may and dispute.status == Dispute.Status.OPEN,
        "may_undo": may and dispute.status == Dispute.Status.MERGED,
        "splittable": {row.pk for row in reports if not actions.why_not_split(row, dispute, reports)},
        "merged": merged_here(dispute) if may else [],
    }


def _triage(request, dispute, data):
    common = {"dispute": dispute, "by": request.user, "at": timezone.now()}
    if data["decision"] == OPEN:
        positions = [(data["first"], ""), (data["second"], "")]
        stances = (data["first_stance"], data["second_stance"])
        return actions.open_dispute(question=data["question"], positions=positions, stances=stances, **common)
    if data["decision"] == JOIN:
        return actions.join_report(into=data["into"], **common)
    publish = data.get("publish", False)
    return actions.dismiss_dispute(code=data["decision"], reason=data["reason"], publish=publish, **common)


def _open_dispute(request, pk):
    dispute = get_object_or_404(Dispute, pk=pk)
    if not can_triage(request.user, dispute):
        raise PermissionDenied
    return dispute


def _position_page(request, dispute, form, heading, save):
    if form.is_valid():
        try:
            save(by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.NotOpen:
            form.add_error(None, _("This dispute is not open, so its positions stay as they are."))
        else:
            messages.success(request, _("Saved."))
            return redirect(dispute)
    context = {"form": form, "dispute": dispute, "heading": heading}
    return TemplateResponse(request, "claims/position_edit.html", context)


@get_or_post
@triager
def position_create(request, pk):
    """Add a side to an open dispute."""
    dispute = _open_dispute(request, pk)

    def save(**fields):
        return actions.add_position(dispute=dispute, **fields)

    return _position_page(request, dispute, PositionForm(request.POST or None), _("Add a position"), save)


@get_or_post
@triager
def position_edit(request, pk):
    """Word a side of an open dispute anew."""
    position = get_object_or_404(Position, pk=pk)
    dispute = _open_dispute(request, position.dispute_id)
    claim = position.claims.order_by("pk").first()
    initial = {"name": position.name, "summary": position.summary}
    if claim:
        initial |= {"stance": claim.stance, "values": claim.population.values.all()}

    def save(**fields):
        return actions.edit_position(position=position, **fields)

    form = PositionForm(request.POST or None, initial=initial)
    heading = _("Position %(letter)s") % {"letter": position.letter}
    return _position_page(request, dispute, form, heading, save)
