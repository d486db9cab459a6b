"""What can be done with the index: put a document into it, drop it, ask the worker to look again.

One change at a time (engine.hold) until its transaction ends. A verb that takes something out of public view drops it
in its own transaction, after the thing itself has changed: the worker reads the thing only while it holds the index,
so it sees the change or is overtaken by the drop.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import F

from common import jobs
from search.documents import Document
from search.engines import engine
from search.models import DocumentTopic, SearchDocument, Word
from search.querying import words_of
from search.snippets import plain

AT_ONCE = 500  # words or keys in one statement
LONGEST_TITLE = 400


def index_later(*subject_keys: str) -> None:
    """Ask the worker to index these things as they are by then.

    Args:
        *subject_keys: such as "comment:17".
    """
    if subject_keys:
        jobs.enqueue("search.jobs.index", subject_keys=list(dict.fromkeys(subject_keys)))


@transaction.atomic
def put(document: Document) -> SearchDocument:
    """Keep what a thing says; what was kept of it before goes.

    Args:
        document: of a thing that everybody may read.

    Returns:
        The row.
    """
    engine().hold()
    row = SearchDocument.objects.filter(subject_key=document.subject_key).first()
    before = _held(row) if row else set()
    row = row or SearchDocument(subject_key=document.subject_key)
    row.kind, row.state, row.place = document.kind, document.state, document.place
    row.title, row.text = plain(document.title)[:LONGEST_TITLE], plain(document.text)
    row.author_id, row.dated_at = document.author_id, document.dated_at
    row.save()
    after = _held(row)
    _release(Counter(before - after))
    _hold(after - before)
    row.topics.all().delete()
    topics = dict.fromkeys(document.topics)
    DocumentTopic.objects.bulk_create([DocumentTopic(document=row, slug=slug) for slug in topics])
    engine().write(row)
    return row


def drop(*subject_keys: str) -> int:
    """Take things out of the index, in the transaction that takes them out of public view.

    Args:
        *subject_keys: such as "comment:17"; what is not in the index is passed over.

    Returns:
        How many documents there were.
    """
    return _drop(SearchDocument.objects.filter(subject_key__in=subject_keys))


def drop_under(*places: str) -> int:
    """Take everything out of the index that stands under some things.

    Args:
        *places: such as "article:5".

    Returns:
        How many documents there were.
    """
    return _drop(SearchDocument.objects.filter(place__in=places))


@transaction.atomic
def _drop(documents) -> int:
    engine().hold()
    rows = list(documents.only("pk", "title", "text"))
    if not rows:
        return 0
    _release(Counter(word for row in rows for word in _held(row)))
    keys = [row.pk for row in rows]
    engine().erase(keys)
    for some in _portions(keys):
        DocumentTopic.objects.filter(document__in=some).delete()
        SearchDocument.objects.filter(pk__in=some).delete()
    jobs.enqueue("search.jobs.forget")
    return len(rows)


@transaction.atomic
def count_words() -> int:
    """Count anew how many documents hold each word; return how many words there are."""
    engine().hold()
    found = Counter()
    for row in SearchDocument.objects.only("title", "text").order_by("pk").iterator(chunk_size=AT_ONCE):
        found.update(_held(row))
    Word.objects.all().delete()
    rows = (Word(word=word, count=count) for word, count in sorted(found.items()))
    Word.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(found)


def _held(row) -> set[str]:
    return set(words_of(f"{row.title}\n{row.text}"))


def _hold(words: Iterable[str]) -> None:
    """Note that one document more holds these words."""
    for some in _portions(sorted(words)):
        values = ", ".join(["(%s, 1)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_word (word, count) VALUES {values} "  # noqa: S608 - own words only
                "ON CONFLICT (word) DO UPDATE SET count = search_word.count + 1",
                some,
            )


def _release(words: Counter) -> None:
    """Note that documents fewer hold these words; one that nobody holds goes."""
    by_count: dict[int, list[str]] = {}
    for word, count in words.items():
        by_count.setdefault(count, []).append(word)
    for count, held in by_count.items():
        for some in _portions(sorted(held)):
            Word.objects.filter(word__in=some, count__lte=count).delete()
            Word.objects.filter(word__in=some).update(count=F("count") - count)


def _portions(values: list) -> Iterable[list]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
