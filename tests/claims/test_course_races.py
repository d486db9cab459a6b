"""Staff join, merge, rule, dismiss, split and undo at the same moment: one of them is first, and no report is lost."""

import pytest

from accounts.actions import push_roles
from audit.actions import broken_links
from claims.actions import (
    dismiss_dispute,
    join_report,
    merge_dispute,
    open_dispute,
    retract_report,
    rule_dispute,
    split_report,
    unmerge_dispute,
)
from claims.models import Appearance, Dispute, Report
from common.transitions import InvalidTransition
from tests.claims.merges import straight_into
from tests.claims.scenes import dispute, finding, let_wait, report, second_editor
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


@pytest.fixture
def editor(db):
    """An editor who has nothing to do with anything."""
    push_roles()
    return second_editor()


def _open(row, by):
    return open_dispute(dispute=row, question="Is it so?", positions=[("Yes", ""), ("No", "")], by=by, at=NOON)


def _dismiss(row, by):
    return dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=by, at=NOON)


def _rule(row, by):
    return rule_dispute(dispute=row, finding=finding(row), by=by, at=NOON)


def _race(*calls):
    """Run these at once; return which of them were done."""
    results = together(calls, refusals=(InvalidTransition, ValueError))
    return [not isinstance(result, type) for result in results]


def _check_nothing_is_lost(reports):
    """Every report belongs to a dispute that is not merged, and its passages to the same one; the log is whole."""
    for row in Report.objects.filter(pk__in=reports).select_related("dispute", "appearance"):
        assert row.dispute.status != Dispute.Status.MERGED
        assert row.appearance.dispute_id == row.dispute_id
    assert Report.objects.filter(pk__in=reports).count() == len(reports)
    assert Appearance.objects.filter(dispute__status=Dispute.Status.MERGED).count() == 0
    for row in Dispute.objects.filter(status=Dispute.Status.MERGED):
        assert row.holder.status != Dispute.Status.MERGED
    assert broken_links() == []


def test_reported_dispute_is_opened_dismissed_and_joined_at_once(editor):
    article, made = ArticleFactory(), []
    into = dispute(article=article)
    for _time in range(TIMES):
        row = report(article=article)
        made.append(row.pk)
        done = _race(
            lambda r=row.dispute: _open(r, editor),
            lambda r=row.dispute: _dismiss(r, editor),
            lambda r=row.dispute: join_report(dispute=r, into=into, by=editor, at=NOON),
        )
        ends = {  # it can also be opened first and dismissed then
            (True, False, False): "open", (False, True, False): "dismissed", (True, True, False): "dismissed",
            (False, False, True): "merged",
        }  # fmt: skip
        assert Dispute.objects.get(pk=row.dispute_id).status == ends[tuple(done)]

    _check_nothing_is_lost(made)


def test_open_dispute_is_ruled_dismissed_and_merged_at_once(editor):
    article, made = ArticleFactory(), []
    into = dispute(article=article, reason="outdated")
    for _time in range(TIMES):
        row = dispute(article=article, reason="outdated")
        let_wait(row, NOON)
        made.append(row.reports.get().pk)
        done = _race(
            lambda r=row: _rule(r, editor),
            lambda r=row: _dismiss(r, editor),
            lambda r=row: merge_dispute(dispute=r, into=into, by=editor, at=NOON),
        )
        assert sum(done) == 1

    _check_nothing_is_lost(made)


def test_crossing_disputes_are_merged_ruled_joined_and_dismissed_at_once(editor):
    made = []
    for _time in range(TIMES):
        article = ArticleFactory()
        one, other = dispute(article=article, reason="outdated"), dispute(article=article, reason="outdated")
        waiting = report(article=article, reason="outdated")
        made += [one.reports.get().pk, other.reports.get().pk, waiting.pk]
        for row in (one, other):
            let_wait(row, NOON)
        done = _race(
            lambda a=one, b=other: merge_dispute(dispute=a, into=b, by=editor, at=NOON),
            lambda a=one, b=other: merge_dispute(dispute=b, into=a, by=editor, at=NOON),
            lambda a=one: _rule(a, editor),
            lambda b=other: _dismiss(b, editor),
            lambda a=one, r=waiting: join_report(dispute=r.dispute, into=a, by=editor, at=NOON),
        )
        statuses = [Dispute.objects.get(pk=row.pk).status for row in (one, other)]
        assert (done[0] + done[1] <= 1, "merged" in statuses) == (True, done[0] or done[1])
        assert statuses.count("open") <= 1

    _check_nothing_is_lost(made)


def test_ring_of_merges_leaves_one_that_is_open(editor):
    for _time in range(TIMES):
        article = ArticleFactory()
        rows = [dispute(article=article, reason="outdated") for _ in range(3)]
        _race(*(
            lambda a=a, b=b: merge_dispute(dispute=a, into=b, by=editor, at=NOON)
            for a, b in zip(rows, rows[1:] + rows[:1], strict=True)
        ))  # fmt: skip
        [left] = Dispute.objects.filter(pk__in=[row.pk for row in rows], status="open")
        assert left.reports.count() == 3

    _check_nothing_is_lost(list(Report.objects.values_list("pk", flat=True)))


def test_merge_is_undone_by_two_at_once_and_merged_on_meanwhile(editor):
    made = []
    for _time in range(TIMES):
        article = ArticleFactory()
        one, other, third = (dispute(article=article, reason="outdated") for _ in range(3))
        made += [row.reports.get().pk for row in (one, other, third)]
        merge_dispute(dispute=one, into=other, by=editor, at=NOON)
        done = _race(
            lambda a=one: unmerge_dispute(dispute=a, by=editor, at=NOON),
            lambda a=one: unmerge_dispute(dispute=a, by=editor, at=NOON),
            lambda b=other, c=third: merge_dispute(dispute=b, into=c, by=editor, at=NOON),
        )
        assert (done[0] + done[1] <= 1, done[2]) == (True, True)
        assert (Dispute.objects.get(pk=one.pk).status == "open") == (done[0] or done[1])

    _check_nothing_is_lost(made)


def test_report_is_split_out_taken_back_and_merged_away_at_once(editor):
    made = []
    for _time in range(TIMES):
        row, other = dispute(reason="outdated"), dispute(reason="outdated")
        mine = straight_into(row, reason="outdated", reporter=MemberFactory())
        made += [mine.pk, row.reports.order_by("pk").first().pk]
        _race(
            lambda r=mine: split_report(report=r, by=editor, at=NOON),
            lambda r=mine: retract_report(report=r, at=NOON),
            lambda a=row, b=other: merge_dispute(dispute=a, into=b, by=editor, at=NOON),
        )
        mine.refresh_from_db()
        assert mine.status == "retracted"
        assert mine.dispute.status in ("retracted", "open", "merged")
        if mine.dispute.status == "merged":  # taken back before the merge: it stays, and nobody waits for it
            made.remove(mine.pk)

    assert Report.objects.filter(pk__in=made, dispute__status="merged").count() == 0
    assert broken_links() == []
