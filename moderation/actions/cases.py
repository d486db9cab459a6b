"""What moderators do about a case: take, leave, decide, open again.

Rows are locked in the order that comments/actions gives: the comment or the member before the case.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions import lift_restriction, restrict_member
from accounts.models import Member, Restriction
from audit.actions import record
from comments.actions import announce, hold_thread, publish_words, recount, take_back, touch
from comments.models import Comment
from comments.searching import follow
from common.transitions import InvalidTransition
from moderation.actions.signals import open_case
from moderation.models import Case, Decision, PolicyRule
from moderation.permissions import can_decide, can_judge, subject_member, verbs_for
from moderation.tasks import tell_author, tell_flaggers, tell_lifted

Status, Verb = Comment.Status, Decision.Verb
WAITING = (Status.HELD, Status.HIDDEN)
JUDGES = (Verb.REMOVE, Verb.WARN, Verb.SUSPEND)
FREES = (Verb.PUBLISH, Verb.RESTORE)


class AlreadyDecided(Exception):
    """Another moderator was first; `decision` is theirs."""

    def __init__(self, decision: Decision | None):
        super().__init__("decided already")
        self.decision = decision


class StaleCase(Exception):
    """What the moderator judged is not what is there now: its author has changed it, or it has gone."""


@transaction.atomic
def decide_case(
    *, case: Case, verb: str, rule: PolicyRule | None, statement: str, private_note: str, until: datetime | None, by,
    at: datetime, seen_revision: int | None = None,
) -> Decision:  # fmt: skip
    """Decide a case: the change, its log entry and the messages belong together.

    Args:
        case: an open one; to restore a removed comment, reopen_for_restore has opened it anew.
        verb: a Decision.Verb that verbs_for gives.
        rule: the policy rule that was broken; required to remove, warn or suspend.
        statement: what the author is sent, at most 4,000 characters.
        private_note: for staff.
        until: the end of a suspension; None for good.
        by: the moderator.
        at: when (aware).
        seen_revision: the revision of the comment that the moderator has read; None leaves it unasked.

    Returns:
        The decision.

    Raises:
        AlreadyDecided: another moderator was first.
        PermissionDenied: it is their own post, or by staff above them.
        StaleCase: the comment was changed since it was read, or the decision is not possible as it stands now.
    """
    comment, case = _locked(case)
    _check(by, case)
    is_other = comment is not None and seen_revision not in (None, comment.revision)
    if is_other or verb not in verbs_for(case):
        raise StaleCase
    before = comment.status if comment else ""
    if comment:
        _act_on(comment, verb, statement, rule, at)
    decision = Decision.objects.create(
        case=case, verb=verb, rule=rule, statement=statement, private_note=private_note, decided_by=by, decided_at=at,
        comment_revision=comment.revision if comment else None, restriction=_sanction(case, verb, statement, until, at),
    )  # fmt: skip
    case.decide(at=at)
    record(
        actor=by, role="moderator", verb=f"decide_case:{verb}", subject=comment or case.member, at=at, case_id=case.pk,
        revision=decision.comment_revision, before={"status": before}, after={"status": comment.status if comment else ""},  # noqa: E501
        reason_code=rule.code if rule else "", public_note=statement, private_note=private_note,
    )  # fmt: skip
    tell_author(decision, at=at)
    tell_flaggers(decision, at=at)
    return decision


def _locked(case):
    """Lock what a case is about, then the case; return its comment and the case as they stand now."""
    list(Member.objects.select_for_update(no_key=True).filter(pk=case.member_id))
    comments = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("author")
    if case.comment_id:
        hold_thread(case.comment)
    comment = comments.get(pk=case.comment_id) if case.comment_id else None
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("member").get(pk=case.pk)
    if comment:
        case.comment = comment
    return comment, case


def _check(by, case):
    if case.status != Case.Status.OPEN:
        raise AlreadyDecided(case.decisions.select_related("decided_by").order_by("-pk").first())
    if not can_judge(by, case):
        raise PermissionDenied


def _act_on(comment, verb, statement, rule, at):
    """Move the comment to where the decision puts it; nobody reviews it any more.

    One that was found to break a rule stays as its author wrote it, for the appeal; to publish or restore it frees it.
    """
    status = _status_after(comment.status, verb)
    if status != comment.status:
        is_removal = status == Status.REMOVED
        comment.move_to(status, reason=statement if is_removal else "", code=rule.code if is_removal else "")
        touch(comment.discussion_id)
        recount(comment)
        follow(comment)
        (announce if status == Status.PUBLISHED else take_back)(comment)
    if status == Status.PUBLISHED:
        publish_words(comment, at=at)
    if verb in JUDGES or verb in FREES:
        comment.judged_at = at if verb in JUDGES else None
        comment.save(update_fields=["judged_at"])
    _set_under_review(comment, False)


def _status_after(status, verb):
    """A post that waits is published or removed: no decision leaves it where nobody would look at it again."""
    if verb in (Verb.PUBLISH, Verb.RESTORE):
        return Status.PUBLISHED
    goes = verb == Verb.REMOVE or (verb == Verb.SUSPEND and status == Status.PUBLISHED)
    goes = goes or (verb in (Verb.WARN, Verb.SUSPEND) and status in WAITING)
    return Status.REMOVED if goes else status


def _set_under_review(comment, is_under_review):
    """While somebody reviews a comment, its author can neither change nor delete it."""
    comment.is_under_review = is_under_review
    comment.save(update_fields=["is_under_review"])


def _sanction(case, verb, statement, until, at):
    if verb != Verb.SUSPEND:
        return None
    return restrict_member(
        member=subject_member(case), ability=Restriction.Ability.ALL, effect=Restriction.Effect.REFUSED, until=until,
        reason=statement, at=at,
    )  # fmt: skip


@transaction.atomic
def take_case(*, case: Case, by, at: datetime) -> Case:
    """Take a case on: others see who looks at it, and its author can't change the words meanwhile.

    Args:
        case: an open one; for the moderator who has it, nothing changes.
        by: the moderator.
        at: when (aware).

    Returns:
        The case as it is now.

    Raises:
        AlreadyDecided: another moderator was first.
        PermissionDenied: see decide_case.
    """
    return _take(case, by, at, is_taken=True)


@transaction.atomic
def leave_case(*, case: Case, by, at: datetime) -> Case:
    """Give a case back to the others; see take_case.

    Args:
        case: an open one, taken by anybody.
        by: the moderator.
        at: when (aware).

    Returns:
        The case, taken by nobody.

    Raises:
        AlreadyDecided: another moderator was first.
        PermissionDenied: see decide_case.
    """
    return _take(case, by, at, is_taken=False)


def _take(case, by, at, *, is_taken):
    comment, case = _locked(case)
    _check(by, case)
    taker = by if is_taken else None
    if case.taken_by_id == (taker and taker.pk):
        return case
    case.take(by=taker, at=at)
    if comment:
        _set_under_review(comment, is_taken)
    verb = "take_case" if is_taken else "leave_case"
    record(actor=by, role="moderator", verb=verb, subject=comment or case.member, at=at, case_id=case.pk)
    return case


@transaction.atomic
def reopen_for_restore(*, comment: Comment, by, at: datetime) -> Case:
    """Open a case about a removed comment, so that it can be restored.

    Args:
        comment: a removed one.
        by: the moderator.
        at: when (aware).

    Returns:
        The open case.

    Raises:
        InvalidTransition: the comment is not removed.
        PermissionDenied: see decide_case.
    """
    comment = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("author").get(pk=comment.pk)
    if comment.status != Status.REMOVED:
        raise InvalidTransition(f"comment {comment.pk} is {comment.status}")
    case = open_case(comment=comment, at=at)
    _check(by, case)
    record(actor=by, role="moderator", verb="reopen_case", subject=comment, at=at, case_id=case.pk)
    return case


@transaction.atomic
def lift_sanction(*, restriction: Restriction, case: Case, reason: str, by, at: datetime) -> None:
    """End a restriction before its time; its member is told.

    Args:
        restriction: one of the member whom the case is about.
        case: where the moderator read about it.
        reason: what the member is told, and the log keeps; at most 1,000 characters.
        by: the moderator.
        at: when (aware).

    Raises:
        PermissionDenied: it is their own, or of staff above them, or of somebody else.
    """
    member = subject_member(case)
    if restriction.member_id != member.pk or not can_decide(by, case):
        raise PermissionDenied
    lift_restriction(restriction=restriction, at=at)
    record(
        actor=by, role="moderator", verb="lift_restriction", subject=member, at=at, case_id=case.pk,
        before={"ability": restriction.ability, "effect": restriction.effect}, public_note=reason,
    )  # fmt: skip
    tell_lifted(restriction, reason=reason, by=by, at=at)
