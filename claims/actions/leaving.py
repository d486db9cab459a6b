"""What becomes of somebody's reports, sources, answers and quoted words in disputes when they leave."""

from datetime import datetime
from uuid import uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Member
from claims.models import Appearance, Evidence, FairMark, Report, Response, RulingAnchor
from comments.models import Comment


def leave_disputes(*, member: Member, former: Member, mode: str, at: datetime) -> None:
    """Take a member out of the disputes. A dispute stays, in the words of the staff; so does the article's passage.

    Args:
        member: who leaves; their row is locked.
        former: who stands in their place once the keys are handed over.
        mode: a Member.Leaving.
        at: when; not looked at.
    """
    FairMark.objects.filter(member=member).delete()
    reports = list(Report.objects.select_for_update(no_key=True).filter(reporter=member).order_by("pk"))
    for report in reports:
        report.submission_key = uuid4()  # chosen in a browser: of two who left, no two may be the same
    Report.objects.bulk_update(reports, ["submission_key"], batch_size=500)
    quoted = Q(comment__author=member)
    if mode == Member.Leaving.REMOVE:
        _empty_reports(reports)
        Response.objects.filter(member=member).delete()
        Evidence.objects.filter(added_by=member).update(note="")
        unopened = Report.objects.filter(reporter=member, dispute__opened_at=None)
        quoted |= Q(source__isnull=False, pk__in=unopened.values("against"))  # no side stands on it
    else:
        quoted &= Q(comment__status=Comment.Status.DELETED)
    _empty_quotes(list(Appearance.objects.filter(quoted).values_list("pk", flat=True)))


def _empty_reports(reports):
    """Empty what a reporter wrote, and for whom it was a worry to them; the reason they picked stays."""
    mark = _("[removed by its author]")
    for report in reports:
        report.why = mark
        report.why_another = mark if report.why_another else ""
        report.what_is_new = mark if report.what_is_new else ""
        for people in (report.population, report.stated_population, report.against_population):
            if people:
                people.values.clear()
    Report.objects.bulk_update(reports, ["why", "why_another", "what_is_new"], batch_size=500)


def _empty_quotes(keys):
    """Put a mark in the place of quoted words, where they are frozen with a ruling too."""
    mark, rows = _("[removed by its author]"), Appearance.objects.filter(pk__in=keys)
    RulingAnchor.objects.filter(appearance__in=keys).update(before=mark)
    RulingAnchor.objects.filter(Q(placed_at__in=keys) & ~Q(after="")).update(after=mark)
    rows.update(
        exact=mark, sentences=mark, prefix="", suffix="", start=0, end=0, container="", lead_in="", parent_item="",
        block_key="",
    )  # fmt: skip
