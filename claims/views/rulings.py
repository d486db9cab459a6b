"""Editors place marks on new wording, put up cautions, and rule."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import actions
from claims.forms.anchors import AnchorForm
from claims.forms.rulings import RulingForm
from claims.forms.triage import CautionForm
from claims.models import Dispute, Resolution, Ruling
from claims.permissions import can_caution, can_confirm_anchor, can_rule
from claims.reading import (
    anchors_to_place,
    caution_of,
    gate_of,
    needs_second,
    one_each,
    positions_of,
    proposed_rulings,
    revisions_since,
    touched_by,
)
from common.transitions import InvalidTransition

NEWEST = 100
get_or_post = require_http_methods(["GET", "POST"])


def _may(permission):
    return permission_required(permission, raise_exception=True)


def _open_dispute(pk):
    return get_object_or_404(Dispute, pk=pk, status=Dispute.Status.OPEN)


REFUSED = {  # exception: what the form says
    InvalidTransition: gettext_lazy(
        "A colleague has ended this dispute meanwhile. Your words are still here: copy them."
    ),
    actions.WaitsForSecond: gettext_lazy("Another ruling on this dispute waits for a second editor already."),
    actions.GateShut: gettext_lazy(
        "A ruling has to wait: not every side has found its summary fair. Your words are still here."
    ),
    actions.EvidenceLeftOut: gettext_lazy("A source was brought while you wrote. Look at the evidence once more."),
    actions.AnchorsUnplaced: gettext_lazy(
        "This revision touched marks of a dispute of your own. A colleague has to place them."
    ),
    actions.NeedsSecond: gettext_lazy("Safety is at stake, as we know now: sign again, and another editor reads it."),
    actions.NotYours: gettext_lazy("You are party to this dispute now. A colleague has to rule on it."),
    ValueError: gettext_lazy("The article changed while you wrote. Look at the list of marks below once more."),
}


@get_or_post
@_may("claims.rule_dispute")
def dispute_rule(request, pk):
    """Rule on an open dispute: its outcome, its reasons, the revision, and where every touched mark stands now."""
    dispute = get_object_or_404(Dispute.objects.exclude(question=""), pk=pk)
    if dispute.status != Dispute.Status.OPEN:
        messages.info(request, _("This dispute has been decided."))
        return redirect(dispute)
    if not can_rule(request.user, dispute):
        raise PermissionDenied
    waiting = proposed_rulings().filter(dispute=dispute).first()
    if waiting and request.method == "GET":
        return redirect("ruling_detail", waiting.pk)
    context = _ruling_form(request, dispute)
    form = context["form"]
    if form.is_valid() and (ruling := _signed(request, form, dispute)):
        return _after_signing(request, ruling)
    return TemplateResponse(request, "claims/dispute_rule.html", context)


def _ruling_form(request, dispute):
    """Return the form with all that stands beside it."""
    revisions, gate = revisions_since(dispute), gate_of(dispute, timezone.now())
    touched = touched_by(revisions)
    ours = [row for row in touched if row.confirmed_at or can_confirm_anchor(request.user, row.appearance.dispute)]
    form = RulingForm(request.POST or None, dispute=dispute, revisions=revisions, touched=ours, gate=gate)
    is_shown = form.is_bound or gate.is_open or gate.may_be_waived
    return {
        "form": form, "is_shown": is_shown, "gate": gate, "dispute": dispute, "sides": positions_of(dispute),
        "touched": touched,
    }  # fmt: skip


def _signed(request, form, dispute):
    """Sign the ruling, or say in the form why not."""
    finding = actions.Finding(**form.ruling())
    sign = actions.propose_ruling if needs_second(dispute, finding.revision) else actions.rule_dispute
    try:
        return sign(dispute=dispute, finding=finding, by=request.user, at=timezone.now())
    except tuple(REFUSED) as refusal:
        form.add_error(None, next(words for kind, words in REFUSED.items() if isinstance(refusal, kind)))
        return None


def _after_signing(request, ruling):
    if ruling.status == Ruling.Status.PROPOSED:
        messages.success(request, _("Signed. Safety is at stake, so another editor reads it before it is published."))
        return redirect("ruling_detail", ruling.pk)
    messages.success(request, _("Signed. Those who asked are sent the words before and after."))
    return redirect("dispute_receipt", ruling.dispute_id)


@require_safe
@_may("claims.confirm_anchor")
def anchor_list(request):
    """List the marks whose words have changed and that nobody has placed."""
    return TemplateResponse(request, "claims/anchor_list.html", {"anchors": one_each(anchors_to_place()[:NEWEST])})


@get_or_post
@_may("claims.confirm_anchor")
def anchor_place(request, pk):
    """Place one mark on a passage of the new text, or say that its words are gone."""
    rows = Resolution.objects.exclude(state__in=Resolution.CERTAIN)
    rows = rows.select_related("appearance__dispute", "appearance__claim__population", "revision__article")
    resolution = get_object_or_404(rows, pk=pk, appearance__dispute__isnull=False)
    if not can_confirm_anchor(request.user, resolution.appearance.dispute):
        raise PermissionDenied
    form = AnchorForm(request.POST or None, resolution=resolution)
    if form.is_valid():
        placements = [(resolution, form.passage())]
        try:
            actions.place_anchors(placements=placements, by=request.user, at=timezone.now())
            messages.success(request, _("Placed."))
        except ValueError:
            messages.info(request, _("A colleague has placed this mark already."))
        return redirect("anchor_list")
    return TemplateResponse(request, "claims/anchor_place.html", {"form": form, "resolution": resolution})


@get_or_post
@_may("claims.set_caution")
def caution_set(request, pk):
    """Put a neutral note at the passage of an open dispute; it ends by itself."""
    dispute = _open_dispute(pk)
    form = CautionForm(request.POST or None)
    if not can_caution(request.user, dispute):
        raise PermissionDenied
    if form.is_valid():
        try:
            actions.set_caution(dispute=dispute, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValueError:
            form.add_error(None, _("This dispute has ended meanwhile, so it needs no caution."))
        else:
            messages.success(request, _("The caution stands beside the passage."))
            return redirect(dispute)
    context = {"form": form, "dispute": dispute, "caution": caution_of(dispute, timezone.now())}
    return TemplateResponse(request, "claims/caution_set.html", context)


@require_POST
@_may("claims.set_caution")
def caution_lift(request, pk):
    """Take the caution of a dispute down."""
    dispute = get_object_or_404(Dispute, pk=pk, status__in=[Dispute.Status.REPORTED, Dispute.Status.OPEN])
    if not can_caution(request.user, dispute):
        raise PermissionDenied
    actions.lift_caution(dispute=dispute, by=request.user, at=timezone.now())
    messages.success(request, _("The caution is taken down."))
    return redirect(dispute)
