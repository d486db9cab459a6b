"""What can be done about conduct."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import restrict_member
from accounts.models import Restriction
from audit.actions import record
from comments.actions import touch
from comments.models import Comment
from common.transitions import InvalidTransition
from moderation.models import Case, Decision, Flag, PolicyRule
from moderation.permissions import can_decide, subject_member
from notifications.actions import tell

SEVERITY = {
    Flag.Reason.DANGEROUS: Case.Severity.URGENT,
    Flag.Reason.PRIVACY: Case.Severity.URGENT,
    Flag.Reason.ABUSE: Case.Severity.SERIOUS,
}
Verb = Decision.Verb
STATUS = {  # verb: status of the comment afterwards, from which statuses the move is needed
    Verb.KEEP: Comment.Status.PUBLISHED,
    Verb.PUBLISH: Comment.Status.PUBLISHED,
    Verb.RESTORE: Comment.Status.PUBLISHED,
    Verb.REMOVE: Comment.Status.REMOVED,
}


class AlreadyDecided(Exception):
    """Another moderator was first; `decision` is theirs."""

    def __init__(self, decision: Decision | None):
        super().__init__("decided already")
        self.decision = decision


def open_case(*, at: datetime, severity: int = Case.Severity.NORMAL, hold_rule: str = "", **subject) -> Case:
    """Return the open case about a thing; open it if there is none. More urgent signals make it more urgent.

    Args:
        at: when (aware).
        severity: a Case.Severity.
        hold_rule: the rule that kept a post back, if one did.
        **subject: comment= or member=.
    """
    waiting = Case.objects.filter(status=Case.Status.OPEN, **subject)
    case = waiting.first()
    if case is None:
        try:
            with transaction.atomic():
                return Case.objects.create(opened_at=at, severity=severity, hold_rule=hold_rule, **subject)
        except IntegrityError:  # twenty flags at once: the database let one of them through
            case = waiting.get()
    waiting.filter(pk=case.pk, severity__gt=severity).update(severity=severity)
    return case


def flag_comment(*, comment: Comment, reporter, reason: str, note: str, at: datetime) -> Flag:
    """Report the conduct in a comment; a second flag by the same member changes nothing.

    Args:
        comment: one that the reporter can read and did not write.
        reporter: the member; the caller has checked can_flag.
        reason: a Flag.Reason.
        note: at most 1,000 characters, may be empty.
        at: when (aware).
    """
    return _flag(reporter=reporter, reason=reason, note=note, at=at, comment=comment)


def flag_member(*, member, reporter, reason: str, note: str, at: datetime) -> Flag:
    """Report the conduct in a profile; see flag_comment."""
    return _flag(reporter=reporter, reason=reason, note=note, at=at, member=member)


def _flag(*, reporter, reason, note, at, **subject):
    sent = Flag.objects.filter(reporter=reporter, **subject)
    if earlier := sent.first():
        return earlier
    try:
        with transaction.atomic():
            severity = SEVERITY.get(reason, Case.Severity.NORMAL)
            case = open_case(at=at, severity=severity, **subject)
            return Flag.objects.create(case=case, reporter=reporter, reason=reason, note=note, created_at=at, **subject)
    except IntegrityError:
        return sent.get()


def on_comment_changed(*, comment: Comment, verb: str, at: datetime, rule: str = "") -> None:
    """Open a case for a post that a rule has held back."""
    if verb == "held":
        open_case(comment=comment, at=at, hold_rule=rule)


@transaction.atomic
def decide_case(
    *, case: Case, verb: str, rule: PolicyRule | None, statement: str, private_note: str, until: datetime | None, by,
    at: datetime,
) -> Decision:  # fmt: skip
    """Decide a case: the change, its log entry and the messages belong together.

    Args:
        case: an open one; for RESTORE, the case is opened anew about a removed comment.
        verb: a Decision.Verb.
        rule: the policy rule that was broken; required to remove, warn or suspend.
        statement: what the author is sent, at most 4,000 characters.
        private_note: for staff.
        until: the end of a suspension; None for good.
        by: the moderator.
        at: when (aware).

    Raises:
        AlreadyDecided: another moderator was first.
        PermissionDenied: it is their own post, or staff above them.
        InvalidTransition: the comment cannot go there from where it is.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.status != Case.Status.OPEN:
        raise AlreadyDecided(case.decisions.select_related("decided_by").order_by("-pk").first())
    if not can_decide(by, case):
        raise PermissionDenied
    comment = case.comment_id and Comment.objects.select_for_update().get(pk=case.comment_id)
    before = comment.status if comment else ""
    if comment and verb in STATUS:
        _move(comment, STATUS[verb], statement, rule)
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
    _tell_author(decision, at)
    _tell_flaggers(decision, at)
    return decision


@transaction.atomic
def reopen_for_restore(*, comment: Comment, by, at: datetime) -> Case:
    """Open a case about a removed comment, so that it can be restored.

    Raises:
        InvalidTransition: the comment is not removed.
    """
    if comment.status != Comment.Status.REMOVED:
        raise InvalidTransition(f"comment {comment.pk} is {comment.status}")
    case = open_case(comment=comment, at=at)
    record(actor=by, role="moderator", verb="reopen_case", subject=comment, at=at, case_id=case.pk)
    return case


def _move(comment, status, statement, rule):
    if comment.status == status:
        return
    is_removal = status == Comment.Status.REMOVED
    comment.move_to(status, reason=statement if is_removal else "", code=rule.code if is_removal and rule else "")
    touch(comment.discussion_id)


def _sanction(case, verb, statement, until, at):
    if verb != Verb.SUSPEND:
        return None
    return restrict_member(
        member=subject_member(case), ability=Restriction.Ability.ALL, effect=Restriction.Effect.REFUSED, until=until,
        reason=statement, at=at,
    )  # fmt: skip


def _tell_author(decision, at):
    """Send the statement of reasons; a flag that led to nothing is not worth a worry."""
    case, verb = decision.case, decision.verb
    if verb == Verb.KEEP:
        return
    about = subject_member(case)
    titles = {
        Verb.PUBLISH: _("Your post is published"),
        Verb.RESTORE: _("Your post is back"),
        Verb.REMOVE: _("Your post was removed"),
        Verb.WARN: _("A warning from the moderators"),
        Verb.SUSPEND: _("Your account is suspended"),
    }
    lines = [titles[verb] + ".", decision.statement]
    if decision.rule:
        lines.append(_("Rule: %(title)s. %(text)s") % {"title": decision.rule.title, "text": decision.rule.text})
    if decision.restriction and decision.restriction.ends_at:
        lines.append(_("It ends on %(day)s.") % {"day": decision.restriction.ends_at.date()})
    if verb in (Verb.REMOVE, Verb.WARN, Verb.SUSPEND):
        lines.append(_("A moderator decided this, not a machine. You can answer by writing to us."))
    tell(
        member=about, kind="decision", subject_key=f"case:{case.pk}", title=titles[verb], text="\n\n".join(lines),
        url=f"/comments/{case.comment_id}/" if case.comment_id and verb != Verb.REMOVE else "/me/", at=at,
        by=decision.decided_by, unique_key=f"decision:{decision.pk}",
    )  # fmt: skip


def _tell_flaggers(decision, at):
    acted = decision.verb in (Verb.REMOVE, Verb.WARN, Verb.SUSPEND)
    text = (
        _("Thank you. The moderators acted on it.") if acted else _("Thank you. The moderators read it and left it up.")
    )
    for flag in decision.case.flags.select_related("reporter"):
        tell(
            member=flag.reporter, kind="flag_outcome", subject_key=f"case:{decision.case_id}",
            title=_("What became of your flag"), text=text, url="/me/", at=at, by=decision.decided_by,
            unique_key=f"flag_outcome:{decision.pk}",
        )  # fmt: skip
