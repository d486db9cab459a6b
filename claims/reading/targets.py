"""How long a dispute has waited, what is due next, and since when it is late: shown to everybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Dispute, Response
from claims.permissions import authors_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """A dispute that has not ended: its age, and what is due."""

    days: int  # whole days since it was reported, or opened (again)
    is_open: bool
    is_again: bool  # it was opened before
    due_at: datetime  # of a first look, or of the ruling
    days_late: int | None  # whole days past it; None while there is time
    answer_due_at: datetime | None = None  # of its author's answer; None: given, or nobody can give it
    is_answer_late: bool = False

    @property
    def age(self) -> str:
        """How long it has waited, in words."""
        if not self.is_open:
            return ngettext("Reported %(n)s day ago", "Reported %(n)s days ago", self.days) % {"n": self.days}
        if self.is_again:
            return ngettext("Open again for %(n)s day", "Open again for %(n)s days", self.days) % {"n": self.days}
        return ngettext("Open for %(n)s day", "Open for %(n)s days", self.days) % {"n": self.days}

    @property
    def due(self) -> str:
        """What is due, to be followed by the day."""
        return _("a ruling is due by") if self.is_open else _("a first look is due by")

    @property
    def late(self) -> str:
        """How late it is, in words; empty while there is time."""
        if self.days_late is None:
            return ""
        if self.days_late == 0:
            return _("past its target by less than a day")
        words = ngettext("%(n)s day past its target", "%(n)s days past its target", self.days_late)
        return words % {"n": self.days_late}


def waits_since(dispute: Dispute) -> datetime | None:
    """Return when the present wait began: with the report, the opening, or the last opening; None once it has ended.

    Args:
        dispute: any.
    """
    if dispute.status == Dispute.Status.REPORTED:
        return dispute.reported_at
    if dispute.status == Dispute.Status.OPEN:
        return dispute.reopened_at or dispute.opened_at
    return None


def due_at(dispute: Dispute) -> datetime | None:
    """Return when staff should have looked at it, or ruled on it; None once it has ended.

    Args:
        dispute: any.
    """
    since = waits_since(dispute)
    if since is None:
        return None
    if dispute.status == Dispute.Status.OPEN:
        return since + timedelta(days=settings.RULING_TARGET_DAYS)
    return since + timedelta(days=settings.SAFETY_TARGET_DAYS if dispute.is_safety else settings.TRIAGE_TARGET_DAYS)


def waiting_of(dispute: Dispute, at: datetime, *, with_answer: bool = False) -> Waiting | None:
    """Return how long a dispute has waited and what is due; None once it has ended.

    Args:
        dispute: any.
        at: the time of reading (aware).
        with_answer: also look for its author's answer: three queries at most; without it none.
    """
    since, due = waits_since(dispute), due_at(dispute)
    if since is None:
        return None
    is_open = dispute.status == Dispute.Status.OPEN
    answer = None
    if with_answer and is_open and _waits_for_author(dispute):
        answer = since + timedelta(days=settings.RESPONSE_TARGET_DAYS)
    return Waiting(
        days=(at - since) // ONE_DAY,
        is_open=is_open,
        is_again=bool(dispute.reopened_at),
        due_at=due,
        days_late=(at - due) // ONE_DAY if at >= due else None,
        answer_due_at=answer,
        is_answer_late=bool(answer and at >= answer),
    )


def _waits_for_author(dispute):
    """Tell whether an author of the doubted words is a member, and none of them has answered."""
    if Response.objects.filter(dispute=dispute, position=None, removed_at=None).exists():
        return False
    return bool(authors_of(dispute))
