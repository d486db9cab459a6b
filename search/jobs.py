"""What the worker does for the index: put what is public, drop what is not, count and forget words."""

from django.db import transaction
from django_tasks import task

from search.actions import MOST_NOTES, drop, put, settle_words
from search.consequences import source_of
from search.engines import engine


@task()
def index(subject_keys: list[str]) -> int:
    """Index things as they are now; safe to run twice. Return how many are in the index."""
    indexed = sum(index_now(subject_key=subject_key) for subject_key in subject_keys)
    count()
    return indexed


@task()
def forget() -> None:
    """Count the words that were noted, and rewrite the index without what was taken out of it."""
    count()
    engine().forget()


def count() -> None:
    """Count the words that were noted, in as many transactions as that takes."""
    while settle_words() == MOST_NOTES:
        pass


@transaction.atomic
def index_now(*, subject_key: str) -> bool:
    """Index one thing as it is now, or drop it; tell whether it is in the index.

    Args:
        subject_key: such as "comment:17".
    """
    engine().hold([subject_key])  # before the thing is read: see search.actions
    document = _document_of(subject_key)
    if document and document.place:
        engine().hold([document.place])  # what it stands under may be going at this moment
        document = _document_of(subject_key)
    if document is None:
        drop(subject_key)
        return False
    put(document)
    return True


def _document_of(subject_key):
    found = source_of(subject_key)
    return found and found[0].document(found[1])
