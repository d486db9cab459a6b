"""What the apps above bring to be found. Each fills the list in its AppConfig.ready()."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from search.documents import Document, Shown


@dataclass(frozen=True)
class Source:
    """Where things of one sort come from.

    Attributes:
        name: what stands before the colon of their keys, such as "comment".
        document: (key) -> what the thing says; None if not everybody may read it.
        keys: () -> the key of every thing that may be public, in a stable order.
        show: (keys, member) -> what may be shown of them now, by key, in a constant number of queries; what is not
            public any more is left out, because the worker may be late.
    """

    name: str
    document: Callable[[int], Document | None]
    keys: Callable[[], Iterable[int]]
    show: Callable[[Collection[int], object], dict[int, Shown]]


SOURCES: list[Source] = []
# each () -> by key, the names that one thing goes by: who looks for one finds the others; one query
SYNONYMS: list[Callable[[], dict[int, list[str]]]] = []


def source_of(subject_key: str) -> tuple[Source, int] | None:
    """Return where a thing comes from, and its primary key; None for one that nobody brings.

    Args:
        subject_key: such as "comment:17".
    """
    name, _colon, number = subject_key.partition(":")
    source = next((source for source in SOURCES if source.name == name), None)
    return (source, int(number)) if source and number.isdecimal() else None
