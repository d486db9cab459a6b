"""Staff merge disputes, undo it, split a report out, publish a dismissal, and open an ended dispute again."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims import actions
from claims.course import EVIDENCE
from claims.forms.course import MergeForm, PublishForm, ReopenForm
from claims.models import Dispute, Report
from claims.permissions import can_move, can_publish_dismissal, can_rule, can_triage
from claims.reading import QUOTED, quotes_of
from common.transitions import InvalidTransition

Status = Dispute.Status
get_or_post = require_http_methods(["GET", "POST"])
triager = permission_required("claims.triage_report", raise_exception=True)
TOO_LATE = (InvalidTransition, actions.CannotMove)


def _of_others(request, dispute):
    """Let nobody decide about their own report or their own words."""
    if not can_triage(request.user, dispute.holder):
        raise PermissionDenied


@get_or_post
@triager
def dispute_merge(request, pk):
    """Merge an open dispute into another one about the same statement."""
    dispute = get_object_or_404(Dispute, pk=pk)
    _of_others(request, dispute)
    if dispute.status != Status.OPEN:
        messages.info(request, _("Only an open dispute can be merged. A report is joined on this page."))
        return redirect("report_triage", pk)
    form = MergeForm(request.POST or None, dispute=dispute, by=request.user)
    if form.is_valid():
        try:
            into = actions.merge_dispute(dispute=dispute, by=request.user, at=timezone.now(), **form.cleaned_data)
        except InvalidTransition:
            form.add_error(None, _("A colleague has ended or merged this dispute meanwhile."))
        except actions.CannotMove as error:
            form.add_error("into", str(error))
        else:
            messages.success(request, _("The two are one now. This can be undone on the page of its reports."))
            return redirect(into)
    return TemplateResponse(request, "claims/dispute_merge.html", {"form": form, "dispute": dispute})


@get_or_post
@triager
def merge_undo(request, pk):
    """Ask once, then undo a merge."""
    dispute = get_object_or_404(Dispute, pk=pk)
    _of_others(request, dispute)
    if dispute.status != Status.MERGED:
        messages.info(request, _("This dispute is not part of another one."))
        return redirect("report_triage", pk)
    error = ""
    if request.method == "POST":
        try:
            dispute = actions.unmerge_dispute(dispute=dispute, by=request.user, at=timezone.now())
        except TOO_LATE as refusal:
            error = _refused(refusal)
        else:
            messages.success(request, _("It stands by itself again, with its reports. Those who reported it are told."))
            return redirect("report_triage", pk)
    context = {"dispute": dispute, "holder": dispute.holder, "error": error}
    return TemplateResponse(request, "claims/merge_undo.html", context)


def _refused(refusal):
    if isinstance(refusal, actions.CannotMove):
        return str(refusal)
    return _("A colleague has undone this merge already.")


@get_or_post
@triager
def report_split(request, pk):
    """Ask once, then take a report out of its dispute, into one of its own."""
    quoted = [f"appearance__{name}" for name in QUOTED]
    report = get_object_or_404(Report.objects.select_related("dispute", "reporter", *quoted), pk=pk)
    _of_others(request, report.dispute)
    error = actions.why_not_split(report, report.dispute, list(report.dispute.reports.all()))
    if request.method == "POST":
        try:
            alone = actions.split_report(report=report, by=request.user, at=timezone.now())
        except actions.CannotMove as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("It is a question of its own now, and waits for a first look."))
            return redirect("report_triage", alone.pk)
    return TemplateResponse(request, "claims/report_split.html", {"report": report, "error": error})


@get_or_post
@permission_required("claims.rule_dispute", raise_exception=True)
def dismissal_publish(request, pk):
    """Show a dismissal that teaches to everyone, under a neutral question."""
    dispute = get_object_or_404(Dispute, pk=pk)
    if not can_rule(request.user, dispute):
        raise PermissionDenied
    if not can_publish_dismissal(request.user, dispute):
        messages.info(request, _("Only a report that was closed, and is not public yet, can be shown to everyone."))
        return redirect("report_triage", pk)
    form = PublishForm(request.POST or None, initial={"question": dispute.question})
    if form.is_valid():
        try:
            actions.publish_dismissal(dispute=dispute, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValueError:
            form.add_error(None, _("A colleague has shown it to everyone, or opened it again, meanwhile."))
        else:
            messages.success(request, _("Everyone can read it now."))
            return redirect("report_triage", pk)
    context = {"form": form, "dispute": dispute, "quotes": quotes_of(dispute)}
    return TemplateResponse(request, "claims/dismissal_publish.html", context)


@get_or_post
@triager
def dispute_reopen(request, pk):
    """Open an ended dispute again, for a new source or because its passage has changed."""
    dispute = get_object_or_404(Dispute, pk=pk)
    _of_others(request, dispute)
    if dispute.opened_at is None or dispute.status == Status.MERGED or not can_move(request.user, dispute, Status.OPEN):
        messages.info(request, _("This dispute is not one that can be opened again."))
        return redirect("report_triage", pk)
    form = ReopenForm(request.POST or None, dispute=dispute)
    if form.is_valid() and _reopened(request, form, dispute):
        messages.success(request, _("It is open again. Its reporters are sent your words."))
        return redirect(dispute)
    return TemplateResponse(request, "claims/dispute_reopen.html", {"form": form, "dispute": dispute})


def _reopened(request, form, dispute):
    """Open it again, or say in the form why not."""
    data, evidence, field = form.cleaned_data, None, "cause"
    if data["cause"] == EVIDENCE:
        role, field = data["role"] or form.fields["role"].initial, "source_url"
        evidence = actions.NewEvidence(data["source_url"], data["position"], role)
    try:
        actions.reopen_dispute(
            dispute=dispute, reason=data["reason"], evidence=evidence, by=request.user, at=timezone.now()
        )
    except actions.NothingNew as error:
        form.add_error(field, str(error))
    except InvalidTransition:
        form.add_error(None, _("A colleague has opened it again already."))
    else:
        return True
    return False
