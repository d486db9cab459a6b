"""How much one member sends within a day, counted while their row is locked: nothing sent at once exceeds it."""

from datetime import datetime, timedelta

from accounts.models import Member
from claims.models import Evidence, Report
from claims.permissions import daily_budget

DAY = timedelta(days=1)


class OverBudget(Exception):
    """The member has sent as much as a day allows: `most`. They can send again at `free_at`; None: not for now."""

    def __init__(self, most: int, free_at: datetime | None):
        super().__init__(f"{most} within a day are the most")
        self.most, self.free_at = most, free_at


def spend_report(member, at: datetime) -> None:
    """Lock the member until this transaction ends, and make sure that they may send one more report.

    Args:
        member: who sends it. Texts and disputes are locked before their row, cases after it.
        at: when (aware).

    Raises:
        OverBudget: not within this day.
    """
    _lock(member)
    check_reports(member, at)


def spend_evidence(member, at: datetime) -> None:
    """Lock the member until this transaction ends, and make sure that they may bring one more source.

    Args:
        member: who brings it.
        at: when (aware).

    Raises:
        OverBudget: not within this day.
    """
    _lock(member)
    brought = Evidence.objects.filter(added_by=member, added_at__gt=at - DAY).order_by("-added_at")
    _check(daily_budget(member, at).evidence, brought.values_list("added_at", flat=True))


def check_reports(member, at: datetime) -> None:
    """Make sure, before anything is typed in vain, that the member may send one more report.

    Args:
        member: who would send it.
        at: when (aware).

    Raises:
        OverBudget: not within this day.
    """
    sent = Report.objects.filter(reporter=member, created_at__gt=at - DAY).order_by("-created_at")
    _check(daily_budget(member, at).reports, sent.values_list("created_at", flat=True))


def _lock(member):
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def _check(most, times):
    """Refuse one more than `most`; the oldest of the latest ones says when there is room again."""
    latest = list(times[:most])
    if len(latest) >= most:
        raise OverBudget(most, latest[-1] + DAY if latest else None)
