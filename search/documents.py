"""What an app above hands to the index about one of its things: plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Document:
    """What a public thing says, in plain text: `put` keeps it, `find` finds it.

    Attributes:
        subject_key: the thing, such as "comment:17"; at most 40 characters.
        kind: a search.models.Kind.
        dated_at: when it was said (aware).
        title: counts for more than the text; cut after 400 characters.
        text: plain text.
        state: a search.models.State; empty for things that have none.
        place: key of the thing it stands under, such as "article:5"; when that goes, it goes too.
        author_id: key of the member who wrote it.
        topics: slugs.
    """

    subject_key: str
    kind: str
    dated_at: datetime
    title: str = ""
    text: str = ""
    state: str = ""
    place: str = ""
    author_id: int | None = None
    topics: Iterable[str] = ()


@dataclass(frozen=True)
class Shown:
    """What a hit shows of the thing as it is now.

    Attributes:
        title: what the link says.
        url: where it leads.
        thing: the row itself, for pages that say more about it.
        by: who wrote it, where that is of interest.
        place: what it stands under, in words; empty if it stands for itself.
    """

    title: str
    url: str
    thing: Any
    by: Any = None
    place: str = ""


def key_of(name: str, pk: int) -> str:
    """Return the key of a thing.

    Args:
        name: of its source, such as "comment".
        pk: its primary key.
    """
    return f"{name}:{pk}"
