"""When a ruling may be published."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.gating import FAIR, UNWORDED, WAITS, WAIVABLE, Gate, Side, gate, wording_key
from tests.factories import NOON
from tests.properties import steady

DAYS = 7
days_ago = st.integers(min_value=0, max_value=30)
sides = st.lists(
    st.builds(lambda s, d, f: Side(s, NOON - timedelta(days=d), f), st.booleans(), days_ago, st.booleans()), max_size=4
)


def _side(days, *, fair=False, worded=True):
    return Side(worded, NOON - timedelta(days=days), fair)


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        pytest.param([_side(0, fair=True), _side(0, fair=True)], FAIR, id="both found it fair"),
        pytest.param([_side(0, fair=True), _side(0)], WAITS, id="one is not enough"),
        pytest.param([_side(6), _side(6)], WAITS, id="six days"),
        pytest.param([_side(7), _side(7)], WAIVABLE, id="seven days"),
        pytest.param([_side(9), _side(6)], WAITS, id="counted from the last wording"),
        pytest.param([_side(6, fair=True), _side(9)], WAITS, id="also of a side that found it fair"),
        pytest.param([_side(9, fair=True), _side(9, fair=True), _side(0)], WAITS, id="a third side counts too"),
        pytest.param([_side(30), _side(30, worded=False)], UNWORDED, id="no summary, however long ago"),
        pytest.param([_side(0, fair=True), _side(0, fair=True, worded=False)], UNWORDED, id="empty cannot be fair"),
        pytest.param([_side(0)], FAIR, id="one side"),
        pytest.param([], FAIR, id="no side"),
    ],
)
def test_gate(rows, state):
    assert gate(rows, at=NOON, days=DAYS).state == state


def test_gate_says_until_when_it_waits():
    assert gate([_side(3), _side(5)], at=NOON, days=DAYS).until == NOON + timedelta(days=4)


@pytest.mark.parametrize(
    ("found", "waiver", "lets"),
    [
        (Gate(FAIR), "", True),
        (Gate(WAIVABLE, NOON), "", False),
        (Gate(WAIVABLE, NOON), "  ", False),
        (Gate(WAIVABLE, NOON), "They did not answer.", True),
        (Gate(WAITS, NOON), "They did not answer.", False),
        (Gate(UNWORDED), "They did not answer.", False),
    ],
)
def test_waiver_helps_only_when_the_time_is_over(found, waiver, lets):
    assert found.lets(waiver) is lets


@steady
@given(sides, days_ago)
def test_gate_that_was_passed_stays_passed_as_time_goes_on(rows, later):
    passed = {FAIR, WAIVABLE}
    now, then = (gate(rows, at=NOON + timedelta(days=days), days=DAYS).state for days in (0, later))

    assert then in passed if now in passed else now in (WAITS, UNWORDED)


@steady
@given(sides)
def test_gate_looks_at_no_side_before_another(rows):
    assert gate(rows, at=NOON, days=DAYS) == gate(rows[::-1], at=NOON, days=DAYS)


@steady
@given(sides)
def test_gate_is_open_only_where_no_side_is_left_out(rows):
    is_open = gate(rows, at=NOON, days=DAYS).is_open

    assert is_open == (len(rows) < 2 or all(row.is_fair and row.has_summary for row in rows))


@steady
@given(st.text(), st.text())
def test_another_wording_has_another_key(one, other):
    assert (wording_key(one) == wording_key(other)) == (one == other)
