"""What brings a thing to the review desk: flags of readers, and rules.

Rows are locked in the order that comments/actions gives: the comment or the member before the case.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from claims.models import Report
from comments.models import Comment
from moderation.models import Case, Flag

SEVERITY = {
    Flag.Reason.DANGEROUS: Case.Severity.URGENT,
    Flag.Reason.PRIVACY: Case.Severity.URGENT,
    Flag.Reason.ABUSE: Case.Severity.SERIOUS,
}


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


def on_report_repeated(*, report: Report, at: datetime) -> None:
    """Open a case about a member who questioned settled statements again and again: a moderator is asked to look.

    Args:
        report: the third like a settled one within 30 days; its text, and its reporter's row, are locked.
        at: when (aware).
    """
    open_case(member=report.reporter, at=at, hold_rule=Case.REPEATED)
