"""Marks laid over a leaf's HTML: the words stay, the spans are cut at every border, the ids are unique."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.marking import Mark, overlay
from common.html import plain_text
from tests.common.reading import Reader
from tests.properties import steady

BADGE = re.compile(r' ?<(\w+) [^>]*class="[^"]*badge.*?</\1>', re.DOTALL)
CITE = '<a class="cite" href="#ref-1" id="back-1"><span class="sr">Reference </span>1</a>'


def _mark(start, end, dispute=1):
    words = {field.name: "open" for field in fields(Mark)}
    return Mark(**words | {"start": start, "end": end, "dispute_id": dispute})


def _laid(source, *marks):
    """Lay marks over a leaf and leave the badges out."""
    return BADGE.sub("", overlay(source, marks, key="k"))


def _spans(html):
    """Return (words, disputes) of each span."""
    found = re.findall(r'<mark [^>]*data-disputes="([\d ]+)"[^>]*>(.*?)</mark>', html, re.DOTALL)
    return [(plain_text(words), numbers) for numbers, words in found]


def test_overlay_without_marks_changes_nothing():
    assert overlay(f"Walk <em>daily</em> &amp; lift{CITE}.", [], key="k") == f"Walk <em>daily</em> &amp; lift{CITE}."


@pytest.mark.parametrize(
    ("source", "marks", "spans"),
    [
        pytest.param("Walk daily.", [_mark(5, 10)], [("daily", "1")], id="a word"),
        pytest.param("Walk daily.", [_mark(0, 11)], [("Walk daily.", "1")], id="everything"),
        pytest.param("Walk <em>dai</em>ly.", [_mark(0, 10)], [("Walk ", "1"), ("dai", "1"), ("ly", "1")], id="a tag"),
        pytest.param("a &amp; &lt;b", [_mark(2, 5)], [("& <", "1")], id="entities are one character"),
        pytest.param("\U0001f9b4 bone", [_mark(2, 6)], [("bone", "1")], id="code points"),
        pytest.param(f"Walk{CITE} daily.", [_mark(5, 10)], [("daily", "1")], id="a reference number says nothing"),
        pytest.param(
            "Walk daily.", [_mark(0, 7), _mark(5, 10, 2)], [("Walk ", "1"), ("da", "1 2"), ("ily", "2")], id="overlap"
        ),
        pytest.param("Walk.", [_mark(0, 4), _mark(0, 4, 2)], [("Walk", "1 2")], id="the same words twice"),
        pytest.param(
            "Walk daily.", [_mark(0, 10), _mark(5, 7, 2)], [("Walk ", "1"), ("da", "1 2"), ("ily", "1")], id="within"
        ),
        pytest.param("ab", [_mark(1, 2, 2), _mark(0, 1)], [("a", "1"), ("b", "2")], id="side by side"),
    ],
)
def test_overlay_spans(source, marks, spans):
    assert _spans(_laid(source, *marks)) == spans


def test_first_span_of_each_dispute_has_its_id():
    html = _laid("Walk <em>daily</em> on grass.", _mark(0, 10), _mark(5, 13, 2), _mark(14, 19))

    assert re.findall(r' id="([^"]+)" data-disputes="([\d ]+)"', html) == [("m-1-k", "1"), ("m-2-k", "1 2")]


PIECES = st.lists(
    st.one_of(
        st.sampled_from([CITE, "&amp;", "&lt;", "&gt;", '"', " ", "\n", "<br>", "\U0001f9b4"]),
        st.text("abc. ", min_size=1, max_size=5),
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["em", "strong", "s"]), st.text("xyz ", max_size=5)),
        st.text("uv ", min_size=1, max_size=5).map(
            '<a href="https://example.org/?a=1&amp;b=2" title="t">{}</a>'.format
        ),
    ),
    max_size=10,
).map("".join)
MARKS = st.lists(
    st.builds(lambda start, size, pk: _mark(start, start + size, pk), *map(st.integers, (0, 1, 1), (20, 15, 4))),
    max_size=5,
)


@steady
@given(PIECES, MARKS)
def test_overlay_leaves_the_leaf_as_it_was_under_the_marks(source, marks):
    html = _laid(source, *marks)

    assert re.sub(r"</?mark[^>]*>", "", html) == source
    assert Reader(html).faults == []


@steady
@given(PIECES, MARKS)
def test_every_character_is_under_exactly_its_disputes(source, marks):
    text = plain_text(source)

    html = _laid(source, *marks)

    under = dict.fromkeys((1, 2, 3, 4), "")
    for words, numbers in _spans(html):
        for pk in map(int, numbers.split()):
            under[pk] += words
    covered = {
        pk: "".join(
            char
            for place, char in enumerate(text)
            if any(m.start <= place < m.end for m in marks if m.dispute_id == pk)
        )
        for pk in under
    }
    assert under == covered


@steady
@given(PIECES, MARKS)
def test_ids_are_unique_and_one_for_the_first_words_of_a_dispute(source, marks):
    text = plain_text(source)

    ids = re.findall(r' id="m-(\d)-k"', _laid(source, *marks))

    starts = {}
    for mark in marks:
        if mark.start < len(text):
            starts[mark.dispute_id] = min(mark.start, starts.get(mark.dispute_id, 99))
    assert len(set(ids)) == len(ids)
    assert {int(pk) for pk in ids} <= set(starts)
    assert len(ids) >= len(set(starts.values()))


def test_two_disputes_that_begin_at_one_word_can_both_be_linked_to():
    html = overlay("Walk daily.", [_mark(0, 4, 1), _mark(0, 4, 2)], key="k")

    assert re.findall(r'<(\w+)[^>]* id="(m-[^"]+)"', html) == [("mark", "m-1-k"), ("a", "m-2-k")]
