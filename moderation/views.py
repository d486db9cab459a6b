"""Flags by readers; the review desk of the moderators; the policy for everyone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions as accounts_actions
from accounts.models import Credential, Member, Restriction
from accounts.permissions import can_check, can_flag
from accounts.reading import credentials_of
from accounts.sealing import Unreadable
from audit.models import Detail, Entry
from comments.models import Comment, Discussion
from comments.places import place_of, place_or_none
from common.transitions import InvalidTransition
from moderation import actions, reading
from moderation.forms import (
    CommentFlagForm,
    DecisionForm,
    DiscussionForm,
    FlagForm,
    LicenceForm,
    LiftForm,
    LockForm,
    NoticeForm,
)
from moderation.models import Case, PolicyRule
from moderation.permissions import can_decide, can_give_notice, can_lock, can_manage

get_or_post = require_http_methods(["GET", "POST"])
reviewer = permission_required("moderation.review_case", raise_exception=True)
checker = permission_required("accounts.check_credential", raise_exception=True)
DECIDE_LICENCE = {
    "check": accounts_actions.check_credential,
    "refuse": accounts_actions.refuse_credential,
    "revoke": accounts_actions.revoke_credential,
}
PER_PAGE = 50
IN_QUEUE = 20  # beside a case
LONGEST_KEY = 18  # digits


@get_or_post
def comment_flag(request, pk):
    """Report the conduct in a comment."""
    rows = Comment.objects.select_related("author", "discussion__article")
    comment = get_object_or_404(rows, pk=pk, status=Comment.Status.PUBLISHED)
    place_of(comment.discussion)
    if not can_flag(request.user) or comment.author_id == request.user.pk:
        raise PermissionDenied
    form = CommentFlagForm(request.POST or None, initial={"revision": comment.revision})
    if form.is_valid():
        flag = actions.flag_comment(comment=comment, reporter=request.user, at=timezone.now(), **form.cleaned_data)
        return _flagged(request, flag, comment)
    return TemplateResponse(request, "moderation/comment_flag.html", {"form": form, "comment": comment})


@get_or_post
def member_flag(request, slug):
    """Report the conduct in a profile."""
    member = get_object_or_404(Member, slug=slug, is_active=True, email_confirmed_at__isnull=False)
    if not can_flag(request.user) or member == request.user:
        raise PermissionDenied
    form = FlagForm(request.POST or None)
    if form.is_valid():
        flag = actions.flag_member(member=member, reporter=request.user, at=timezone.now(), **form.cleaned_data)
        return _flagged(request, flag, member)
    return TemplateResponse(request, "moderation/member_flag.html", {"form": form, "member": member})


def _flagged(request, flag, thing):
    text = _("Thank you. A moderator looks at it, and you are told what became of it.")
    if flag.case.status != Case.Status.OPEN:
        text = _("You have flagged this before. “My pages” says what the moderators decided.")
    messages.success(request, text, extra_tags=f"comment-{flag.comment_id}")
    return redirect(thing)


@require_safe
@reviewer
def case_list(request):
    """List cases, the most urgent first."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in reading.FILTERS else ""
    page = Paginator(reading.queue(kind, member=request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [reading.row_of(case, member=request.user) for case in page],
        "kind": kind,
        "filters": reading.filters(member=request.user),
    }
    return TemplateResponse(request, "moderation/case_list.html", context)


@get_or_post
@reviewer
def case_detail(request, pk):
    """Show a case in its context, and decide it, or take it."""
    case = _case(pk)
    if request.method == "POST" and case.status != Case.Status.OPEN:
        return _too_late(request, case)
    if "take" in request.POST or "leave" in request.POST:
        return _take(request, case)
    form = DecisionForm(request.POST or None, case=case, member=request.user)
    if form.is_valid():
        try:
            actions.decide_case(case=case, by=request.user, at=timezone.now(), **form.decision())
        except actions.AlreadyDecided:
            return _too_late(request, case)
        except actions.StaleCase:
            case = _case(pk)
            form.show_again(case)
        else:
            messages.success(request, _("Decided. The next case is on top of the list."))
            return redirect("case_list")
    return _show(request, case, form)


def _show(request, case, form, lift=None):
    """Show a case; `lift` is the form of a restriction that was not ended, with what is wrong in it."""
    queue = reading.queue("", member=request.user)[:IN_QUEUE]
    context = reading.case_context(case, member=request.user) | {
        "form": form,
        "filters": reading.filters(member=request.user),
        "rows": [reading.row_of(row, member=request.user) for row in queue],
    }
    is_tried = lift.restriction.pk if lift else None
    context["lifts"] = [
        lift if row.pk == is_tried else LiftForm(case=case, restriction=row) for row in context["restrictions"]
    ]
    return TemplateResponse(request, "moderation/case_detail.html", context)


def _take(request, case):
    """Take the case, or give it back; the form stays as it was typed."""
    verb = actions.leave_case if "leave" in request.POST else actions.take_case
    try:
        verb(case=case, by=request.user, at=timezone.now())
    except actions.AlreadyDecided:
        return _too_late(request, case)
    case = _case(case.pk)
    return _show(request, case, DecisionForm(case=case, member=request.user, typed=request.POST.dict()))


def _case(pk):
    """Load a case with what its page shows around it."""
    rows = Case.objects.select_related(
        "comment__author", "comment__discussion__article", "comment__in_reply_to__author", "member", "taken_by"
    )
    return get_object_or_404(rows, pk=pk)


def _too_late(request, case):
    """Say who decided what, and give the typed words back; who may not decide the case is told nothing."""
    if not can_decide(request.user, case):
        raise PermissionDenied
    decision = case.decisions.select_related("decided_by", "rule").order_by("-pk").first()
    context = {"case": case, "decision": decision, "typed": _typed(request, case)}
    return TemplateResponse(request, "moderation/case_decided.html", context, status=409)


def _typed(request, case):
    """Return (label, words) of what was written for the decision."""
    form = DecisionForm(request.POST, case=case, member=request.user)
    return [(form[name].label, form[name].value()) for name in ("statement", "private_note") if form[name].value()]


@require_POST
@reviewer
def comment_reconsider(request, pk):
    """Open a case about a removed comment, to put it back."""
    comment = get_object_or_404(Comment, pk=pk)
    try:
        case = actions.reopen_for_restore(comment=comment, by=request.user, at=timezone.now())
    except InvalidTransition:
        messages.info(request, _("This comment is not removed any more."))
        return redirect("case_list")
    return redirect("case_detail", pk=case.pk)


@require_POST
@reviewer
def restriction_lift(request, pk, restriction_pk):
    """End a restriction of the member whom a case is about."""
    case = _case(pk)
    row = get_object_or_404(Restriction.objects.select_related("member"), pk=restriction_pk, lifted_at=None)
    if not can_decide(request.user, case):
        raise PermissionDenied
    form = LiftForm(request.POST, case=case, restriction=row)
    if not form.is_valid():
        return _show(request, case, DecisionForm(case=case, member=request.user), lift=form)
    actions.lift_sanction(restriction=row, case=case, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The restriction has ended, and the member is told."))
    return redirect("case_detail", pk=pk)


@get_or_post
@reviewer
def discussion_manage(request, pk):
    """Open or close a discussion, or slow it down."""
    discussion = get_object_or_404(Discussion.objects.select_related("article"), pk=pk)
    if not can_manage(request.user, discussion):
        raise PermissionDenied
    form = DiscussionForm(request.POST or None, discussion=discussion)
    if form.is_valid():
        actions.change_discussion(discussion=discussion, by=request.user, at=timezone.now(), **form.change())
        messages.success(request, _("Saved."))
        return redirect(place_or_none(discussion) or "case_list")
    context = {"form": form, "discussion": discussion, "back": place_or_none(discussion)}
    return TemplateResponse(request, "moderation/discussion_manage.html", context)


@get_or_post
def discussion_notice(request, pk):
    """Put a notice of the staff above a discussion, or take it down."""
    discussion = get_object_or_404(Discussion.objects.select_related("article", "topic"), pk=pk)
    if not can_give_notice(request.user, discussion):
        raise PermissionDenied
    form = NoticeForm(request.POST or None, initial={"notice": discussion.notice})
    place = place_or_none(discussion)
    if request.method == "POST" and form.is_valid():
        actions.change_notice(discussion=discussion, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"{place}#discussion" if place else "home")
    context = {"form": form, "discussion": discussion, "back": place}
    return TemplateResponse(request, "moderation/discussion_notice.html", context)


@get_or_post
@reviewer
def thread_lock(request, pk):
    """Close a thread to replies, or open it again."""
    comment = get_object_or_404(Comment.objects.select_related("author", "discussion__article"), pk=pk)
    if not can_lock(request.user, comment):
        raise PermissionDenied
    form = LockForm(request.POST or None, comment=comment)
    if form.is_valid():
        actions.lock_thread(comment=comment, by=request.user, at=timezone.now(), **form.cleaned_data)
        is_locked = form.cleaned_data["is_locked"]
        messages.success(request, _("The thread is closed.") if is_locked else _("The thread is open."))
        return redirect(comment if place_or_none(comment.discussion) else "case_list")
    return TemplateResponse(request, "moderation/thread_lock.html", {"form": form, "comment": comment})


@require_safe
@checker
def credential_list(request):
    """List licences by keyset: those that wait for a moderator, those that were checked, those that were ended."""
    show, start = request.GET.get("show", ""), request.GET.get("from", "")
    show = show if show in reading.LICENCES_SHOWN else "waiting"
    if start and not _is_key(start):
        raise Http404
    rows, more = reading.licences(show, start=int(start) if start else None)
    context = {
        "rows": rows, "more": more, "show": show, "shown": reading.LICENCES_SHOWN.items(), "kind": reading.LICENCES,
        "filters": reading.filters(member=request.user),
    }  # fmt: skip
    return TemplateResponse(request, "moderation/credential_list.html", context)


@get_or_post
@checker
def credential_detail(request, pk):
    """Show a licence, and check it, refuse it or take its badge away."""
    row, now = _licence(request, pk), timezone.now()
    form = LicenceForm(request.POST or None, credential=row, latest=accounts_actions.latest_day(now))
    if form.is_valid():
        verb = DECIDE_LICENCE[form.cleaned_data["verb"]]
        try:
            verb(credential=row, by=request.user, at=now, **form.decision())
        except ValidationError as error:
            form.add_error("expires_on", error)
        except InvalidTransition:
            messages.info(request, _("It was decided meanwhile, or its owner took it back. This is how it stands now."))
            return redirect("credential_detail", pk=pk)
        else:
            messages.success(request, _("Recorded, and the member is told."))
            return redirect("credential_list")
    return _show_licence(request, row, form)


@require_POST
@checker
@never_cache
@sensitive_variables("number")
def credential_number(request, pk):
    """Show the number of a licence to whoever looks it up; the log keeps that it was shown."""
    row, now = _licence(request, pk), timezone.now()
    try:
        number = accounts_actions.show_number(credential=row, by=request.user, at=now)
    except Unreadable:
        messages.error(request, _("The number cannot be read any more: its key is lost. Ask the member to apply anew."))
        return redirect("credential_detail", pk=pk)
    form = LicenceForm(credential=row, latest=accounts_actions.latest_day(now))
    return _show_licence(request, row, form, number=number)


def _licence(request, pk):
    """Load a licence of somebody else."""
    row = get_object_or_404(Credential.objects.select_related("member", "checked_by", "ended_by"), pk=pk)
    if not can_check(request.user, row):
        raise PermissionDenied
    return row


@sensitive_variables("number", "context")
def _show_licence(request, row, form, number=""):
    context = {
        "credential": row, "form": form, "number": number, "kind": reading.LICENCES,
        "others": [other for other in credentials_of(row.member) if other.pk != row.pk],
        "filters": reading.filters(member=request.user), "is_valid": row.is_valid(timezone.now()),
    }  # fmt: skip
    return TemplateResponse(request, "moderation/credential_detail.html", context)


def _is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY


@require_safe
@permission_required("audit.read_log", raise_exception=True)
def audit_log(request):
    """Show the log of acts, newest first, by keyset; without the words of cases about who reads it."""
    before, verb = request.GET.get("before", ""), request.GET.get("verb", "")
    if "\x00" in verb or (before and not _is_key(before)):
        raise Http404
    entries = Entry.objects.filter(**({"verb": verb} if verb else {}), **({"pk__lt": int(before)} if before else {}))
    rows = list(entries.order_by("-pk")[: PER_PAGE + 1])
    own = reading.own_cases({row.case_id for row in rows}, member=request.user)
    names = Member.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    details = Detail.objects.in_bulk([row.pk for row in rows if row.case_id not in own], field_name="entry_id")
    context = {
        "own": own,
        "rows": [(row, names.get(row.actor_id), details.get(row.pk)) for row in rows[:PER_PAGE]],
        "older": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None,
        "verb": verb,
    }
    return TemplateResponse(request, "moderation/audit_log.html", context)


@login_not_required
@require_safe
def policy_comments(request):
    """Show the rules that decisions cite."""
    return TemplateResponse(request, "moderation/policy_comments.html", {"rules": PolicyRule.objects.in_force()})
