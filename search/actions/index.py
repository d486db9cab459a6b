"""What can be done with the index: put a document into it, drop it, count its words, ask the worker to look again.

One at a time changes what is kept of a thing (engine.hold), until its transaction ends. A verb that takes something out
of public view drops it in its own transaction, after the thing itself has changed and before the entry in the log: the
worker reads a thing only while it holds it, so it sees the change or is overtaken by the drop. Nobody waits for words:
those that a dropped document alone held go with it; the others are noted, and the worker counts.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import F

from common import jobs
from search.documents import Document
from search.engines import engine
from search.models import DocumentTopic, SearchDocument, Word, WordChange
from search.querying import words_of
from search.snippets import plain

AT_ONCE = 500  # words or keys in one statement
LONGEST_TITLE = 400
MOST_NOTES = 1000  # counted in one transaction


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
    engine().hold([document.subject_key])
    row = SearchDocument.objects.filter(subject_key=document.subject_key).first()
    before = _held(row) if row else set()
    row = row or SearchDocument(subject_key=document.subject_key)
    row.kind, row.state, row.place = document.kind, document.state, document.place
    row.title, row.text = plain(document.title)[:LONGEST_TITLE], plain(document.text)
    row.author_id, row.dated_at = document.author_id, document.dated_at
    row.save()
    after = _held(row)
    _release(before - after)
    _note(after - before, by=1)
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
    return _drop(subject_keys, SearchDocument.objects.filter(subject_key__in=subject_keys))


def drop_under(*places: str) -> int:
    """Take everything out of the index that stands under some things.

    Args:
        *places: such as "article:5".

    Returns:
        How many documents there were.
    """
    return _drop(places, SearchDocument.objects.filter(place__in=places))


@transaction.atomic
def _drop(held, documents) -> int:
    engine().hold(held)
    rows = list(documents.only("pk", "title", "text"))
    for row in rows:
        _release(_held(row))
    keys = [row.pk for row in rows]
    engine().erase(keys)
    for some in _portions(keys):
        DocumentTopic.objects.filter(document__in=some).delete()
        SearchDocument.objects.filter(pk__in=some).delete()
    if rows:
        jobs.enqueue("search.jobs.forget")
    return len(rows)


@transaction.atomic
def settle_words() -> int:
    """Count what was noted; called by the worker alone. Return how many notes there were."""
    engine().hold_words()
    notes = list(WordChange.objects.order_by("pk")[:MOST_NOTES])
    changed: Counter = Counter()
    for note in notes:
        for word in note.words:
            changed[word] += note.by
    by_change: dict[int, list[str]] = {}
    for word, change in changed.items():
        by_change.setdefault(change, []).append(word)
    for change, words in sorted(by_change.items()):
        for some in _portions(sorted(words)):
            _count(some, change)
    WordChange.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return len(notes)


def _count(words: list[str], change: int) -> None:
    if change > 0:
        values = ", ".join(["(%s, %s)"] * len(words))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_word (word, count) VALUES {values} "  # noqa: S608 - own words only
                "ON CONFLICT (word) DO UPDATE SET count = search_word.count + excluded.count",
                [value for word in words for value in (word, change)],
            )
    elif change < 0:
        Word.objects.filter(word__in=words, count__lte=-change).delete()
        Word.objects.filter(word__in=words).update(count=F("count") + change)


@transaction.atomic
def count_words() -> int:
    """Count anew how many documents hold each word; return how many words there are.

    Whoever changes the index waits meanwhile: some seconds for a hundred thousand documents.
    """
    engine().hold_words(is_long=True)
    found: Counter = Counter()
    for row in SearchDocument.objects.only("title", "text").order_by("pk").iterator(chunk_size=AT_ONCE):
        found.update(_held(row))
    WordChange.objects.all().delete()
    Word.objects.all().delete()
    rows = (Word(word=word, count=count) for word, count in sorted(found.items()))
    Word.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(found)


def _held(row) -> set[str]:
    return set(words_of(f"{row.title}\n{row.text}"))


def _release(words: set[str]) -> None:
    """Let go of words that one document fewer holds: who alone held one takes it along, others are noted.

    A word that somebody else changes at this moment is noted, not waited for.
    """
    for some in _portions(sorted(words)):
        rare = Word.objects.select_for_update(skip_locked=True).filter(word__in=some, count=1)
        gone = dict(rare.values_list("pk", "word"))
        Word.objects.filter(pk__in=gone).delete()
        _note(set(some) - set(gone.values()), by=-1)


def _note(words: set[str], *, by: int) -> None:
    for some in _portions(sorted(words)):
        WordChange.objects.create(words=some, by=by)


def _portions(values: list) -> Iterable[list]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
