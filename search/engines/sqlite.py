"""The index on SQLite: an FTS5 table whose rows have the keys of the documents. No triggers: put and drop write it.

Source: https://www.sqlite.org/fts5.html (SQLite 3.40, read 2026-03).
"""

from collections.abc import Collection

from django.db import connection

from search.engines.narrowing import WEIGHT_OF_TITLE, Narrowed, condition, worth
from search.models import SearchDocument, Word
from search.querying import Asked
from search.snippets import BEGIN, END

MAKE = (
    "CREATE VIRTUAL TABLE search_fts USING fts5"
    "(title, text, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
)
DROP = "DROP TABLE search_fts"
WORDS_AROUND = 32
MOST_NEAR = 20_000


def hold(keys: Collection[str]) -> None:
    """Let one at a time change what is kept of some things; SQLite has one writer anyway.

    Args:
        keys: of things, such as "comment:17".
    """


def hold_words(*, is_long: bool = False) -> None:
    """Let one at a time count words; SQLite has one writer anyway.

    Args:
        is_long: nobody may change the index meanwhile.
    """


def write(document: SearchDocument) -> None:
    """Index a document; what was indexed of it before goes.

    Args:
        document: as it was saved.
    """
    erase([document.pk])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_fts (rowid, title, text) VALUES (%s, %s, %s)",
            [document.pk, document.title, document.text],
        )


def erase(keys: Collection[int]) -> None:
    """Take documents out of the index.

    Args:
        keys: of documents; some may not be in it.
    """
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_fts WHERE rowid = %s", [[key] for key in keys])


def forget() -> None:
    """Rewrite the index without what was taken out of it: until then the words stand in its pages, unfindable."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")


def empty() -> None:
    """Take everything out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_fts")


def ranked(asked: Asked, narrowed: Narrowed, *, limit: int, offset: int = 0) -> list[int]:
    """Return the keys of the best documents, best first.

    Args:
        asked: what is looked for; not empty.
        narrowed: see Narrowed.
        limit: at most so many.
        offset: how many are passed over.
    """
    where, values = condition(narrowed)
    score = f"bm25(search_fts, {WEIGHT_OF_TITLE}, 1) * {worth()}"  # the best is the most negative
    found = f"{_matching(where)} ORDER BY {score}, d.dated_at DESC, d.id DESC LIMIT %s OFFSET %s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT d.id {found}", [_query(asked), *values, limit, offset])
        return [key for (key,) in cursor.fetchall()]


def counted(asked: Asked, narrowed: Narrowed) -> dict[str, int]:
    """Return how many documents are found, by kind.

    Args:
        asked: what is looked for; not empty.
        narrowed: see Narrowed.
    """
    where, values = condition(narrowed)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.kind, COUNT(*) {_matching(where)} GROUP BY d.kind",
            [_query(asked), *values],
        )
        return dict(cursor.fetchall())


def excerpts(asked: Asked, keys: Collection[int]) -> dict[int, str]:
    """Return words around what was found, by document.

    Args:
        asked: what is looked for; not empty.
        keys: of documents.
    """
    if not keys:
        return {}
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, snippet(search_fts, 1, %s, %s, ' … ', {WORDS_AROUND}) FROM search_fts "  # noqa: S608
            f"WHERE search_fts MATCH %s AND rowid IN ({places})",
            [BEGIN, END, _query(asked), *keys],
        )
        return dict(cursor.fetchall())


def near_words(word: str, reach: int) -> list[tuple[str, int]]:
    """Return words of the index that may be near one, with how many documents hold each: the most frequent first.

    Args:
        word: folded.
        reach: how many letters may differ.
    """
    rows = Word.objects.extra(
        where=["LENGTH(word) BETWEEN %s AND %s"], params=[len(word) - reach, len(word) + reach]
    ).order_by("-count", "word")
    return list(rows.values_list("word", "count")[:MOST_NEAR])


def _matching(where):
    return f"FROM search_fts JOIN search_searchdocument d ON d.id = search_fts.rowid WHERE search_fts MATCH %s{where}"


def _query(asked: Asked) -> str:
    """Write FTS5's query: every word in quotation marks, so that none is read as an operator."""
    groups = [[_quoted(phrase) for phrase in group] for group in asked.groups]
    if asked.is_begun:
        groups[-1].append(f"{groups[-1][0]}*")
    return (" OR " if asked.is_any else " AND ").join(f"({' OR '.join(group)})" for group in groups)


def _quoted(phrase):
    return '"{}"'.format(" ".join(phrase).replace('"', '""'))
