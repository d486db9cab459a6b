"""A reader takes a report back."""

from datetime import datetime

from django.db import transaction

from claims.actions.disputes import lift_cautions, touch_articles
from claims.models import Dispute, Report
from notifications.actions import unfollow


class _Moved(Exception):
    """The report belongs to another dispute than the one that was locked."""


def hold_report(report: Report) -> tuple[Dispute, Report]:
    """Lock a report and, before it, its dispute, though somebody moves it to another one meanwhile.

    Args:
        report: any.

    Returns:
        Both, as they are now.
    """
    while True:
        try:
            with transaction.atomic():  # gives a dispute free that it does not belong to any more
                dispute = Dispute.objects.select_for_update(no_key=True).get(
                    pk=Report.objects.get(pk=report.pk).dispute_id
                )
                row = Report.objects.select_for_update(no_key=True).get(pk=report.pk)
                if row.dispute_id != dispute.pk:
                    raise _Moved
                return dispute, row
        except _Moved:
            continue


@transaction.atomic
def retract_report(*, report: Report, at: datetime) -> Report:
    """Take one's report back; a dispute that nobody else doubts and nobody opened ends with it.

    Args:
        report: waiting, or part of a dispute; the caller has checked that it is one's own.
        at: when (aware).

    Returns:
        The report, taken back.

    Raises:
        common.transitions.InvalidTransition: it was decided already.
    """
    dispute, report = hold_report(report)  # the dispute first, as every other verb does
    report.move_to(Report.Status.RETRACTED)
    unfollow(member=report.reporter, subject_key=f"dispute:{dispute.pk}")
    others = dispute.reports.exclude(status=Report.Status.RETRACTED)
    if dispute.status == Dispute.Status.REPORTED and not others.exists():
        dispute.move_to(Dispute.Status.RETRACTED, at=at)
        if lift_cautions(dispute, at):
            touch_articles(dispute)
    return report
