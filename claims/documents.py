"""Which documents some sentences point at. Pure."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from articles.citing import document_of, documents_in
from common.html import CITE, plain_text

_ANCHOR = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>')
_REFERENCE = re.compile(r"#ref-(\d+)")


@dataclass(frozen=True)
class Pointed:
    """What sentences point at: documents by their one name, and the numbers of the references that they carry."""

    documents: frozenset[str]
    references: frozenset[int]


def pointed_at(source: str, places: Collection[tuple[int, int]]) -> Pointed:
    """Return what some sentences of a text point at by links, DOIs and reference numbers.

    Args:
        source: cleaned HTML of a block or a comment.
        places: (start, end) of each sentence in plain_text(source). A reference number belongs to the sentence that it
            follows.
    """
    text = plain_text(source)
    links = [link for at, link in _links(source) if any(start <= at <= end for start, end in places)]
    references = {int(found[1]) for link in links if (found := _REFERENCE.fullmatch(link))}
    documents = {name for name in map(document_of, links) if name}
    documents |= {name for start, end in places for name in documents_in(text[start:end])}
    return Pointed(frozenset(documents), frozenset(references))


def _links(source: str) -> Iterator[tuple[int, str]]:
    """Yield each link with the place in the plain text where it stands; a reference number, right after its words."""
    cites = {found.start() for found in CITE.finditer(source)}
    for found in _ANCHOR.finditer(source):
        before = plain_text(source[: found.start()])
        at = len(before.rstrip()) if found.start() in cites else len(before)
        yield at, html.unescape(found[1])
