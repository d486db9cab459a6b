"""The public pages of disputes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions import find_or_add_source
from claims import actions
from claims.forms.questions import EvidenceForm
from claims.models import Dispute, Evidence
from claims.permissions import can_move, can_publish_dismissal, can_report, can_rule, can_triage
from claims.reading import (
    badge_of,
    caution_of,
    dissolved_in,
    drawing_of,
    for_whom,
    hear,
    in_turn,
    is_following,
    linked_dispute,
    marks_for,
    merged_here,
    moved_to,
    next_step_of,
    places_of,
    positions_of,
    questioned_words,
    quotations_on,
    quotes_of,
    readable_anchors,
    readers_of,
    ruling_of,
    timeline_of,
    waiting_of,
)
from claims.views.offers import BEGUN, evidence_begun, over_evidence
from comments.drafts import form_for
from comments.reading import asked_for, moved_below, thread_page
from comments.visits import remember, seen_by, since


def _dispute(request, pk):
    disputes = Dispute.objects.visible_to(request.user).select_related("discussion")
    return get_object_or_404(disputes, pk=pk)


@login_not_required
@require_safe
def dispute_detail(request, pk, slug):
    """Show a dispute: its question, sides, ruling, timeline and discussion."""
    if held := moved_to(pk, request.user):
        return redirect(held)
    dispute = _dispute(request, pk)
    if request.path != dispute.get_absolute_url():
        return redirect(dispute, permanent=True)
    context = _shown(request, dispute)
    response = TemplateResponse(request, "claims/dispute_detail.html", context)
    if threads := context.get("threads"):
        remember(request, response, discussion_id=dispute.discussion_id, newest=threads.newest, at=timezone.now())
    return response


def _shown(request, dispute):
    """Read everything that the page of a dispute shows: as many queries however long its history."""
    now, ruling, sides = timezone.now(), ruling_of(dispute), positions_of(dispute)
    turned = in_turn(sides, dispute, timezone.localdate(now))
    return {
        "dispute": dispute, "badge": badge_of(dispute, ruling.outcome if ruling else ""), "sides": sides,
        "turned": turned, "ruling": ruling, "whom": for_whom(turned), "drawing": drawing_of(sides),
        "voices": hear(sides, dispute, request.user, now),
        "anchors": readable_anchors(ruling) if ruling else [],
        "questioned": questioned_words(dispute) if ruling else "",
        "linked": linked_dispute(dispute, sides, ruling), "events": timeline_of(dispute),
        "caution": caution_of(dispute, now), "waiting": waiting_of(dispute, now, with_answer=True),
        "next_step": next_step_of(dispute), "places": places_of(dispute), "quotes": [] if sides else quotes_of(dispute),
        "is_following": is_following(request.user, actions.key_of(dispute)),
    } | _rights(request.user, dispute) | _reported(dispute) | _discussion(request, dispute.discussion)  # fmt: skip


def _reported(dispute):
    """Return who questions it, and, until it is opened, what may dissolve it."""
    is_waiting = dispute.status == Dispute.Status.REPORTED
    found = dissolved_in(dispute) if is_waiting else {}
    return {"readers": readers_of(dispute), "dissolved": next(iter(found.values()), None)}


def _discussion(request, discussion):
    """Return what the page shows of the discussion, with marks over comments that are in question themselves."""
    if discussion is None:
        return {}
    seen = since(seen_by(request), discussion.pk, timezone.now())
    threads = thread_page(discussion, member=request.user, asked=asked_for(request), since=seen)
    shown = {"discussion": discussion, "threads": threads, "form": form_for(request, discussion)}
    view = marks_for(None, discussion.pk)
    told = {"comment_moves": moved_below(threads.nodes), "comment_quotes": quotations_on(threads.readable, view=view)}
    return shown | view.below(threads.nodes) | told


def _rights(member, dispute):
    """Return what the member may do here; readers get no query for it."""
    if not member.is_authenticated or not member.has_perm("claims.triage_report"):
        return {"may_rule": False, "may_edit": False}
    is_open, may_triage = dispute.status == Dispute.Status.OPEN, can_triage(member, dispute)
    return {
        "may_rule": is_open and can_rule(member, dispute), "may_edit": is_open and may_triage,
        "may_reopen": may_triage and dispute.opened_at and can_move(member, dispute, Dispute.Status.OPEN),
        "may_publish": can_publish_dismissal(member, dispute), "merged": merged_here(dispute) if may_triage else [],
    }  # fmt: skip


@login_not_required
@require_safe
def dispute_receipt(request, pk):
    """Show what a ruling changed: the words before and after."""
    dispute = _dispute(request, pk)
    ruling = ruling_of(dispute)
    if ruling is None:
        return redirect(dispute, permanent=False)
    context = {
        "dispute": dispute, "ruling": ruling, "badge": badge_of(dispute, ruling.outcome),
        "anchors": readable_anchors(ruling), "questioned": questioned_words(dispute),
        "is_reporter": request.user.is_authenticated and dispute.reports.filter(reporter=request.user).exists(),
    }  # fmt: skip
    return TemplateResponse(request, "claims/dispute_receipt.html", context)


@require_http_methods(["GET", "POST"])
def evidence_create(request, pk):
    """Bring a source for, or against, a side of an open dispute."""
    dispute = get_object_or_404(Dispute.objects.public(), pk=pk, status=Dispute.Status.OPEN)
    if not can_report(request.user):
        raise PermissionDenied
    form = EvidenceForm(request.POST or None, dispute=dispute, initial=evidence_begun(request, dispute))
    if form.is_valid():
        now, data = timezone.now(), dict(form.cleaned_data)
        source = find_or_add_source(url=data.pop("source_url"), by=request.user, at=now)
        try:
            evidence = actions.add_evidence(source=source, by=request.user, at=now, **data)
        except actions.NotOpen:
            form.add_error(None, _("This dispute has ended meanwhile, so nothing can be added to it."))
        except actions.OverBudget as limit:
            form.add_error(None, over_evidence(limit))
        else:
            request.session.pop(BEGUN, None)
            messages.success(request, _thanks(evidence))
            return redirect(dispute)
    return TemplateResponse(request, "claims/evidence_create.html", {"form": form, "dispute": dispute})


def _thanks(evidence):
    if evidence.role == Evidence.Role.SET_ASIDE:
        words = _("Thank you. This source was brought before and set aside: %(because)s")
        return words % {"because": evidence.set_aside_because}
    return _("Thank you. Your source stands beside the position.")
