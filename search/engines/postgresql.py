"""The index on PostgreSQL: a tsvector beside each document, in a configuration of our own.

`search_english` takes accents off and cuts words to their stems as `english` does, but keeps small words: the query
leaves them out where there are others, so both databases answer alike.
Source: https://www.postgresql.org/docs/15/textsearch.html (read 2026-03).
"""

from collections.abc import Collection

from django.db import connection

from search.engines.narrowing import Narrowed, condition, worth
from search.models import SearchDocument
from search.querying import Asked, words_of
from search.snippets import BEGIN, END

MAKE = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TEXT SEARCH DICTIONARY search_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION search_english (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION search_english ALTER MAPPING FOR "
    "asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH unaccent, search_stem",
    "CREATE INDEX search_word_near ON search_word USING gin (word gin_trgm_ops)",
)
DROP = (
    "DROP INDEX search_word_near",
    "DROP TEXT SEARCH CONFIGURATION search_english",
    "DROP TEXT SEARCH DICTIONARY search_stem",
)  # the extensions stay: somebody else may use them
LOCK = 5_721_083  # any number that no other advisory lock of this site uses
WORTH_OF_WEIGHTS = "{0.1, 0.2, 0.2, 1.0}"  # of D, C, B, A: the text has B, the title A
HEADLINE = (
    f'StartSel={BEGIN}, StopSel={END}, MaxWords=32, MinWords=16, ShortWord=0, MaxFragments=2, FragmentDelimiter=" … "'
)
MOST_NEAR = 500


def hold(keys: Collection[str]) -> None:
    """Let one at a time change what is kept of some things, until the transaction ends.

    Args:
        keys: of things, such as "comment:17".
    """
    with connection.cursor() as cursor:
        for key in sorted(set(keys)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, key])


def hold_words(*, is_long: bool = False) -> None:
    """Let one at a time count words, until the transaction ends.

    Args:
        is_long: nobody may change the index meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if is_long:
            cursor.execute("LOCK TABLE search_wordchange, search_word IN EXCLUSIVE MODE")


def write(document: SearchDocument) -> None:
    """Index a document; what was indexed of it before goes.

    Args:
        document: as it was saved.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_searchdocument SET vector = setweight(to_tsvector('search_english', %s), 'A') "
            "|| setweight(to_tsvector('search_english', %s), 'B') WHERE id = %s",
            [" ".join(words_of(document.title)), " ".join(words_of(document.text)), document.pk],
        )


def erase(keys: Collection[int]) -> None:
    """Take documents out of the index: nothing to do, their rows take their vectors along.

    Args:
        keys: of documents.
    """


def forget() -> None:
    """Rewrite the index without what was taken out of it: autovacuum does it here."""


def empty() -> None:
    """Take everything out of the index: nothing to do, see erase."""


def ranked(asked: Asked, narrowed: Narrowed, *, limit: int, offset: int = 0) -> list[int]:
    """Return the keys of the best documents, best first.

    Args:
        asked: what is looked for; not empty.
        narrowed: see Narrowed.
        limit: at most so many.
        offset: how many are passed over.
    """
    query, terms = _query(asked)
    where, values = condition(narrowed)
    score = f"ts_rank('{WORTH_OF_WEIGHTS}', d.vector, asked.query, 1) * {worth()}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.id {_matching(query, where)} "
            f"ORDER BY {score} DESC, d.dated_at DESC, d.id DESC LIMIT %s OFFSET %s",
            [*terms, *values, limit, offset],
        )
        return [key for (key,) in cursor.fetchall()]


def counted(asked: Asked, narrowed: Narrowed) -> dict[str, int]:
    """Return how many documents are found, by kind.

    Args:
        asked: what is looked for; not empty.
        narrowed: see Narrowed.
    """
    query, terms = _query(asked)
    where, values = condition(narrowed)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT d.kind, COUNT(*) {_matching(query, where)} GROUP BY d.kind",
            [*terms, *values],
        )
        return dict(cursor.fetchall())


def excerpts(asked: Asked, keys: Collection[int]) -> dict[int, str]:
    """Return words around what was found, by document.

    Args:
        asked: what is looked for; not empty.
        keys: of documents.
    """
    query, terms = _query(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, ts_headline('search_english', d.text, asked.query, %s) "  # noqa: S608 - own words only
            f"FROM search_searchdocument d, (SELECT {query} AS query) asked WHERE d.id = ANY(%s)",
            [HEADLINE, *terms, list(keys)],
        )
        return dict(cursor.fetchall())


def near_words(word: str, reach: int) -> list[tuple[str, int]]:
    """Return words of the index that may be near one, with how many documents hold each: the most alike first.

    Args:
        word: folded.
        reach: how many letters may differ.
    """
    with connection.cursor() as cursor:
        cursor.execute(  # of short words too few groups of three letters are the same: then the first letter is
            "SELECT word, count FROM search_word WHERE (word %% %s OR word LIKE %s) AND LENGTH(word) BETWEEN %s AND %s "
            "ORDER BY similarity(word, %s) DESC, count DESC, word LIMIT %s",
            [word, f"{word[0]}%", len(word) - reach, len(word) + reach, word, MOST_NEAR],
        )
        return cursor.fetchall()


def _matching(query, where):
    return f"FROM search_searchdocument d, (SELECT {query} AS query) asked WHERE d.vector @@ asked.query{where}"


def _query(asked: Asked) -> tuple[str, list[str]]:
    """Write SQL for the tsquery; each phrase is one parameter in quotation marks, so no word is an operator."""
    groups, terms = [], []
    for number, group in enumerate(asked.groups, start=1):
        parts = ["websearch_to_tsquery('search_english', %s)"] * len(group)
        terms += ['"{}"'.format(" ".join(phrase)) for phrase in group]
        if asked.is_begun and number == len(asked.groups):
            parts.append("to_tsquery('search_english', %s)")
            terms.append(" <-> ".join(_word(word) for word in group[0]) + ":*")
        groups.append(f"({' || '.join(parts)})")
    return (" || " if asked.is_any else " && ").join(groups), terms


def _word(word):
    return "'{}'".format(word.replace("\\", "").replace("'", ""))
