"""Editors read a proposed ruling whole, and second, decline or withdraw it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from claims import actions
from claims.forms.seconding import SecondForm
from claims.models import Dispute, Ruling
from claims.permissions import can_second
from claims.reading import (
    badge_of_outcome,
    brought_since,
    gate_of,
    proposed_rulings,
    questioned_words,
    readable_anchors,
    shown_whole,
    words_of_proposal,
)
from common.transitions import InvalidTransition

NEWEST = 100
editor = permission_required("claims.rule_dispute", raise_exception=True)
REFUSED = {  # exception: what the form says
    InvalidTransition: gettext_lazy("A colleague has decided it, or ended the dispute, meanwhile."),
    actions.GateShut: gettext_lazy(
        "Not every side finds its summary fair any more, and the ruling says no reason not to wait. "
        "Decline it, so that its editor can say one."
    ),
    actions.NotYours: gettext_lazy("You are party to this dispute now. A colleague has to decide about it."),
    actions.AnchorsUnplaced: gettext_lazy("Its revision touched marks that nobody has placed. Place them first."),
}


@require_safe
@editor
def ruling_list(request):
    """List the rulings that wait for a second editor, the oldest first."""
    return TemplateResponse(request, "claims/ruling_list.html", {"rulings": proposed_rulings()[:NEWEST]})


@require_http_methods(["GET", "POST"])
@editor
def ruling_detail(request, pk):
    """Show a signed ruling whole; another editor seconds or declines it, its own withdraws it."""
    ruling = get_object_or_404(shown_whole(Ruling.objects.select_related("dispute")), pk=pk)
    is_own, is_proposed = ruling.ruled_by_id == request.user.pk, ruling.status == Ruling.Status.PROPOSED
    may = is_proposed and (is_own or can_second(request.user, ruling))
    if request.method == "POST" and is_proposed and not may:
        raise PermissionDenied
    form = SecondForm(request.POST or None, is_own=is_own) if may else None
    if form and form.is_valid() and _decided(request, form, ruling):
        return redirect("ruling_list")
    is_open = ruling.dispute.status == Dispute.Status.OPEN
    context = {
        "ruling": ruling, "badge": badge_of_outcome(ruling.outcome), "questioned": questioned_words(ruling.dispute),
        "anchors": words_of_proposal(ruling) if is_proposed else readable_anchors(ruling), "form": form,
        "brought": brought_since(ruling) if is_proposed else [],
        "gate": gate_of(ruling.dispute, timezone.now()) if may and is_open else None,
    }  # fmt: skip
    return TemplateResponse(request, "claims/ruling_detail.html", context)


def _decided(request, form, ruling):
    """Do what the editor chose, or say in the form why not."""
    decision, common = form.cleaned_data["decision"], {"ruling": ruling, "by": request.user, "at": timezone.now()}
    try:
        if decision == SecondForm.SECOND:
            actions.second_ruling(**common)
            messages.success(request, _("Published. Those who asked are sent the words before and after."))
        elif decision == SecondForm.DECLINE:
            actions.decline_ruling(because=form.cleaned_data["because"], **common)
            messages.success(request, _("Declined. Its editor is sent your reason."))
        else:
            actions.withdraw_ruling(**common)
            messages.success(request, _("Taken back."))
    except tuple(REFUSED) as refusal:
        form.add_error(None, REFUSED[type(refusal)])
        return False
    return True
