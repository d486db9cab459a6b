"""What the worker does for the index: put what is public, drop what is not, forget what was dropped."""

from django.db import transaction
from django_tasks import task

from search.actions import drop, put
from search.consequences import source_of
from search.engines import engine


@task()
def index(subject_keys: list[str]) -> int:
    """Index things as they are now; safe to run twice. Return how many are in the index."""
    return sum(index_now(subject_key=subject_key) for subject_key in subject_keys)


@task()
def forget() -> None:
    """Rewrite the index without the words that were taken out of it."""
    engine().forget()


@transaction.atomic
def index_now(*, subject_key: str) -> bool:
    """Index one thing as it is now, or drop it; tell whether it is in the index.

    Args:
        subject_key: such as "comment:17".
    """
    engine().hold()  # before the thing is read: see search.actions
    found = source_of(subject_key)
    document = found and found[0].document(found[1])
    if document is None:
        drop(subject_key)
        return False
    put(document)
    return True
