"""Flags by readers; the review desk of the moderators; the policy for everyone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Member
from accounts.permissions import can_flag, restrictions
from audit.models import Entry
from comments.models import Comment
from moderation import actions
from moderation.forms import DecisionForm, FlagForm
from moderation.models import Case, Decision, PolicyRule
from moderation.permissions import can_decide, subject_member

reviewer = permission_required("moderation.review_case", raise_exception=True)
PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def comment_flag(request, pk):
    """Report the conduct in a comment."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user).select_related("author"), pk=pk)
    if not can_flag(request.user) or comment.author_id == request.user.pk:
        raise PermissionDenied
    form = FlagForm(request.POST or None)
    if form.is_valid():
        actions.flag_comment(comment=comment, reporter=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. A moderator looks at it, and you are told what became of it."))
        return redirect(comment)
    return TemplateResponse(request, "moderation/comment_flag.html", {"form": form, "comment": comment})


@require_http_methods(["GET", "POST"])
def member_flag(request, slug):
    """Report the conduct in a profile."""
    member = get_object_or_404(Member, slug=slug, is_active=True)
    if not can_flag(request.user) or member == request.user:
        raise PermissionDenied
    form = FlagForm(request.POST or None)
    if form.is_valid():
        actions.flag_member(member=member, reporter=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Thank you. A moderator looks at it, and you are told what became of it."))
        return redirect(member)
    return TemplateResponse(request, "moderation/member_flag.html", {"form": form, "member": member})


def _queue(kind=""):
    cases = Case.objects.open().select_related("comment__author", "member").annotate(flag_count=Count("flags"))
    if kind == "held":
        return cases.exclude(hold_rule="")
    return cases.filter(flag_count__gt=0) if kind == "flags" else cases


@require_GET
@reviewer
def case_list(request):
    """List open cases, the most urgent first."""
    kind = request.GET.get("kind", "")
    counts = {name: _queue(name).count() for name in ("", "flags", "held")}
    context = {"cases": _queue(kind)[:PER_PAGE], "kind": kind, "counts": counts}
    return TemplateResponse(request, "moderation/case_list.html", context)


def _case_context(request, case, form):
    about = subject_member(case)
    parent = case.comment and case.comment.in_reply_to
    earlier = Decision.objects.filter(case__comment__author=about) | Decision.objects.filter(case__member=about)
    return {
        "case": case,
        "form": form,
        "about": about,
        "parent": parent,
        "flags": case.flags.select_related("reporter").order_by("pk"),
        "decisions": case.decisions.select_related("decided_by", "rule").order_by("pk"),
        "earlier": earlier.exclude(case=case).select_related("rule").order_by("-pk")[:10],
        "restrictions": restrictions(about),
        "comment_count": about.comments.count(),
        "rules": PolicyRule.objects.filter(retired_at=None).order_by("position"),
        "may_decide": can_decide(request.user, case),
    }


@require_http_methods(["GET", "POST"])
@reviewer
def case_detail(request, pk):
    """Show a case in its context, and decide it."""
    case = get_object_or_404(Case.objects.select_related("comment__author", "comment__in_reply_to", "member"), pk=pk)
    form = DecisionForm(request.POST or None, case=case)
    if request.method == "POST" and case.status != Case.Status.OPEN:
        return _too_late(request, case)
    if form.is_valid():
        try:
            actions.decide_case(case=case, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.AlreadyDecided:
            return _too_late(request, case)
        messages.success(request, _("Decided. The next case is on top of the list."))
        return redirect("case_list")
    return TemplateResponse(request, "moderation/case_detail.html", _case_context(request, case, form))


def _too_late(request, case):
    """Say who decided what, and give the typed words back."""
    decision = case.decisions.select_related("decided_by", "rule").order_by("-pk").first()
    context = {"case": case, "decision": decision, "typed": request.POST}
    return TemplateResponse(request, "moderation/case_decided.html", context, status=409)


@require_POST
@reviewer
def comment_reconsider(request, pk):
    """Open a case about a removed comment, to put it back."""
    comment = get_object_or_404(Comment, pk=pk, status=Comment.Status.REMOVED)
    case = actions.reopen_for_restore(comment=comment, by=request.user, at=timezone.now())
    return redirect("case_detail", pk=case.pk)


@require_GET
@permission_required("audit.read_log", raise_exception=True)
def audit_log(request):
    """Show the log of acts, newest first, by keyset."""
    entries = Entry.objects.order_by("-pk")
    if before := request.GET.get("before", ""):
        if not before.isdecimal():
            raise Http404
        entries = entries.filter(pk__lt=int(before))
    if verb := request.GET.get("verb", ""):
        entries = entries.filter(verb=verb)
    rows = list(entries[: PER_PAGE + 1])
    names = Member.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    context = {
        "rows": [(row, names.get(row.actor_id)) for row in rows[:PER_PAGE]],
        "older": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None,
        "verb": verb,
    }
    return TemplateResponse(request, "moderation/audit_log.html", context)


@login_not_required
@require_GET
def policy_comments(request):
    """Show the rules that decisions cite."""
    rules = PolicyRule.objects.filter(retired_at=None).order_by("position")
    return TemplateResponse(request, "moderation/policy_comments.html", {"rules": rules})
