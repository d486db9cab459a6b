"""Three-way merge: nothing that either editor wrote is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.merging import BETWEEN, MINE, THEIRS, Merged, has_conflict, merge, pick
from tests.properties import steady

BASE = "one\n\ntwo\n\nthree"
CLASH = f"{MINE}\nONE\n{BETWEEN}\nuno\n{THEIRS}\n\ntwo\n\nthree"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        pytest.param(BASE, BASE, Merged(BASE, 0), id="nobody changed it"),
        pytest.param("ONE\n\ntwo\n\nthree", BASE, Merged("ONE\n\ntwo\n\nthree", 0), id="I did"),
        pytest.param(BASE, "one\n\ntwo\n\nTHREE", Merged("one\n\ntwo\n\nTHREE", 0), id="they did"),
        pytest.param(
            "ONE\n\ntwo\n\nthree", "one\n\ntwo\n\nTHREE", Merged("ONE\n\ntwo\n\nTHREE", 0), id="in different places"
        ),
        pytest.param("ONE\n\ntwo\n\nthree", "ONE\n\ntwo\n\nthree", Merged("ONE\n\ntwo\n\nthree", 0), id="the same"),
        pytest.param("ONE\n\ntwo\n\nthree", "uno\n\ntwo\n\nthree", Merged(CLASH, 1), id="against each other"),
        pytest.param("one\n\nthree", "one\n\ntwo\n\nthree\n\nfour", Merged("one\n\nthree\n\nfour", 0), id="out and in"),
    ],
)
def test_merge_of(mine, theirs, merged):
    assert merge(BASE, mine, theirs) == merged


def test_merge_of_what_one_took_out_and_the_other_changed_is_a_conflict():
    merged = merge("one\ntwo\nthree", "one\nthree", "one\nTWO\nthree")

    assert merged == Merged(f"one\n{MINE}\n{BETWEEN}\nTWO\n{THEIRS}\nthree", 1)


LINES = st.lists(st.sampled_from(["one", "two", "three", "", "# four"]), max_size=8)


@st.composite
def _edited(draw, base, own):
    """Take lines out of a text and put others in, which only this editor writes."""
    lines = [line for line in base if draw(st.integers(0, 4))]
    for number in range(draw(st.integers(0, 3))):
        lines.insert(draw(st.integers(0, len(lines))), f"{own}{number}")
    return lines


@st.composite
def _texts(draw):
    base = draw(LINES)
    return ["\n".join(lines) for lines in (base, draw(_edited(base, "mine")), draw(_edited(base, "theirs")))]


@steady
@given(_texts())
def test_merge_with_an_unchanged_text_is_the_other(texts):
    base, mine, theirs = texts

    assert merge(base, mine, base) == Merged(mine, 0)
    assert merge(base, base, theirs) == Merged(theirs, 0)
    assert merge(base, mine, mine) == Merged(mine, 0)


@steady
@given(_texts())
def test_merge_loses_no_line_that_either_wrote(texts):
    base, mine, theirs = texts

    merged = merge(base, mine, theirs)

    lines = merged.text.split("\n")
    own = {line for text in (mine, theirs) for line in text.split("\n")} - set(base.split("\n"))
    assert own - set(lines) == set()
    assert [lines.count(mark) for mark in (MINE, BETWEEN, THEIRS)] == [merged.conflicts] * 3
    assert has_conflict(merged.text) == (merged.conflicts > 0)


@steady
@given(_texts())
def test_merge_brings_back_no_line_that_somebody_took_out(texts):
    base, mine, theirs = texts

    merged = merge(base, mine, theirs)

    gone = {line for line in base.split("\n") if line not in mine.split("\n") and line not in theirs.split("\n")}
    assert gone & set(merged.text.split("\n")) == set()


def test_merge_of_a_long_text_keeps_both_changes():
    lines = [line for number in range(300) for line in (f"paragraph {number}", "")]
    mine = [line.replace("paragraph 20", "mine 20") for line in lines]
    theirs = [line.replace("paragraph 250", "theirs 250") for line in lines]

    merged = merge("\n".join(lines), "\n".join(mine), "\n".join(theirs))

    assert merged == Merged("\n".join(mine).replace("paragraph 250", "theirs 250"), 0)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "picked"),
    [("a", "a", "a", "a"), ("a", "b", "a", "b"), ("a", "a", "b", "b"), ("a", "b", "c", "b")],
)
def test_pick_of_short_texts(base, mine, theirs, picked):
    assert pick(base, mine, theirs) == picked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", False),
        (BETWEEN, False),  # it underlines a heading, too
        (f"a\n{MINE}\nb", True),
        (f"a\n{THEIRS}", True),
        (f"a {MINE}", False),
    ],
)
def test_has_conflict_of(text, expected):
    assert has_conflict(text) is expected
