"""The drawing of a topic's claims: tables for what is seen, properties for what must always hold."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.graphing import (
    BOX_HEIGHT,
    BOX_WIDTH,
    MOST_COLUMNS,
    MOST_IN_A_FRAME,
    Curve,
    Graph,
    Group,
    Spot,
    Tie,
    lay_out,
)
from tests.properties import steady


@st.composite
def topics(draw):
    """Draw up to seven groups of up to twenty claims, and ties between any of them."""
    sizes = draw(st.lists(st.integers(1, 20), max_size=7))
    groups, first = [], 1
    for number, size in enumerate(sizes):
        groups.append(Group(f"Thing {number}", range(first, first + size)))
        first += size
    pairs = st.tuples(st.integers(1, max(first - 1, 1)), st.integers(1, max(first - 1, 1)))
    found = draw(st.lists(pairs.filter(lambda pair: pair[0] != pair[1]), max_size=40)) if first > 2 else []
    kinds = st.sampled_from(["contradict", "maybe", "in_part", "agree", "apart"])
    return groups, [Tie(draw(kinds), *pair) for pair in found]


def box(spot):
    return (spot.x, spot.y, spot.x + BOX_WIDTH, spot.y + BOX_HEIGHT)


def edges(frame):
    return (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)


def apart(a, b):
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def within(a, b):
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


def bounds(curve):
    """Return the box that a curve stays in: of a cubic, that of its ends and three quarters of the way to its bend."""
    (x0, y0), (x1, _), _, (x3, y3) = curve.points
    bend = x0 + 0.75 * (x1 - x0) if x0 == x3 else x1
    xs = (x0, bend, x3)
    return (min(xs), min(y0, y3), max(xs), max(y0, y3))


@steady
@given(topics())
def test_no_two_boxes_and_no_two_frames_lie_on_each_other(topic):
    graph = lay_out(*topic)

    assert all(apart(box(a), box(b)) for a, b in combinations(graph.spots, 2))
    assert all(apart(edges(a), edges(b)) for a, b in combinations(graph.frames, 2))


@steady
@given(topics())
def test_everything_is_inside_the_drawing_and_every_box_inside_a_frame(topic):
    graph = lay_out(*topic)
    canvas = (0, 0, graph.width, graph.height)

    assert all(within(edges(frame), canvas) for frame in graph.frames)
    assert all(within(bounds(curve), canvas) for curve in graph.curves)
    assert all(sum(within(box(spot), edges(frame)) for frame in graph.frames) == 1 for spot in graph.spots)


@steady
@given(topics())
def test_every_claim_has_one_box_and_every_tie_one_line_between_its_two(topic):
    groups, ties = topic
    graph = lay_out(groups, ties)
    boxes = {spot.key: box(spot) for spot in graph.spots}

    assert [spot.key for spot in sorted(graph.spots, key=lambda spot: spot.key)] == [
        key for group in groups for key in group.keys
    ]
    assert [curve.tie for curve in graph.curves] == list(dict.fromkeys(ties))
    for curve in graph.curves:
        ends = {curve.tie.first: 0, curve.tie.second: 0}
        for x, y in (curve.points[0], curve.points[3]):
            touched = [key for key, (x0, y0, x1, y1) in boxes.items() if x in (x0, x1) and y0 < y < y1]
            assert len(touched) == 1
            ends[touched[0]] += 1
        assert set(ends.values()) == {1}


@steady
@given(topics())
def test_lines_that_pass_each_other_in_a_column_do_not_lie_on_each_other(topic):
    graph = lay_out(*topic)
    bends = [curve for curve in graph.curves if curve.points[0][0] == curve.points[3][0]]

    for a, b in combinations(bends, 2):
        (ax, ay0), (abend, _), _, (_, ay3) = a.points
        (bx, by0), (bbend, _), _, (_, by3) = b.points
        is_passing = max(min(ay0, ay3), min(by0, by3)) < min(max(ay0, ay3), max(by0, by3))
        assert not (ax == bx and is_passing and abend == bbend)


@steady
@given(topics())
def test_drawing_is_the_same_every_time(topic):
    assert lay_out(*topic) == lay_out(*topic)


def test_no_claims_make_an_empty_drawing():
    assert lay_out([], []) == Graph(56, 56, [], [], [])


def test_two_claims_about_one_thing_stand_below_each_other_with_a_line_beside_them():
    graph = lay_out([Group("Jumping", [7, 9])], [Tie("contradict", 7, 9)])

    assert graph.spots == [Spot(7, 76, 100), Spot(9, 76, 240)]
    assert graph.curves == [Curve(Tie("contradict", 7, 9), ((360, 158), (392, 158), (392, 298), (360, 298)))]
    assert graph.curves[0].path == "M360 158C392 158 392 298 360 298"
    assert [(frame.title, frame.part) for frame in graph.frames] == [("Jumping", 1)]


def test_line_between_columns_runs_from_side_to_side_whichever_claim_is_named_first():
    groups = [Group("Jumping", [1]), Group("Walking", [2])]

    found = [lay_out(groups, [Tie("apart", *pair)]).curves[0].points for pair in ((1, 2), (2, 1))]

    assert found == [((360, 158), (408, 158), (408, 158), (456, 158))] * 2


def test_thing_with_many_claims_goes_on_in_another_frame():
    graph = lay_out([Group("Walking", range(2 * MOST_IN_A_FRAME + 1))], [])

    assert [(frame.title, frame.part) for frame in graph.frames] == [("Walking", 1), ("Walking", 2), ("Walking", 3)]
    assert len({frame.x for frame in graph.frames}) == MOST_COLUMNS


def test_fourth_frame_goes_to_the_shortest_column():
    sizes = {"a": 5, "b": 2, "c": 4, "d": 1}
    groups, first = [], 0
    for title, size in sizes.items():
        groups.append(Group(title, range(first, first + size)))
        first += size

    frames = {frame.title: frame for frame in lay_out(groups, []).frames}

    assert frames["d"].x == frames["b"].x
    assert frames["d"].y > frames["b"].y


def test_tie_to_a_claim_that_is_not_drawn_is_refused():
    with pytest.raises(KeyError):
        lay_out([Group("Walking", [1])], [Tie("agree", 1, 2)])
