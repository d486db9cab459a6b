"""The order of the answers to a question. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

ENDORSEMENT = 3  # as much as this many helpful marks
OVERTAKES = 3  # helpful marks that another answer must have more before the accepted one leads no longer


@dataclass(frozen=True)
class Answer:
    """What the place of an answer depends on; `endorsements` are those whose licence is valid."""

    pk: int
    posted_at: datetime
    endorsements: int = 0
    helpful: int = 0


def in_order(answers: Collection[Answer], accepted: int | None = None) -> list[Answer]:
    """Return the answers, best first: an endorsement weighs as much as three helpful marks, ties go to the oldest.

    The accepted answer leads until another has at least three more helpful marks and no fewer endorsements; then it
    stands where its marks put it.

    Args:
        answers: of one question, in any order.
        accepted: the key of the accepted one; of none that is here for none.
    """
    ranked = sorted(answers, key=lambda row: (-(ENDORSEMENT * row.endorsements + row.helpful), row.posted_at, row.pk))
    first = next((row for row in ranked if row.pk == accepted), None)
    if first is None or any(_overtakes(row, first) for row in ranked):
        return ranked
    return [first, *(row for row in ranked if row is not first)]


def _overtakes(row, first):
    return row.helpful >= first.helpful + OVERTAKES and row.endorsements >= first.endorsements
