"""Word-level difference of two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.diffs import around, word_diff
from tests.properties import steady


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param("a b", "a b", [("equal", "a b")], id="the same"),
        pytest.param("", "a", [("insert", "a")], id="written"),
        pytest.param("a", "", [("delete", "a")], id="taken out"),
        pytest.param(
            "Lift heavy weights.",
            "Lift light weights.",
            [("equal", "Lift "), ("delete", "heavy"), ("insert", "light"), ("equal", " weights.")],
            id="a word, not its letters",
        ),
        pytest.param(
            "Do it.",
            "Do not do it.",
            [("equal", "Do "), ("insert", "not do "), ("equal", "it.")],
            id="words put in",
        ),
        pytest.param("a,b", "a;b", [("equal", "a"), ("delete", ","), ("insert", ";"), ("equal", "b")], id="a sign"),
    ],
)
def test_word_diff_of(old, new, changes):
    assert word_diff(old, new) == changes


WORDS = st.one_of(st.text(), st.lists(st.sampled_from(["lift", "heavy", " ", ".", "\n", "\U0001f9b4"])).map("".join))


@steady
@given(WORDS, WORDS)
def test_word_diff_holds_both_texts(old, new):
    changes = word_diff(old, new)

    assert "".join(text for operation, text in changes if operation != "insert") == old
    assert "".join(text for operation, text in changes if operation != "delete") == new
    assert {operation for operation, _ in changes} <= {"equal", "insert", "delete"}


def test_word_diff_of_more_different_words_than_one_plane_of_signs_holds():
    old, new = " ".join(f"o{n}" for n in range(9000)), " ".join(f"n{n}" for n in range(9000))

    changes = word_diff(old, new)

    assert "".join(text for operation, text in changes if operation != "insert") == old
    assert "".join(text for operation, text in changes if operation != "delete") == new


@pytest.mark.parametrize(
    ("changes", "short"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([("equal", "abcdef")], [], id="nothing changed"),
        pytest.param(
            [("equal", "abcdef"), ("insert", "x")], [("equal", " … ef"), ("insert", "x")], id="before the first change"
        ),
        pytest.param(
            [("delete", "x"), ("equal", "abcdef")], [("delete", "x"), ("equal", "ab … ")], id="behind the last"
        ),
        pytest.param(
            [("insert", "x"), ("equal", "abcdef"), ("insert", "y")],
            [("insert", "x"), ("equal", "ab … ef"), ("insert", "y")],
            id="between two",
        ),
        pytest.param(
            [("insert", "x"), ("equal", "abcd"), ("insert", "y")],
            [("insert", "x"), ("equal", "abcd"), ("insert", "y")],
            id="short enough",
        ),
        pytest.param([("insert", "abcdefgh")], [("insert", "abcdefgh")], id="a change is never cut"),
    ],
)
def test_around_keeps_two_characters_of_what_stayed(changes, short):
    assert around(changes, context=2) == short


@steady
@given(WORDS, WORDS)
def test_around_keeps_every_change(old, new):
    changes = word_diff(old, new)

    kept = [change for change in around(changes, context=3) if change[0] != "equal"]

    assert kept == [change for change in changes if change[0] != "equal"]
