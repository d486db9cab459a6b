"""Staff set evidence aside, with a reason, and bring it back."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import actions
from claims.forms.evidence import SetAsideForm
from claims.models import Dispute, Evidence
from claims.permissions import can_weigh

triager = permission_required("claims.triage_report", raise_exception=True)


def _evidence(request, pk):
    """Return evidence of an open dispute that this member may weigh."""
    rows = Evidence.objects.select_related("position__dispute", "source")
    evidence = get_object_or_404(rows, pk=pk, position__dispute__status=Dispute.Status.OPEN)
    if not can_weigh(request.user, evidence):
        raise PermissionDenied
    return evidence


@require_http_methods(["GET", "POST"])
@triager
def evidence_set_aside(request, pk):
    """Set a source aside: it stays on the page, apart and with the reason, and is not counted."""
    evidence = _evidence(request, pk)
    dispute, form = evidence.position.dispute, SetAsideForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_aside_evidence(evidence=evidence, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.AlreadySo:
            messages.info(request, _("A colleague has set it aside just before, with their own reason."))
        except actions.NotOpen:
            messages.info(request, _("This dispute has ended meanwhile, so its sources stay as they were weighed."))
        else:
            messages.success(request, _("Set aside. Your reason stands beside it."))
        return redirect(dispute)
    context = {"form": form, "dispute": dispute, "evidence": evidence}
    return TemplateResponse(request, "claims/evidence_set_aside.html", context)


@require_POST
@triager
def evidence_restore(request, pk):
    """Bring a source back that was set aside."""
    evidence = _evidence(request, pk)
    try:
        actions.restore_evidence(evidence=evidence, by=request.user, at=timezone.now())
    except actions.AlreadySo:
        messages.info(request, _("A colleague has brought it back just before."))
    except actions.NotOpen:
        messages.info(request, _("This dispute has ended meanwhile, so its sources stay as they were weighed."))
    else:
        messages.success(request, _("It is back beside the position, and counts."))
    return redirect(evidence.position.dispute)
