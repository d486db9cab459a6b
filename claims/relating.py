"""How the sides of a dispute stand to each other, and a drawing of it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from claims.scope import DISJOINT, UNKNOWN, Scope, overlap

CONTRADICT, MAYBE, IN_PART, AGREE, APART = "contradict", "maybe", "in_part", "agree", "apart"
_FOR, _AGAINST = {"recommends", "effect"}, {"against", "no_effect"}

WIDTH = 720  # of the drawing, in its own units
BOX_WIDTH, BOX_HEIGHT = 236, 104
_PLACES = {  # height of the drawing and centres of the boxes, by how many there are
    2: (112, [(122, 56), (598, 56)]),
    3: (400, [(360, 56), (122, 344), (598, 344)]),
    4: (400, [(122, 56), (598, 56), (122, 344), (598, 344)]),
}
_HALF, _NEARER = 0.5, 0.3  # how far along a line its label stands; two that cross have theirs nearer to their first box


@dataclass(frozen=True)
class Side:
    """What a position says, and of whom: a stance and a population."""

    stance: str
    scope: Scope


@dataclass(frozen=True)
class Relation:
    """How two sides stand to each other; `first` and `second` are their places in the list."""

    kind: str
    first: int
    second: int


def relations(sides: Sequence[Side], *, deciding: Collection[str]) -> list[Relation]:
    """Compare every two sides; a machine never says which of them is right.

    Args:
        sides: in the order of their positions.
        deciding: codes of the facets that have to be stated (see scope.overlap).

    Returns:
        One relation for each pair: "apart" (they speak about different people), "contradict" (opposed, about some of
        the same people), "maybe" (opposed, and at least one does not say about whom), "in_part" (one depends on what
        the other leaves open), or "agree".
    """
    pairs = combinations(range(len(sides)), 2)
    return [Relation(_kind(sides[a], sides[b], deciding), a, b) for a, b in pairs]


def _kind(a, b, deciding):
    shared = overlap(a.scope, b.scope, deciding=deciding)
    if shared == DISJOINT:
        return APART
    stances = {a.stance, b.stance}
    if stances & _FOR and stances & _AGAINST:
        return MAYBE if shared == UNKNOWN else CONTRADICT
    return AGREE if a.stance == b.stance else IN_PART


def frame(count: int) -> tuple[int, list[tuple[int, int]]]:
    """Return the height of a drawing and the centres of its boxes.

    Args:
        count: how many sides, 2 to 4; a drawing of more would be a tangle.

    Raises:
        KeyError: another count.
    """
    return _PLACES[count]


def label_place(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """Return the middle of the label of a line.

    Args:
        a: the centre of its first box.
        b: the centre of its second; the lines of four boxes cross where they lead across both ways.
    """
    share = _NEARER if a[0] != b[0] and a[1] != b[1] and WIDTH / 2 not in (a[0], b[0]) else _HALF
    return round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)
