"""The worker and those who take their words back, at the same moment."""

import pytest

from comments.actions import delete_comment
from search.jobs import count, index_now
from search.models import SearchDocument, Word
from tests.factories import NOON, CommentFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_taken_back_while_the_worker_reads_them_are_in_no_index():
    comments = [CommentFactory(body=f"Wobble boards help, zebra{number} too.") for number in range(6)]
    keys = [f"comment:{comment.pk}" for comment in comments]
    for key in keys[:3]:
        index_now(subject_key=key)

    together(
        [lambda c=comment: delete_comment(comment=c, by=c.author, at=NOON) for comment in comments]
        + [lambda k=key: index_now(subject_key=k) for key in keys]
        + [count],
        refusals=(),
    )
    count()

    assert not SearchDocument.objects.filter(subject_key__in=keys).exists()
    left = set(Word.objects.values_list("word", flat=True))
    assert not {"wobble", *(f"zebra{number}" for number in range(6))} & left
