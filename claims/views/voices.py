"""Those behind the sides of a dispute answer, and say whether a summary is fair; staff remove an answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import actions
from claims.forms.voices import RemovalForm, ResponseForm
from claims.models import Dispute, Position, Response
from claims.permissions import can_answer, can_remove_response, holders_by_position
from claims.reading import positions_of, voices_of, wordings_of

get_or_post = require_http_methods(["GET", "POST"])


def _public(pk, **fields):
    return get_object_or_404(Dispute.objects.public(), pk=pk, **fields)


@get_or_post
def response_write(request, pk):
    """Answer in an open dispute, or word one's answer anew."""
    dispute = _public(pk, status=Dispute.Status.OPEN)
    voices = voices_of(dispute, request.user, timezone.now())
    if not voices.may_respond:
        raise PermissionDenied
    own = voices.own
    sides = [] if own else actions.sides_of(dispute, request.user)
    form = ResponseForm(request.POST or None, sides=sides, initial={"text": own.text} if own else {})
    if form.is_valid() and _written(request, form, dispute):
        messages.success(request, _("Your answer stands on the page of the dispute."))
        return redirect(dispute)
    context = {"form": form, "dispute": dispute, "own": own, "positions": positions_of(dispute)}
    return TemplateResponse(request, "claims/response_write.html", context)


def _written(request, form, dispute):
    """Write the answer, or say in the form why not."""
    try:
        actions.write_response(dispute=dispute, by=request.user, at=timezone.now(), **form.cleaned_data)
    except (actions.NotOpen, actions.NotTheirs):
        form.add_error(None, _("This dispute has ended meanwhile, or your answer was removed. Copy your words."))
        return False
    return True


@login_not_required
@require_safe
def response_history(request, pk, response):
    """Show what an answer said before, with what each wording changed."""
    dispute = _public(pk)
    row = get_object_or_404(Response.objects.select_related("member"), pk=response, dispute=dispute)
    may_read = row.member_id == request.user.pk or request.user.has_perm("claims.triage_report")
    if row.removed_at and not may_read:
        raise Http404
    context = {"dispute": dispute, "response": row, "wordings": wordings_of(row)}
    return TemplateResponse(request, "claims/response_history.html", context)


@get_or_post
@permission_required("claims.triage_report", raise_exception=True)
def response_remove(request, pk, response):
    """Take an answer out of public view, with a reason."""
    rows = Response.objects.select_related("dispute", "member").filter(removed_at=None)
    row = get_object_or_404(rows, pk=response, dispute=pk)
    if not can_remove_response(request.user, row):
        raise PermissionDenied
    form = RemovalForm(request.POST or None)
    if form.is_valid():
        actions.remove_response(response=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Removed. Its author is sent your reason."))
        return redirect(row.dispute)
    context = {"form": form, "dispute": row.dispute, "response": row}
    return TemplateResponse(request, "claims/response_remove.html", context)


@get_or_post
def summary_fair(request, pk, position):
    """Say that the summary of one's side is fair, or take that back."""
    dispute = _public(pk, status=Dispute.Status.OPEN)
    row = get_object_or_404(Position.objects.select_related("dispute"), pk=position, dispute=dispute)
    if not can_answer(request.user) or request.user.pk not in holders_by_position(dispute)[row.pk]:
        raise PermissionDenied
    if request.method == "POST":
        _mark(request, row)
        return redirect(f"{dispute.get_absolute_url()}#p-{row.letter}")
    voice = voices_of(dispute, request.user, timezone.now()).of[row.pk]
    context = {"dispute": dispute, "position": row, "voice": voice}
    return TemplateResponse(request, "claims/summary_fair.html", context)


def _mark(request, position):
    """Mark the summary as fair, or take the mark back, and say what became of it."""
    try:
        if "back" in request.POST:
            actions.unmark_fair(position=position, by=request.user)
            messages.success(request, _("You have taken it back."))
        else:
            wording = request.POST.get("wording", "")
            actions.mark_fair(position=position, wording=wording, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you. It is noted that you find this summary fair."))
    except actions.Reworded:
        messages.warning(request, _("The summary was worded anew meanwhile. Please read it once more."))
    except actions.NotTheirs:
        messages.warning(request, _("You speak for another side already, or your account is younger than the dispute."))
    except actions.NotOpen:
        messages.info(request, _("This dispute has ended meanwhile."))
