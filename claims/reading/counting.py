"""Who stands behind a dispute. Numbers decide nothing; accounts younger than it are shown apart, counted nowhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.models import Dispute, Report
from claims.permissions import is_younger

REPEATED = 3  # reports like a settled one, by one person
REPEATED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Readers:
    """The members who question a statement, each once, the first to report in front."""

    counted: list
    younger: list  # their accounts are younger than the dispute


def readers_of(dispute: Dispute) -> Readers:
    """Return who questions the statement; who took their report back is left out; one query.

    Args:
        dispute: any.
    """
    reports = dispute.reports.exclude(status=Report.Status.RETRACTED).select_related("reporter").order_by("pk")
    members = dict.fromkeys(report.reporter for report in reports)
    readers = Readers([], [])
    for member in members:
        (readers.younger if is_younger(member, dispute) else readers.counted).append(member)
    return readers


def is_third_like_settled(member, at: datetime) -> bool:
    """Tell whether one more report like a settled one is the third, or a later one, within 30 days.

    Args:
        member: its reporter, locked: two of their reports at once are counted one after the other.
        at: when it is sent (aware).
    """
    since = at - REPEATED_WITHIN
    earlier = Report.objects.filter(reporter=member, created_at__gt=since).exclude(what_is_new="")
    return earlier.count() + 1 >= REPEATED
