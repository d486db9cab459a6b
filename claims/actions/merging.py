"""Staff merge disputes about the same statement, undo it, and split a report out again.

Disputes are locked in the order of their keys, before anything of theirs. A report and its passages keep in
`joined_from` the dispute that they came from first, however often that one was merged on, so that merges can be undone
in any order.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from audit.actions import record
from audit.models import Entry
from claims.actions.carrying import adopt, with_replacements
from claims.actions.disputes import tell_reporters, touch_articles
from claims.actions.following import key_of
from claims.actions.reports import watch_safety
from claims.actions.retracting import hold_report
from claims.models import Appearance, Caution, Dispute, Report, Ruling
from claims.permissions import is_party
from claims.reading import TOOK_SAFETY, parts_of, way_up
from claims.searching import follow_dispute
from common.transitions import InvalidTransition
from notifications.actions import carry_followers, return_followers

Status = Dispute.Status
LIVE = (Report.Status.WAITING, Report.Status.JOINED)


class CannotMove(ValueError):
    """Reports cannot go from one dispute to another; the text says why, and what to do instead."""


@transaction.atomic
def join_report(*, dispute: Dispute, into: Dispute, by, at: datetime) -> Dispute:
    """Join a reported dispute to another: its reports become the other's.

    Args:
        dispute: in *reported*.
        into: reported or open.
        by: a moderator or editor.
        at: when (aware).

    Returns:
        The dispute that the reports belong to now.

    Raises:
        CannotMove: it would be joined to itself, to one that has ended, or by somebody whom the other one concerns.
        common.transitions.InvalidTransition: it is not waiting any more.
    """
    dispute, into = _both(dispute, into, by=by, was=Status.REPORTED, allowed=(Status.REPORTED, Status.OPEN))
    _become_part(dispute, into)
    tell_reporters(
        dispute, kind="report_joined", title=_("Your question joined another"), at=at, by=by, url=into.get_absolute_url(),  # noqa: E501
        to_followers=_("A question that you follow joined another"),
        text=_("Others doubt the same statement, so your report is now part of theirs."),
    )  # fmt: skip
    _move(dispute, into, at)
    record(actor=by, verb="join_report", subject=dispute, at=at, after={"into": into.pk})
    return into


@transaction.atomic
def merge_dispute(*, dispute: Dispute, into: Dispute, by, at: datetime) -> Dispute:
    """Merge an open dispute into another open one: its page leads there, its reports and passages become the other's.

    Its positions, their evidence and its discussion stay with it, for the undo.

    Args:
        dispute: in *open*.
        into: in *open*.
        by: a moderator or editor.
        at: when (aware).

    Returns:
        The dispute that the reports belong to now.

    Raises:
        CannotMove: it would be merged into itself or into one that is not open, somebody has proposed a ruling on it,
            or one of both concerns `by`.
        common.transitions.InvalidTransition: it is not open any more.
    """
    dispute, into = _both(dispute, into, by=by, was=Status.OPEN, allowed=(Status.OPEN,))
    if dispute.rulings.filter(status=Ruling.Status.PROPOSED).exists():
        raise CannotMove(_("A ruling on it waits for its second signature. Settle that first."))
    _become_part(dispute, into)
    tell_reporters(
        dispute, kind="dispute_merged", title=_("Two disputes became one"), at=at, by=by, url=into.get_absolute_url(),
        text=_("It is now part of this dispute about the same statement: %(question)s")
        % {"question": into.question},
    )  # fmt: skip
    _move(dispute, into, at)
    entry = record(actor=by, verb="merge_dispute", subject=dispute, at=at, after={"into": into.pk})
    record(actor=by, verb="take_in_dispute", subject=into, at=at, after={"dispute": dispute.pk}, bulk_parent=entry.pk)
    return into


def _both(dispute, into, *, by, was, allowed):
    """Lock both disputes and refuse what cannot be merged."""
    found = _locked({dispute.pk, into.pk})
    dispute, into = found[dispute.pk], found[into.pk]
    if dispute.status != was:
        raise InvalidTransition(f"dispute {dispute.pk} is {dispute.status}, not {was}")
    if into.pk == dispute.pk or into.status not in allowed:
        raise CannotMove(_("Choose another dispute, one that has not ended."))
    if is_party(by, dispute) or is_party(by, into):
        raise CannotMove(_("One of the two is about your own report or your own words."))
    return dispute, into


def _locked(keys):
    rows = Dispute.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}  # locked in one order, whichever goes into which


def _become_part(dispute, into):
    dispute.status_before_merge, dispute.merged_into = dispute.status, into
    dispute.move_to(Status.MERGED)


def _move(dispute, into, at):
    """Move the reports and passages of one dispute into another; remember where they came from."""
    status = Report.Status.JOINED if into.status == Status.OPEN else Report.Status.WAITING
    reports = dispute.reports.filter(status__in=LIVE)
    reports.filter(joined_from=None).update(joined_from=dispute)
    reports.update(dispute=into, status=status)
    dispute.appearances.filter(joined_from=None).update(joined_from=dispute, claim_before=F("claim"))
    moved = list(dispute.appearances.order_by("pk"))
    Appearance.objects.filter(pk__in=[row.pk for row in moved]).update(dispute=into)
    adopt(moved, into)
    if dispute.is_safety and not into.is_safety:
        into.is_safety = True
        into.save(update_fields=["is_safety"])
        watch_safety(into)
    if not into.cautions.in_force(at).exists():
        Caution.objects.bulk_create(_copies(dispute.cautions.in_force(at), into))
    carry_followers(source=key_of(dispute), target=key_of(into), at=at)
    touch_articles(into)
    follow_dispute(dispute)
    follow_dispute(into)


def _copies(cautions, into):
    return [
        Caution(
            dispute=into, text=row.text, put_by=row.put_by, rule=row.rule, put_at=row.put_at, expires_at=row.expires_at
        )
        for row in cautions.select_related("put_by").order_by("pk")
    ]


@transaction.atomic
def unmerge_dispute(*, dispute: Dispute, by, at: datetime) -> Dispute:
    """Undo a merge: the dispute goes back to its former status, and takes back what it brought.

    Args:
        dispute: in *merged*; what it is part of may have been merged on.
        by: a moderator or editor.
        at: when (aware).

    Returns:
        The dispute, reported or open again.

    Raises:
        CannotMove: what it is part of has ended, nobody doubts its statement any more, it concerns `by`, or somebody
            merged one of them on at this moment.
        common.transitions.InvalidTransition: it is not merged any more.
    """
    way, parts = way_up(Dispute.objects.get(pk=dispute.pk)), parts_of(dispute.pk)
    found = _locked({*way, *parts})
    dispute, holder = found[dispute.pk], found[way[-1]]
    if dispute.status != Status.MERGED:
        raise InvalidTransition(f"dispute {dispute.pk} is {dispute.status}, not merged")
    if (way, parts) != (way_up(dispute), parts_of(dispute.pk)):
        raise CannotMove(_("A colleague has merged it on at this moment. Look again."))
    if holder.status not in (Status.REPORTED, Status.OPEN):
        raise CannotMove(_("The dispute that it is part of has ended. Open that one again first."))
    if is_party(by, holder):
        raise CannotMove(_("It is about your own report or your own words."))
    family = {dispute.pk, *parts}
    _take_back(dispute, holder, family, at)
    return_followers(source=key_of(dispute), target=f"dispute:{way[1]}")
    touch_articles(dispute)
    touch_articles(holder)
    follow_dispute(dispute, is_back=True)
    follow_dispute(holder)
    _log_undo(dispute, holder, by, at)
    tell_reporters(
        dispute, kind="merge_undone", title=_("Your question stands by itself again"), at=at, by=by,
        to_followers=_("A question that you follow stands by itself again"),
        text=_("It was part of another dispute. The staff found that it is a question of its own."),
    )  # fmt: skip
    return dispute


def _take_back(dispute, holder, family, at):
    reports = holder.reports.filter(joined_from__in=family)
    was_open = dispute.status_before_merge == Status.OPEN
    if not was_open and not reports.filter(status__in=LIVE).exists():
        raise CannotMove(_("Everybody who questioned it has taken that back, so there is nothing to bring back."))
    dispute.move_to(Status.OPEN if was_open else Status.REPORTED, at=at)
    dispute.merged_into, dispute.status_before_merge = None, ""
    dispute.save(update_fields=["merged_into", "status_before_merge"])
    keys = list(reports.values_list("pk", flat=True))
    status = Report.Status.JOINED if was_open else Report.Status.WAITING
    Report.objects.filter(pk__in=keys).update(dispute=dispute)
    Report.objects.filter(pk__in=keys, status__in=LIVE).update(status=status)
    Report.objects.filter(pk__in=keys, joined_from=dispute).update(joined_from=None)
    _take_back_passages(dispute, holder, family)
    _take_back_safety(dispute, holder, at)


def _take_back_passages(dispute, holder, family):
    rows = list(holder.appearances.filter(joined_from__in=family).order_by("pk"))
    before, found = {}, with_replacements(rows, holder=holder)
    stated = {row.pk: row.claim_id for row, _replaced in found}
    for row, replaced in found:
        own = row if replaced is None else before[replaced.pk]
        before[row.pk] = own
        row.dispute, row.joined_from_id, row.claim_before_id = dispute, own.joined_from_id, own.claim_before_id
        if replaced is None or stated[row.pk] == stated[replaced.pk]:  # not where new words state another claim
            row.claim_id = own.claim_before_id if own.joined_from_id == dispute.pk else None
        rows += [] if replaced is None else [row]
    theirs = [row for row in rows if before[row.pk].joined_from_id != dispute.pk]
    for row in rows:
        if row.joined_from_id == dispute.pk:
            row.joined_from, row.claim_before = None, None
    Appearance.objects.bulk_update(rows, ["dispute", "claim", "joined_from", "claim_before"])
    adopt(theirs, dispute)


def _take_back_safety(dispute, holder, at):
    """Let each be about safety if a report of its own says so; take down a caution that came with the merge."""
    for row in (dispute, holder):
        unsafe = row.reports.filter(reason=Report.Reason.UNSAFE)
        if row.opened_at:  # accounts younger than a dispute that joined it by themselves are counted nowhere
            unsafe = unsafe.exclude(joined_from=None, reporter__joined_at__gt=row.opened_at)
        row.is_safety = unsafe.exists()
        row.save(update_fields=["is_safety"])
    watch_safety(dispute)
    for mine in dispute.cautions.in_force(at):
        copies = holder.cautions.filter(text=mine.text, rule=mine.rule, put_by=mine.put_by, put_at=mine.put_at)
        if copies.exclude(lifted_at=None).exists():  # an editor has taken it down meanwhile
            dispute.cautions.filter(pk=mine.pk).update(lifted_at=at)
        copies.filter(lifted_at=None).update(lifted_at=at)


def _log_undo(dispute, holder, by, at):
    merges = Entry.objects.filter(subject=key_of(dispute), verb__in=["join_report", "merge_dispute"])
    merge = merges.order_by("-pk").first()
    entry = record(
        actor=by, verb="unmerge_dispute", subject=dispute, at=at, after={"from": holder.pk, "status": dispute.status},
        reverses=merge.pk if merge else None,
    )  # fmt: skip
    if dispute.status == Status.OPEN:
        after = {"dispute": dispute.pk}
        record(actor=by, verb="give_back_dispute", subject=holder, at=at, after=after, bulk_parent=entry.pk)


@transaction.atomic
def split_report(*, report: Report, by, at: datetime) -> Dispute:
    """Take one report with its passages out of a dispute, into a reported dispute of its own.

    To join that one again is to undo it.

    Args:
        report: part of a reported or open dispute to which others belong too.
        by: a moderator or editor.
        at: when (aware).

    Returns:
        The new dispute, waiting for a first look.

    Raises:
        CannotMove: the dispute has ended, it is the only report, it was taken back, it is all that came with a merge
            (undo that instead), or it concerns `by`.
    """
    dispute, report = hold_report(report)
    if is_party(by, dispute):
        raise CannotMove(_("It is about your own report or your own words."))
    if why := why_not_split(report, dispute, list(dispute.reports.all())):
        raise CannotMove(why)
    is_conflict = report.reason == Report.Reason.CONTRADICTS_ADVICE
    alone = Dispute.objects.create(
        reported_at=report.created_at,
        kind=Dispute.Kind.CONFLICT if is_conflict else Dispute.Kind.DOUBT,
        is_safety=report.reason == Report.Reason.UNSAFE,
    )
    report.dispute, report.status, report.joined_from = alone, Report.Status.WAITING, None
    report.save(update_fields=["dispute", "status", "joined_from"])
    quoted = Appearance.objects.filter(pk__in=[report.appearance_id, report.against_id])
    rows = [row for row, _replaced in with_replacements(list(quoted.order_by("pk")), holder=dispute)]
    for row in rows:
        row.dispute, row.claim, row.joined_from, row.claim_before = alone, None, None, None
    Appearance.objects.bulk_update(rows, ["dispute", "claim", "joined_from", "claim_before"])
    was_safety = dispute.is_safety
    _take_back_safety(alone, dispute, at)
    touch_articles(alone)
    touch_articles(dispute)
    after = {"report": report.pk, "dispute": alone.pk}
    code = TOOK_SAFETY if was_safety and not dispute.is_safety else ""
    record(actor=by, verb="split_report", subject=dispute, at=at, after=after, reason_code=code)
    tell_reporters(
        alone, kind="report_split", title=_("Your question stands by itself"), at=at, by=by,
        text=_("It was part of another dispute. The staff found that it is a question of its own, and look at it next."),  # noqa: E501
    )  # fmt: skip
    return alone


def why_not_split(report: Report, dispute: Dispute, reports: list[Report]) -> str:
    """Say why a report cannot be taken out of its dispute; empty if it can.

    Args:
        report: any.
        dispute: the one that it belongs to.
        reports: every report of that dispute.
    """
    others = [row for row in reports if row.status in LIVE and row.pk != report.pk]
    if dispute.status not in (Status.REPORTED, Status.OPEN):
        return _("The dispute has ended, so its reports stay with it.")
    if report.status not in LIVE:
        return _("This report has ended already.")
    if not others:
        return _("It is the only report of this dispute.")
    if report.joined_from_id and report.joined_from_id not in {row.joined_from_id for row in others}:
        return _("It is all that came with a dispute that was merged into this one. Undo that instead.")
    return ""
