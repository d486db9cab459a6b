"""Which documents are looked at, as SQL that both databases know."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from search.models import Kind

WEIGHT_OF_TITLE = 6
WORTH = {Kind.ARTICLE: 3, Kind.DISPUTE: 2, Kind.CLAIM: 1.5, Kind.QUESTION: 1.5}  # other kinds: 1


@dataclass(frozen=True)
class Narrowed:
    """What a search is narrowed to; empty for everything.

    Attributes:
        kinds: some search.models.Kind.
        states: some search.models.State.
        topic: slug.
        since: nothing from before this time (aware).
        besides_authors: keys of members whose words are left out.
        besides: keys of things that are left out, such as "comment:17".
    """

    kinds: Collection[str] = ()
    states: Collection[str] = ()
    topic: str = ""
    since: datetime | None = None
    besides_authors: Collection[int] = ()
    besides: Collection[str] = ()


def condition(narrowed: Narrowed) -> tuple[str, list]:
    """Return a condition on search_searchdocument, called d, and its parameters.

    Args:
        narrowed: what to narrow to.
    """
    parts: list[str] = []
    values: list = []
    lists = [
        ("d.kind IN ({})", narrowed.kinds),
        ("d.state IN ({})", narrowed.states),
        ("(d.author_id IS NULL OR d.author_id NOT IN ({}))", narrowed.besides_authors),
        ("d.subject_key NOT IN ({})", narrowed.besides),
    ]
    for part, given in lists:
        if given:
            parts.append(part.format(", ".join(["%s"] * len(given))))
            values += given
    if narrowed.topic:
        parts.append("EXISTS (SELECT 1 FROM search_documenttopic t WHERE t.document_id = d.id AND t.slug = %s)")
        values.append(narrowed.topic)
    if narrowed.since:
        parts.append("d.dated_at >= %s")
        values.append(narrowed.since)
    return "".join(f" AND {part}" for part in parts), values


def worth() -> str:
    """Return SQL for how much a kind counts: what the editors wrote stands before remarks that say the same."""
    cases = " ".join(f"WHEN '{kind.value}' THEN {factor}" for kind, factor in WORTH.items())
    return f"CASE d.kind {cases} ELSE 1 END"
