"""How fast disputes move: median times, and how many are past their target. Pure: the standard library alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

TRIAGE, RESPONSE, RULING = STEPS = ("triage", "response", "ruling")


@dataclass(frozen=True)
class Course:
    """When one dispute took each of its steps; None: not yet, or never."""

    reported_at: datetime
    opened_at: datetime | None = None  # for the first time
    answered_at: datetime | None = None  # by the author of the questioned words, for the first time
    ruled_at: datetime | None = None  # for the first time
    reopened_at: datetime | None = None  # for the last time
    ended_at: datetime | None = None  # ruled, dismissed, merged or taken back; None while it waits for somebody


@dataclass(frozen=True)
class Figure:
    """One step over many disputes."""

    step: str
    median: timedelta | None  # of those that took it; None where nobody has
    taken: int
    waiting: int
    past: int  # of those waiting


def time_taken(course: Course, step: str) -> timedelta | None:
    """Return how long a step took; None while it is not taken.

    Args:
        course: of one dispute.
        step: "triage" (report to opening, or to its end if it was never opened), "response" (opening to the author's
            answer) or "ruling" (opening to the first ruling).

    Raises:
        KeyError: another step.
    """
    start, end = {
        TRIAGE: (course.reported_at, course.opened_at or course.ended_at),
        RESPONSE: (course.opened_at, course.answered_at),
        RULING: (course.opened_at, course.ruled_at),
    }[step]
    return max(end - start, timedelta()) if start and end else None


def waiting_since(course: Course, step: str) -> datetime | None:
    """Return since when a dispute waits for a step; None where it does not.

    Args:
        course: of one dispute; a reopened one waits anew.
        step: as for time_taken.

    Raises:
        KeyError: another step.
    """
    if course.ended_at:
        return None
    return {
        TRIAGE: None if course.opened_at else course.reported_at,
        RESPONSE: None if course.answered_at else course.reopened_at or course.opened_at,
        RULING: course.reopened_at or course.opened_at,
    }[step]


def steps_past(course: Course, *, targets: Mapping[str, timedelta], at: datetime) -> list[str]:
    """Return the steps that a dispute waits for as long as the site promises, or longer.

    Args:
        course: of one dispute.
        targets: how long each step may take; a step without a target is never late.
        at: the present (aware, as all times here).

    Returns:
        Steps in their order.
    """
    since = {step: waiting_since(course, step) for step in STEPS if step in targets}
    return [step for step, start in since.items() if start and at - start >= targets[step]]


def figures(courses: Iterable[Course], *, targets: Mapping[str, timedelta], at: datetime) -> list[Figure]:
    """Return the figures of the docket's head.

    Args:
        courses: of every dispute that counts.
        targets: how long each step may take.
        at: the present.

    Returns:
        One figure for each step, in order. The median of an even number is the mean of the two in the middle.
    """
    courses = list(courses)
    late = [steps_past(course, targets=targets, at=at) for course in courses]
    return [_figure(step, courses, sum(step in steps for steps in late)) for step in STEPS]


def _figure(step, courses, past):
    times = [taken for course in courses if (taken := time_taken(course, step)) is not None]
    waiting = sum(waiting_since(course, step) is not None for course in courses)
    return Figure(step, median(times) if times else None, len(times), waiting, past)
