"""Which documents some sentences point at, and how many documents a number of links is. Pure."""

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
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


Leads = Mapping[int, tuple[int | None, int | None]]  # of a source: (mirror of, newer version); none in it leads nowhere


@dataclass(frozen=True)
class Weight:
    """How many distinct sources there are, and by how many links; numbers decide nothing."""

    sources: int = 0
    links: int = 0


def mirrors_of(source: int, leads: Leads) -> list[int]:
    """Return a record, what it is a mirror of, and so on to the document itself.

    Args:
        source: key of a record.
        leads: where each record leads; should they go round in a ring, each is named once.
    """
    path = [source]
    while (following := leads.get(path[-1], (None, None))[0]) and following not in path:
        path.append(following)
    return path


def newest_of(source: int, leads: Leads) -> int:
    """Return the record that stands for a source: of mirrors the document itself, of versions the newest.

    Args:
        source: key of a record.
        leads: where each record leads. Should they go round in a ring, its smallest key stands for all of it.
    """
    path = [source]
    while following := next((key for key in leads.get(path[-1], ()) if key), None):
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]


def newer_than(source: int, leads: Leads) -> set[int]:
    """Return the documents that are newer versions of a record, or of what it mirrors, whichever way leads there.

    Args:
        source: key of a record.
        leads: where each record leads; should they go round in a ring, each is named once.
    """
    found, waiting, seen = set(), [source], set()
    while waiting:
        key = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        mirrored, newer = leads.get(key, (None, None))
        if newer:
            found.add(mirrors_of(newer, leads)[-1])
        waiting += [other for other in (mirrored, newer) if other]
    return found


def weigh(documents: Iterable[int]) -> Weight:
    """Count distinct documents, not links.

    Args:
        documents: for each link, the record that stands for its source: see newest_of.
    """
    links = list(documents)
    return Weight(len(set(links)), len(links))


def sentences_citing(source: str, places: Collection[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Return the sentences that carry each reference number.

    Args:
        source: cleaned HTML of a block.
        places: (start, end) of each of its sentences in plain_text(source), in order.

    Returns:
        By number, sentences in order. A number belongs to the sentence that it stands in or follows; one that stands
        before every word, to the first.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for at, link in _links(source):
        number = _REFERENCE.fullmatch(link)
        begun = [place for place in places if place[0] < at] or list(places[:1])
        if number and begun and begun[-1] not in found.setdefault(int(number[1]), []):
            found[int(number[1])].append(begun[-1])
    return found
