"""What can be done about conduct. Rows are locked in the order that comments/actions.py gives: comment before case."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.actions import lift_restriction, restrict_member
from accounts.models import Restriction
from audit.actions import record
from comments.actions import publish_words, touch
from comments.models import Comment, Discussion
from common.transitions import InvalidTransition
from moderation.models import Case, Decision, Flag, PolicyRule
from moderation.permissions import can_decide, subject_member, verbs_for
from moderation.tasks import tell_author, tell_flaggers, tell_lifted

SEVERITY = {
    Flag.Reason.DANGEROUS: Case.Severity.URGENT,
    Flag.Reason.PRIVACY: Case.Severity.URGENT,
    Flag.Reason.ABUSE: Case.Severity.SERIOUS,
}
Status, Verb = Comment.Status, Decision.Verb
WAITING = (Status.HELD, Status.HIDDEN)


class AlreadyDecided(Exception):
    """Another moderator was first; `decision` is theirs."""

    def __init__(self, decision: Decision | None):
        super().__init__("decided already")
        self.decision = decision


class StaleCase(Exception):
    """What the moderator judged is not what is there now: its author has changed it, or it has gone."""


@transaction.atomic
def open_case(*, at: datetime, severity: int = Case.Severity.NORMAL, hold_rule: str = "", **subject) -> Case:
    """Return the open case about a thing, locked; open it if there is none.

    Args:
        at: when (aware).
        severity: a Case.Severity; a more urgent signal makes the case more urgent.
        hold_rule: the rule that kept a post back, if one did.
        **subject: comment= or member=.
    """
    waiting = Case.objects.filter(status=Case.Status.OPEN, **subject)
    case = waiting.select_for_update(no_key=True).first()
    if case is None:
        try:
            with transaction.atomic():
                return Case.objects.create(opened_at=at, severity=severity, hold_rule=hold_rule, **subject)
        except IntegrityError:  # twenty flags at once: the database let one of them through
            case = waiting.select_for_update(no_key=True).get()
    case.severity, case.hold_rule = min(case.severity, severity), case.hold_rule or hold_rule
    case.save(update_fields=["severity", "hold_rule"])
    return case


def flag_comment(
    *, comment: Comment, reporter, reason: str, note: str, at: datetime, revision: int | None = None
) -> Flag:
    """Report the conduct in a comment; a second flag about the same words changes nothing.

    Args:
        comment: one that the reporter can read and did not write.
        reporter: the member; the caller has checked can_flag.
        reason: a Flag.Reason.
        note: at most 1,000 characters, may be empty.
        at: when (aware).
        revision: the revision that the reporter has read; None for the present one.

    Returns:
        The flag; the earlier one if these words are flagged already.
    """
    read = min(max(revision or comment.revision, 1), comment.revision)
    return _flag(reporter=reporter, reason=reason, note=note, at=at, revision=read, comment=comment)


def flag_member(*, member, reporter, reason: str, note: str, at: datetime) -> Flag:
    """Report the conduct in a profile; a second flag changes nothing until the first is decided.

    Args:
        member: whose profile.
        reporter: the member who reports; the caller has checked can_flag.
        reason: a Flag.Reason.
        note: at most 1,000 characters, may be empty.
        at: when (aware).

    Returns:
        The flag; the earlier one while its case is open.
    """
    return _flag(reporter=reporter, reason=reason, note=note, at=at, revision=None, member=member)


def _flag(*, reporter, reason, note, at, revision, **subject):
    sent = Flag.objects.filter(reporter=reporter, **subject).select_related("case").order_by("-pk")
    try:
        with transaction.atomic():
            earlier = sent.first()
            if earlier and not _may_flag_again(earlier, revision):
                return earlier
            severity = SEVERITY.get(reason, Case.Severity.NORMAL)
            case = open_case(at=at, severity=severity, **subject)
            return Flag.objects.create(
                case=case, reporter=reporter, reason=reason, note=note, comment_revision=revision, created_at=at,
                **subject,
            )  # fmt: skip
    except IntegrityError:  # the same form, sent twice at once
        if earlier := sent.first():
            return earlier
        raise


def _may_flag_again(earlier, revision):
    """Once a case is decided, other words can be flagged anew; a decision about the same words stands."""
    if earlier.case.status == Case.Status.OPEN:
        return False
    return revision is None or revision > earlier.comment_revision


def on_comment_changed(*, comment: Comment, verb: str, at: datetime, rule: str = "") -> None:
    """Open a case for a post that a rule has held back.

    Args:
        comment: which.
        verb: "posted", "held", "edited" or "deleted"; only "held" opens a case.
        at: when (aware).
        rule: the rule that holds it back.
    """
    if verb == "held":
        open_case(comment=comment, at=at, hold_rule=rule)


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
        _act_on(comment, verb, statement, rule)
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
    """Lock the comment of a case, then the case; return both as they stand now."""
    comments = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("author")
    comment = comments.get(pk=case.comment_id) if case.comment_id else None
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("member").get(pk=case.pk)
    if comment:
        case.comment = comment
    return comment, case


def _check(by, case):
    if case.status != Case.Status.OPEN:
        raise AlreadyDecided(case.decisions.select_related("decided_by").order_by("-pk").first())
    if not can_decide(by, case):
        raise PermissionDenied


def _act_on(comment, verb, statement, rule):
    """Move the comment to where the decision puts it; nobody reviews it any more."""
    status = _status_after(comment.status, verb)
    if status != comment.status:
        is_removal = status == Status.REMOVED
        comment.move_to(status, reason=statement if is_removal else "", code=rule.code if is_removal else "")
        touch(comment.discussion_id)
    if status == Status.PUBLISHED:
        publish_words(comment)
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


@transaction.atomic
def change_discussion(
    *, discussion: Discussion, is_open: bool, slow_mode_seconds: int, reason: str, by, at: datetime
) -> Discussion:
    """Open or close a discussion, or slow it down.

    Args:
        discussion: which.
        is_open: False closes it: it can be read, and nobody can post.
        slow_mode_seconds: how long a member waits between two posts; 0 for no pause.
        reason: for the log, at most 1,000 characters.
        by: the moderator; the caller has checked can_manage.
        at: when (aware).

    Returns:
        The discussion as it is now.
    """
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    before = {"is_open": discussion.is_open, "slow_mode_seconds": discussion.slow_mode_seconds}
    discussion.is_open, discussion.slow_mode_seconds = is_open, slow_mode_seconds
    discussion.save(update_fields=["is_open", "slow_mode_seconds"])
    touch(discussion.pk)
    after = {"is_open": is_open, "slow_mode_seconds": slow_mode_seconds}
    record(
        actor=by, role="moderator", verb="change_discussion", subject=discussion, at=at, before=before, after=after,
        public_note=reason,
    )  # fmt: skip
    return discussion


@transaction.atomic
def lock_thread(*, comment: Comment, is_locked: bool, reason: str, by, at: datetime) -> Comment:
    """Close a thread to replies, or open it again; what stands in it can be read.

    Args:
        comment: any comment; what hangs on it is closed with it.
        is_locked: False opens it.
        reason: for the log, at most 1,000 characters.
        by: the moderator; the caller has checked can_lock.
        at: when (aware).

    Returns:
        The comment as it is now.
    """
    comment = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    before, comment.is_locked = comment.is_locked, is_locked
    comment.save(update_fields=["is_locked"])
    touch(comment.discussion_id)
    record(
        actor=by, role="moderator", verb="lock_thread", subject=comment, at=at, before={"is_locked": before},
        after={"is_locked": is_locked}, public_note=reason,
    )  # fmt: skip
    return comment
