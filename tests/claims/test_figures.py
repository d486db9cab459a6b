"""The figures of the docket: tables and properties."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.figures import RESPONSE, RULING, STEPS, TRIAGE, Course, Figure, figures, steps_past, time_taken
from tests.factories import NOON
from tests.properties import steady

TARGETS = {TRIAGE: timedelta(days=2), RESPONSE: timedelta(days=7), RULING: timedelta(days=30)}


def day(number):
    return NOON + timedelta(days=number)


WAITS = Course(day(0))
OPEN = Course(day(0), opened_at=day(1))
ANSWERED = Course(day(0), opened_at=day(1), answered_at=day(4))
RULED = Course(day(0), opened_at=day(2), answered_at=day(5), ruled_at=day(12), ended_at=day(12))
CLOSED = Course(day(0), ended_at=day(3))
AGAIN = Course(day(0), opened_at=day(2), ruled_at=day(10), reopened_at=day(20))


@pytest.mark.parametrize(
    ("course", "days"),
    [
        (WAITS, [None, None, None]),
        (OPEN, [1, None, None]),
        (ANSWERED, [1, 3, None]),
        (RULED, [2, 3, 10]),
        (CLOSED, [3, None, None]),
        (AGAIN, [2, None, 8]),
    ],
)
def test_time_that_each_step_took(course, days):
    assert [time_taken(course, step) for step in STEPS] == [
        None if number is None else timedelta(days=number) for number in days
    ]


@pytest.mark.parametrize(
    ("course", "at", "late"),
    [
        (WAITS, 1, []),
        (WAITS, 2, [TRIAGE]),
        (OPEN, 7, []),
        (OPEN, 8, [RESPONSE]),
        (OPEN, 31, [RESPONSE, RULING]),
        (ANSWERED, 30, []),
        (ANSWERED, 31, [RULING]),
        (RULED, 99, []),
        (CLOSED, 99, []),
        (AGAIN, 26, []),
        (AGAIN, 27, [RESPONSE]),
        (AGAIN, 50, [RESPONSE, RULING]),
    ],
)
def test_step_is_late_when_it_waits_longer_than_its_target(course, at, late):
    assert steps_past(course, targets=TARGETS, at=day(at)) == late


def test_step_without_a_target_is_never_late():
    assert steps_past(WAITS, targets={}, at=day(999)) == []


def test_figures_of_several_disputes():
    found = figures([WAITS, OPEN, ANSWERED, RULED, CLOSED, AGAIN], targets=TARGETS, at=day(9))

    assert found == [
        Figure(TRIAGE, timedelta(days=2), taken=5, waiting=1, past=1),
        Figure(RESPONSE, timedelta(days=3), taken=2, waiting=2, past=1),
        Figure(RULING, timedelta(days=9), taken=2, waiting=3, past=0),
    ]


def test_figures_of_no_dispute():
    assert figures([], targets=TARGETS, at=NOON) == [Figure(step, None, 0, 0, 0) for step in STEPS]


hours = st.integers(0, 2000).map(lambda number: NOON + timedelta(hours=number))


@st.composite
def courses(draw):
    """Draw the times of one dispute in an order that can happen."""
    reported, opened, ruled, reopened, ended = sorted(draw(st.lists(hours, min_size=5, max_size=5)))
    stage = draw(st.integers(0, 4))
    course = Course(reported)
    if stage > 0:
        course = replace(course, opened_at=opened, answered_at=draw(st.none() | st.just(ruled)))
    if stage > 1:
        course = replace(course, ruled_at=ruled, ended_at=ruled)
    if stage > 2:
        course = replace(course, reopened_at=reopened, ended_at=None)
    return replace(course, ended_at=ended) if stage > 3 or draw(st.booleans()) else course


@steady
@given(st.lists(courses(), max_size=12), hours, st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_the_order(rows, at, random: Random):
    mixed = rows[:]
    random.shuffle(mixed)

    assert figures(rows, targets=TARGETS, at=at) == figures(mixed, targets=TARGETS, at=at)


@steady
@given(st.lists(courses(), max_size=12), hours)
def test_median_lies_between_the_quickest_and_the_slowest(rows, at):
    for figure in figures(rows, targets=TARGETS, at=at):
        times = sorted(t for row in rows if (t := time_taken(row, figure.step)) is not None)
        assert figure.taken == len(times)
        assert figure.median is None if not times else times[0] <= figure.median <= times[-1]
        assert 0 <= figure.past <= figure.waiting <= len(rows)


@steady
@given(courses(), hours)
def test_what_has_ended_is_never_late(row, at):
    assert steps_past(replace(row, ended_at=at), targets=TARGETS, at=at + timedelta(days=400)) == []
