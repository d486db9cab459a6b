"""Who is told of a decision, and in which words."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Restriction
from comments.models import Comment
from moderation.models import Decision
from moderation.permissions import subject_member
from notifications.actions import tell

Verb = Decision.Verb
SANCTIONS = (Verb.REMOVE, Verb.WARN, Verb.SUSPEND)
TITLES = {
    Verb.PUBLISH: gettext_lazy("Your post is published"),
    Verb.RESTORE: gettext_lazy("Your post is back"),
    Verb.REMOVE: gettext_lazy("Your post was removed"),
    Verb.WARN: gettext_lazy("A warning from the moderators"),
    Verb.SUSPEND: gettext_lazy("Your account is suspended"),
}


def tell_author(decision: Decision, *, at: datetime) -> None:
    """Send the statement of reasons; a flag that led to nothing is not worth a worry.

    Args:
        decision: with its case and the case's comment as they stand now.
        at: when (aware).
    """
    case, verb = decision.case, decision.verb
    if verb == Verb.KEEP:
        return
    is_shown = case.comment_id and case.comment.status == Comment.Status.PUBLISHED
    url = case.comment.get_absolute_url() if is_shown else reverse("own_cases")
    tell(
        member=subject_member(case), kind="decision", subject_key=f"case:{case.pk}", title=str(TITLES[verb]),
        text="\n\n".join(_lines(decision)), url=url, at=at, by=decision.decided_by,
        unique_key=f"decision:{decision.pk}",
    )  # fmt: skip


def _lines(decision):
    comment, rule, verb = decision.case.comment, decision.rule, decision.verb
    yield f"{TITLES[verb]}."
    if comment:
        yield _("It is about what you wrote on %(day)s.") % {"day": _day(comment.created_at)}
        if verb in (Verb.WARN, Verb.SUSPEND) and comment.status == Comment.Status.REMOVED:
            yield f"{TITLES[Verb.REMOVE]}."
    yield decision.statement
    if rule:
        yield _("Rule: %(title)s. %(text)s") % {"title": rule.title, "text": rule.text}
    if decision.restriction:
        ends_at = decision.restriction.ends_at
        yield _("It ends on %(day)s.") % {"day": _day(ends_at)} if ends_at else _("It has no end date.")
    if verb in SANCTIONS:
        address = settings.CONTACT_EMAIL
        yield _("A moderator decided this, not a machine. You can answer by writing to us: %(address)s") % {
            "address": address
        }


def _day(at):
    return dateformat.format(timezone.localtime(at), "j F Y")


def tell_flaggers(decision: Decision, *, at: datetime) -> None:
    """Tell everybody who flagged it what became of it."""
    address = f"{reverse('own_reports')}?kind=flags"
    for flag in decision.case.flags.select_related("reporter"):
        tell(
            member=flag.reporter, kind="flag_outcome", subject_key=f"case:{decision.case_id}",
            title=_("What became of your flag"), text=outcome_for_flagger(decision), url=address, at=at,
            by=decision.decided_by, unique_key=f"flag_outcome:{decision.pk}",
        )  # fmt: skip


def outcome_for_flagger(decision: Decision) -> str:
    """Say what became of a flag: whether the moderators acted, never what they did to whom.

    Args:
        decision: with its case and the case's comment as they stand now.
    """
    comment = decision.case.comment
    if decision.verb in SANCTIONS:
        return _("Thank you. The moderators acted on it.")
    if comment and comment.status == Comment.Status.DELETED:
        return _("Thank you. Its author had taken it away before the moderators decided.")
    return _("Thank you. The moderators read it and left it up.")


def tell_lifted(restriction: Restriction, *, reason: str, by, at: datetime) -> None:
    """Tell a member that a restriction has ended before its time, and why."""
    title = _("Your account is free again")
    what = _("A moderator has ended the restriction of your account: %(what)s.") % {
        "what": restriction.get_ability_display()
    }
    tell(
        member=restriction.member, kind="restriction_lifted", subject_key=f"restriction:{restriction.pk}", title=title,
        text=f"{what}\n\n{reason}", url="/me/", at=at, by=by,
    )  # fmt: skip
