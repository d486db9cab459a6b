"""Editors at the same moment: one dispute ends once, in one ruling."""

from datetime import timedelta

import pytest

from audit.actions import broken_links
from claims.actions import (
    GateShut,
    NotOpen,
    WaitsForSecond,
    decline_ruling,
    propose_ruling,
    rule_dispute,
    second_ruling,
    unmark_fair,
    write_response,
)
from claims.models import Dispute, FairMark, Response, Ruling
from common.transitions import InvalidTransition
from notifications.models import Notice
from tests.claims.scenes import WALKING, dispute, find_fair, finding, let_wait, second_editor
from tests.factories import NOON
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4
LATE = NOON + timedelta(days=8)
REFUSALS = (InvalidTransition, WaitsForSecond, GateShut)


def _refusals(calls):
    return {result for result in together(calls, refusals=REFUSALS) if isinstance(result, type)}


def test_two_editors_rule_at_once(editor):
    editors = [editor, second_editor()]
    for _time in range(TIMES):
        row = dispute(words=WALKING, reason="unclear")
        let_wait(row, LATE)
        found = finding(row)
        calls = [lambda r=row, f=found, e=e: rule_dispute(dispute=r, finding=f, by=e, at=LATE) for e in editors]
        assert _refusals(calls) == {InvalidTransition}

    assert list(Ruling.objects.values_list("status", flat=True)) == ["published"] * TIMES
    assert (Notice.objects.filter(kind="receipt").count(), broken_links()) == (TIMES, [])


def test_two_editors_propose_at_once(editor):
    editors = [editor, second_editor()]
    for _time in range(TIMES):
        row = dispute(words=WALKING)
        let_wait(row, LATE)
        found = finding(row)
        calls = [lambda r=row, f=found, e=e: propose_ruling(dispute=r, finding=f, by=e, at=LATE) for e in editors]
        assert _refusals(calls) == {WaitsForSecond}

    assert list(Ruling.objects.values_list("status", flat=True)) == ["proposed"] * TIMES


def test_ruling_is_seconded_and_declined_at_once(editor):
    first, other = second_editor(), second_editor()
    for _time in range(TIMES):
        row = dispute(words=WALKING)
        let_wait(row, LATE)
        ruling = propose_ruling(dispute=row, finding=finding(row), by=editor, at=LATE)
        refused = _refusals([
            lambda r=ruling: second_ruling(ruling=r, by=first, at=LATE),
            lambda r=ruling: second_ruling(ruling=r, by=other, at=LATE),
            lambda r=ruling: decline_ruling(ruling=r, because="No.", by=other, at=LATE),
        ])  # fmt: skip
        assert refused == {InvalidTransition}
        ruling.refresh_from_db()
        status = Dispute.objects.get(pk=row.pk).status
        assert (ruling.status, status) in [("published", "ruled"), ("declined", "open")]


def test_ruling_goes_out_while_a_mark_is_taken_back(editor):
    for _time in range(TIMES):
        row = dispute(words=WALKING, reason="unclear")
        find_fair(row)
        mark, found = FairMark.objects.filter(position__dispute=row).select_related("member").first(), finding(row)
        together(
            [
                lambda r=row, f=found: rule_dispute(dispute=r, finding=f, by=editor, at=NOON),
                lambda m=mark: unmark_fair(position=m.position, by=m.member),
            ],
            refusals=(*REFUSALS, NotOpen),
        )
        ruling = row.rulings.first()
        marks = FairMark.objects.filter(position__dispute=row).count()
        assert (ruling and ruling.is_found_fair, marks) in [(True, 2), (None, 1)]


def test_answer_sent_twice_at_once_is_one_answer():
    for _time in range(TIMES):
        row = dispute(words=WALKING)
        by = row.reports.get().reporter
        calls = [lambda r=row, m=by: write_response(dispute=r, text="So.", by=m, at=NOON)] * 2
        assert _refusals(calls) == set()

    assert Response.objects.count() == TIMES
