"""Editors keep words that mean the same: who looks for one finds the others."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from search.models import Synonyms
from search.querying import words_of
from search.reading import taken_words


class MeansSomethingElse(ValueError):
    """A word stands in other synonyms already; `word` says which, `others` where."""

    def __init__(self, word: str, others: Synonyms):
        super().__init__(f"{word!r} stands in {others}")
        self.word, self.others = word, others


@transaction.atomic
def add_synonyms(*, words: list[str], by, at: datetime) -> Synonyms:
    """Say that some words mean the same.

    Args:
        words: two or more, at most 80 characters each; what differs in capitals and signs only is kept once.
        by: an editor.
        at: when (aware).

    Returns:
        The new row.

    Raises:
        MeansSomethingElse: one of them stands in other synonyms.
        ValueError: fewer than two words.
    """
    words = _checked(words)
    row = Synonyms.objects.create(words=words, changed_at=at)
    record(actor=by, verb="add_synonyms", subject=row, at=at, after={"words": words})
    return row


@transaction.atomic
def change_synonyms(*, row: Synonyms, words: list[str], by, at: datetime) -> Synonyms:
    """Say anew which words mean the same.

    Args:
        row: which.
        words: see add_synonyms.
        by: an editor.
        at: when (aware).

    Returns:
        The row as it is now.

    Raises:
        MeansSomethingElse: one of them stands in other synonyms.
        ValueError: fewer than two words.
        Synonyms.DoesNotExist: somebody removed it meanwhile.
    """
    words = _checked(words, besides=row)
    row = Synonyms.objects.select_for_update().get(pk=row.pk)
    before, row.words, row.changed_at = row.words, words, at
    row.save()
    record(actor=by, verb="change_synonyms", subject=row, at=at, before={"words": before}, after={"words": words})
    return row


@transaction.atomic
def remove_synonyms(*, row: Synonyms, by, at: datetime) -> None:
    """Let words stand each for itself again.

    Args:
        row: which; one that was removed already is passed over.
        by: an editor.
        at: when (aware).
    """
    row = Synonyms.objects.select_for_update().filter(pk=row.pk).first()
    if row:
        record(actor=by, verb="remove_synonyms", subject=row, at=at, before={"words": row.words})
        row.delete()


def _checked(words, besides=None):
    """Let one editor at a time keep synonyms, so that two never put one word into two rows."""
    list(Synonyms.objects.select_for_update().order_by("pk"))
    first: dict[tuple, str] = {}
    for word in words:
        first.setdefault(tuple(words_of(word)), word)
    kept = [word for key, word in first.items() if key]
    if len(kept) < 2:
        raise ValueError("two or more words, please")
    if found := taken_words(kept, besides=besides):
        raise MeansSomethingElse(*found)
    return kept
