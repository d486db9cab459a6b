"""Which documents the quoted sentences of a text point at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.blocks import parse
from claims.documents import Pointed, Weight, mirrors_of, newer_than, newest_of, pointed_at, sentences_citing, weigh
from claims.sentences import split
from common.html import plain_text
from common.markdown import render_comment
from tests.properties import steady

CLINIC = "https://clinic.example/bones"


def _pointed(html, words):
    text = plain_text(html)
    start = text.index(words)
    return pointed_at(html, [(start, start + len(words))])


def _documents(*names):
    return Pointed(frozenset(names), frozenset())


@pytest.mark.parametrize(
    ("markdown", "words", "documents"),
    [
        pytest.param(f"Do it: {CLINIC}. Or not.", "Do it:", [], id="only the words asked for"),
        pytest.param(f"Do it: {CLINIC}. Or not.", f"Do it: {CLINIC}.", [CLINIC], id="an address in the words"),
        pytest.param(f"Do it. Or [not]({CLINIC}?utm_source=x).", "Or not.", [CLINIC], id="behind a word"),
        pytest.param(f"[Do]({CLINIC}) it. Or not.", "Or not.", [], id="of another sentence"),
        pytest.param("Do it, doi:10.1000/ABC says.", "doi:10.1000/ABC", ["https://doi.org/10.1000/abc"], id="a DOI"),
        pytest.param(f"[Do]({CLINIC}?a=1&b=2) it.", "Do it.", [f"{CLINIC}?a=1&b=2"], id="an ampersand"),
        pytest.param("Do *not* [do](/here) it.", "Do not do it.", [], id="a page of the site"),
    ],
)
def test_documents_of_a_comment(markdown, words, documents):
    assert _pointed(render_comment(markdown), words) == _documents(*documents)


BODY = f"""Walk daily.[^1] Climb stairs.[^2][^3] Rest, as [one]({CLINIC}) says.

[^1]: One.
[^2]: Two.
[^3]: Three.
"""


@pytest.mark.parametrize(
    ("words", "pointed"),
    [
        ("Walk daily.", Pointed(frozenset(), frozenset({1}))),
        ("Climb stairs.", Pointed(frozenset(), frozenset({2, 3}))),
        ("Rest, as one says.", Pointed(frozenset({CLINIC}), frozenset())),
    ],
)
def test_references_belong_to_the_sentence_that_they_follow(words, pointed):
    html = parse(BODY).leaves[0].html

    assert _pointed(html, words) == pointed


def test_reference_after_a_space_belongs_to_the_sentence_before():
    html = parse("Walk daily. [^1] Rest.\n\n[^1]: One.\n").leaves[0].html

    assert [_pointed(html, words).references for words in ("Walk daily.", "Rest.")] == [{1}, set()]


def _sentences(markdown):
    """Return the sentences that carry each number, of the one block of a text."""
    leaf = parse(markdown + "\n\n[^1]: One.\n[^2]: Two.\n").leaves[0]
    found = sentences_citing(leaf.html, split(leaf.text))
    return {number: [leaf.text[slice(*place)] for place in places] for number, places in found.items()}


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        pytest.param("Walk.[^1] Rest.", {1: ["Walk."]}, id="after the full stop"),
        pytest.param("Walk[^1]. Rest.", {1: ["Walk."]}, id="before the full stop"),
        pytest.param("Walk. [^1] Rest.", {1: ["Walk."]}, id="after a space"),
        pytest.param("Walk. As Smith[^1] found, rest.", {1: ["As Smith found, rest."]}, id="in the middle"),
        pytest.param("Walk. Rest.[^1]", {1: ["Rest."]}, id="at the end"),
        pytest.param("[^1] says: walk. Rest.", {1: ["says: walk."]}, id="before every word"),
        pytest.param("Walk.[^1][^2] Rest.", {1: ["Walk."], 2: ["Walk."]}, id="two behind one sentence"),
        pytest.param("Walk.[^1] Rest.[^1]", {1: ["Walk.", "Rest."]}, id="again"),
        pytest.param("Walk[^1] daily.[^1] Rest.", {1: ["Walk daily."]}, id="twice in one sentence"),
        pytest.param("Walk & *rest*.[^1] Sit.", {1: ["Walk & rest."]}, id="signs and emphasis"),
        pytest.param("Walk with Dr. Smith.[^1] Sit.", {1: ["Walk with Dr. Smith."]}, id="an abbreviation"),
        pytest.param("- Walk.[^2]\n- Rest.", {1: ["Walk."]}, id="in a list; numbered by first use"),
        pytest.param("| Walk[^1] | Daily |\n| --- | --- |\n| a | b |", {1: ["Walk Daily"]}, id="in a table"),
        pytest.param("Walk. [Rest](https://example.org/#ref-1).", {}, id="another link"),
        pytest.param("Walk.", {}, id="none"),
    ],
)
def test_sentence_of_each_reference_number(markdown, sentences):
    assert _sentences(markdown) == sentences


def test_number_in_a_block_without_words_belongs_to_nothing():
    assert sentences_citing('<a class="cite" href="#ref-1">1</a>', []) == {}


WORDS = st.text("abc XYZ.!?&<\u00fc", max_size=12)


@steady
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=8))
def test_every_number_belongs_to_a_sentence_of_its_block(pieces):
    markdown = "Begin. " + "".join(words + ("[^1]" if is_cited else "") for words, is_cited in pieces)
    leaf = parse(f"{markdown}\n\n[^1]: One.\n").leaves[0]
    places = split(leaf.text)

    found = sentences_citing(leaf.html, places)

    assert set(found) == ({1} if any(is_cited for _words, is_cited in pieces) else set())
    assert all(set(cited) <= set(places) and len(set(cited)) == len(cited) for cited in found.values())


LEADS = {2: (1, None), 3: (2, None), 4: (None, 1), 5: (3, 4), 6: (7, None), 7: (None, 6), 8: (None, None)}


@pytest.mark.parametrize(
    ("source", "newest"),
    [
        pytest.param(1, 1, id="the document"),
        pytest.param(2, 1, id="a mirror"),
        pytest.param(3, 1, id="a mirror of a mirror"),
        pytest.param(4, 1, id="an older version"),
        pytest.param(5, 1, id="a mirror before a version"),
        pytest.param(6, 6, id="a ring"),
        pytest.param(7, 6, id="the same ring from its other side"),
        pytest.param(8, 8, id="leads nowhere"),
        pytest.param(99, 99, id="unknown"),
    ],
)
def test_record_that_stands_for_a_source(source, newest):
    assert newest_of(source, LEADS) == newest


@pytest.mark.parametrize(("source", "mirrors"), [(1, [1]), (3, [3, 2, 1]), (4, [4]), (5, [5, 3, 2, 1]), (7, [7])])
def test_mirrors_lead_to_the_document_and_not_to_newer_versions(source, mirrors):
    assert mirrors_of(source, LEADS) == mirrors


def test_mirrors_in_a_ring_are_named_once():
    assert mirrors_of(1, {1: (2, None), 2: (1, None)}) == [1, 2]


@pytest.mark.parametrize(
    ("sources", "weight"),
    [([], Weight(0, 0)), ([1], Weight(1, 1)), ([1, 2, 3, 4], Weight(1, 4)), ([2, 8, 8], Weight(2, 3))],
)
def test_documents_are_counted_and_not_links(sources, weight):
    assert weigh(newest_of(source, LEADS) for source in sources) == weight


KEYS = st.integers(1, 6)
SOME_LEADS = st.dictionaries(KEYS, st.tuples(st.none() | KEYS, st.none() | KEYS))


@steady
@given(st.lists(KEYS, max_size=8), SOME_LEADS)
def test_count_of_documents_has_its_bounds_and_no_order(sources, leads):
    found = weigh(newest_of(source, leads) for source in sources)

    assert (found.links, found.sources <= len(set(sources)), found.sources > 0) == (len(sources), True, bool(sources))
    assert weigh(newest_of(source, leads) for source in reversed(sources)) == found


@steady
@given(KEYS, SOME_LEADS)
def test_record_that_stands_for_a_source_stands_for_itself(source, leads):
    newest = newest_of(source, leads)

    assert newest_of(newest, leads) == newest


@pytest.mark.parametrize(
    ("source", "newer"),
    [
        pytest.param(1, set(), id="the document itself"),
        pytest.param(3, set(), id="a mirror"),
        pytest.param(4, {1}, id="an older version"),
        pytest.param(5, {4, 1}, id="a mirror with a newer version, which has one too"),
        pytest.param(6, {7}, id="a ring"),
        pytest.param(99, set(), id="unknown"),
    ],
)
def test_newer_versions_of_a_record(source, newer):
    assert newer_than(source, LEADS) == newer
