"""Which documents the quoted sentences of a text point at."""

import pytest

from articles.blocks import parse
from claims.documents import Pointed, pointed_at
from common.html import plain_text
from common.markdown import render_comment

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
