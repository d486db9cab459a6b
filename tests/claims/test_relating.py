"""How sides stand to each other: a table and a property."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.relating import BOX_HEIGHT, BOX_WIDTH, WIDTH, Side, frame, label_place, relations
from tests.claims.scenes import dispute

DECIDING = {"condition"}
PENIA, POROSIS, NOBODY = {"condition": {"penia"}}, {"condition": {"porosis"}}, {}
STANCES = ("recommends", "against", "depends", "effect", "no_effect")
scopes = st.dictionaries(
    st.sampled_from(["condition", "age"]), st.sets(st.sampled_from(["penia", "porosis", "old"]), max_size=3)
)
sides = st.builds(Side, st.sampled_from(STANCES), scopes)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (("recommends", PENIA), ("against", PENIA), "contradict"),
        (("effect", PENIA), ("no_effect", PENIA), "contradict"),
        (("recommends", PENIA), ("against", POROSIS), "apart"),
        (("recommends", PENIA), ("against", NOBODY), "maybe"),
        (("recommends", NOBODY), ("against", NOBODY), "maybe"),
        (("recommends", PENIA), ("depends", PENIA), "in_part"),
        (("recommends", PENIA), ("recommends", PENIA), "agree"),
        (("recommends", PENIA), ("recommends", POROSIS), "apart"),
    ],
)
def test_relation_of_two_sides(first, second, kind):
    [found] = relations([Side(*first), Side(*second)], deciding=DECIDING)

    assert (found.kind, found.first, found.second) == (kind, 0, 1)


@given(st.lists(sides, min_size=2, max_size=4))
def test_relation_is_the_same_from_both_ends(several):
    ahead = relations(several, deciding=DECIDING)
    back = relations(several[::-1], deciding=DECIDING)

    last = len(several) - 1
    turned = {(last - row.second, last - row.first): row.kind for row in back}
    assert {(row.first, row.second): row.kind for row in ahead} == turned


@pytest.mark.parametrize("count", [2, 3, 4])
def test_boxes_lie_within_the_drawing_and_apart(count):
    height, centres = frame(count)

    inside = [
        BOX_WIDTH / 2 <= x <= WIDTH - BOX_WIDTH / 2 and BOX_HEIGHT / 2 <= y <= height - BOX_HEIGHT / 2
        for x, y in centres
    ]
    apart = [
        abs(a[0] - b[0]) >= BOX_WIDTH or abs(a[1] - b[1]) >= BOX_HEIGHT for a in centres for b in centres if a != b
    ]
    assert (inside, all(apart)) == ([True] * count, True)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_labels_stand_outside_the_boxes_and_apart(count):
    _height, centres = frame(count)

    labels = [label_place(a, b) for a, b in combinations(centres, 2)]

    room_x, room_y = BOX_WIDTH / 2, BOX_HEIGHT / 2 + 8
    pairs = [(label, box) for label in labels for box in centres]
    assert [(a, b) for a, b in pairs if abs(a[0] - b[0]) < room_x and abs(a[1] - b[1]) < room_y] == []
    assert [(a, b) for a, b in combinations(labels, 2) if abs(a[0] - b[0]) < 160 and abs(a[1] - b[1]) < 24] == []


@pytest.mark.django_db
def test_page_draws_the_sides_and_says_it_in_words(client):
    row = dispute()

    page = client.get(row.get_absolute_url())

    [line] = page.context["drawing"].lines
    assert (line.kind, line.heading) == ("maybe", "A and B may contradict each other")
    assert "A and B may contradict each other" in page.content.decode()
