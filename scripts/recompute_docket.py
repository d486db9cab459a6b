#!/usr/bin/env python3
"""Recompute the figures of the docket from the public data set.

    python3 scripts/recompute_docket.py disputes.jsonl [--at 2026-03-02T12:00:00Z]

It needs nothing but Python 3.11 and this repository: the figures are computed by claims/figures.py, as on the site.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from claims.figures import Course, figures, steps_past

STATES = ("open", "ruled", "dismissed")


def recompute(rows: Iterable[dict], at: datetime) -> dict:
    """Return the figures of a data set.

    Args:
        rows: lines of the data set, read.
        at: the time for which they are computed (aware).

    Returns:
        "states": how many disputes are in each; "late": how many wait for something longer than the site promises;
        "steps": for each step the median in days (None where nobody took it), how many took it, how many wait for it
        and how many of those are past their target.

    Raises:
        ValueError: the lines were made under different targets.
    """
    rows = list(rows)
    targets = {tuple(sorted(row["target_days"].items())) for row in rows}
    if len(targets) > 1:
        raise ValueError("these lines were made under different targets")
    days = dict(targets.pop()) if targets else {}
    courses = [_course(row) for row in rows]
    allowed = {step: timedelta(days=number) for step, number in days.items()}
    found = figures(courses, targets=allowed, at=at)
    states = Counter(row["status"] for row in rows)
    return {
        "states": {state: states[state] for state in STATES},
        "late": sum(bool(steps_past(course, targets=allowed, at=at)) for course in courses),
        "steps": {
            figure.step: {
                "median_days": None if figure.median is None else figure.median / timedelta(days=1),
                "taken": figure.taken,
                "waiting": figure.waiting,
                "past": figure.past,
            }
            for figure in found
        },
    }


def _course(row):
    return Course(**{name: row[name] and datetime.fromisoformat(row[name]) for name in Course.__dataclass_fields__})


def main(arguments: list[str] | None = None) -> int:
    """Print the figures as JSON.

    Args:
        arguments: of the command line; None: those it was called with.

    Returns:
        0, or 2 when the file cannot be used.
    """
    parser = argparse.ArgumentParser(description="Recompute the figures of the docket from the public data set.")
    parser.add_argument("file", type=Path, help="what manage.py export_disputes wrote")
    parser.add_argument("--at", type=_time, default=datetime.now(UTC), help="for which time (default: now)")
    asked = parser.parse_args(arguments)
    try:
        with asked.file.open(encoding="utf-8") as lines:
            found = recompute((json.loads(line) for line in lines if line.strip()), asked.at)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"{asked.file} cannot be used: {error}\n")
        return 2
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0


def _time(text):
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


if __name__ == "__main__":
    sys.exit(main())
