"""Where the claims of a topic stand in a drawing, and how the lines between them run. Pure, and the same every time.

Claims about one thing stand in one frame, one below the other; frames fill up to three columns, always the shortest.
Lines between claims of one column run through a gutter to the right of their boxes, each in a lane of its own where
they pass each other; lines between columns run from side to side, behind the boxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 284, 116  # all in the drawing's own units
GAP = 24  # between the boxes of a frame
PADDING = 20  # around the boxes of a frame
TITLE_HEIGHT = 44
BETWEEN = 56  # frames, and around all of them
FIRST_LANE, LANE = 32, 26  # how far a line bends away from its boxes
_BENT = 0.75  # the part of it that a cubic curve reaches, when both its handles lie that far away
MOST_IN_A_FRAME, MOST_COLUMNS = 8, 3


@dataclass(frozen=True)
class Group:
    """The claims about one thing, in their order."""

    title: str
    keys: Sequence[int]


@dataclass(frozen=True)
class Tie:
    """How two claims stand to each other: a kind of claims.relating."""

    kind: str
    first: int
    second: int


@dataclass(frozen=True)
class Frame:
    """A frame around claims about one thing; a thing with many claims has several, counted from 1."""

    title: str
    part: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Spot:
    """The upper left corner of a claim's box."""

    key: int
    x: int
    y: int


@dataclass(frozen=True)
class Curve:
    """A line: a cubic curve with its ends and their handles."""

    tie: Tie
    points: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]

    @property
    def path(self) -> str:
        """The line as SVG writes it."""
        start, *handles = self.points
        return f"M{start[0]} {start[1]}C" + " ".join(f"{x} {y}" for x, y in handles)


@dataclass(frozen=True)
class Graph:
    """The whole drawing."""

    width: int
    height: int
    frames: list[Frame]
    spots: list[Spot]
    curves: list[Curve]


def lay_out(groups: Sequence[Group], ties: Sequence[Tie]) -> Graph:
    """Place every claim and draw every line.

    Args:
        groups: with at least one claim each; a claim stands in one group only.
        ties: between claims of the groups; the order decides which line lies nearer to the boxes only among equals.

    Returns:
        The drawing; of no groups, one without anything.

    Raises:
        KeyError: a tie names a claim that is in no group.
    """
    columns = _columns(groups)
    column_of = {key: number for number, parts in enumerate(columns) for part in parts for key in part[2]}
    tops = _tops(columns)
    lanes = _lanes(ties, column_of, tops)
    frames, spots, left = [], {}, BETWEEN
    for number, parts in enumerate(columns):
        deepest = max((lane for tie, lane in lanes.items() if column_of[tie.first] == number), default=None)
        gutter = PADDING if deepest is None else max(PADDING, round(_bend(deepest) * _BENT) + LANE // 2)
        width = PADDING + BOX_WIDTH + gutter
        for title, part, keys in parts:
            top = tops[keys[0]] - TITLE_HEIGHT
            frames.append(Frame(title, part, left, top, width, _height(keys)))
            spots |= {key: Spot(key, left + PADDING, tops[key]) for key in keys}
        left += width + BETWEEN
    bottom = max((frame.y + frame.height for frame in frames), default=0)
    curves = [_curve(tie, spots, lanes.get(tie)) for tie in dict.fromkeys(ties)]
    return Graph(left, bottom + BETWEEN, frames, list(spots.values()), curves)


def _columns(groups):
    """Deal the frames out, each to the column that is shortest so far."""
    parts = [
        (group.title, start // MOST_IN_A_FRAME + 1, list(group.keys[start : start + MOST_IN_A_FRAME]))
        for group in groups
        for start in range(0, len(group.keys), MOST_IN_A_FRAME)
    ]
    columns = [[] for _column in range(min(MOST_COLUMNS, len(parts)))]
    heights = [0] * len(columns)
    for part in parts:
        shortest = heights.index(min(heights))
        columns[shortest].append(part)
        heights[shortest] += _height(part[2]) + BETWEEN
    return columns


def _height(keys):
    return TITLE_HEIGHT + len(keys) * (BOX_HEIGHT + GAP) - GAP + PADDING


def _tops(columns):
    """Return the upper edge of each box."""
    tops = {}
    for parts in columns:
        top = BETWEEN
        for _title, _part, keys in parts:
            for place, key in enumerate(keys):
                tops[key] = top + TITLE_HEIGHT + place * (BOX_HEIGHT + GAP)
            top += _height(keys) + BETWEEN
    return tops


def _lanes(ties, column_of, tops):
    """Give each line within a column the first lane in which it passes no other; the shortest choose first."""
    within = [tie for tie in dict.fromkeys(ties) if column_of[tie.first] == column_of[tie.second]]
    taken: dict[int, list[list[tuple[int, int]]]] = {}
    lanes = {}
    for tie in sorted(within, key=lambda tie: abs(tops[tie.first] - tops[tie.second])):
        low, high = sorted((tops[tie.first], tops[tie.second]))
        column = taken.setdefault(column_of[tie.first], [])
        lane = next((n for n, spans in enumerate(column) if all(b <= low or high <= a for a, b in spans)), len(column))
        if lane == len(column):
            column.append([])
        column[lane].append((low, high))
        lanes[tie] = lane
    return lanes


def _bend(lane):
    return FIRST_LANE + lane * LANE


def _curve(tie, spots, lane):
    a, b = spots[tie.first], spots[tie.second]
    if lane is not None:
        x, bend = a.x + BOX_WIDTH, _bend(lane)
        return Curve(tie, ((x, _middle(a)), (x + bend, _middle(a)), (x + bend, _middle(b)), (x, _middle(b))))
    a, b = sorted((a, b), key=lambda spot: spot.x)
    start, end = a.x + BOX_WIDTH, b.x
    half = (start + end) // 2
    return Curve(tie, ((start, _middle(a)), (half, _middle(a)), (half, _middle(b)), (end, _middle(b))))


def _middle(spot):
    return spot.y + BOX_HEIGHT // 2
