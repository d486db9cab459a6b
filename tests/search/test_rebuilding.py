"""The command that indexes everything anew, while the site runs."""

from io import StringIO

import pytest
from django.core.management import call_command

from search.actions import put
from search.documents import Document
from search.engines import engine
from search.models import SearchDocument, Word
from tests.factories import NOON, CommentFactory
from tests.search.test_finding import keys


class Terminal(StringIO):
    """A stream that somebody watches."""

    def isatty(self):
        return True


def rebuild(err):
    """Run the command; return what it says at its end."""
    out = StringIO()
    call_command("rebuild_search", stdout=out, stderr=err)
    return out.getvalue()


@pytest.mark.django_db
def test_everything_public_is_indexed_and_nothing_else():
    comment = CommentFactory(body="Wobble boards help.")
    CommentFactory(body="Wobble boards hurt.", status="held")
    put(Document(subject_key="comment:999", kind="comment", text="wobbling", dated_at=NOON))
    put(Document(subject_key="poem:1", kind="comment", text="wobbling", dated_at=NOON))
    Word.objects.create(word="ghost", count=3)
    engine().empty()

    said = rebuild(StringIO())

    assert keys("wobble") == [f"comment:{comment.pk}"]
    assert said.startswith(f"{SearchDocument.objects.count()} things indexed, 2 dropped, {Word.objects.count()} words")
    assert not Word.objects.filter(word="ghost").exists()


@pytest.mark.django_db
def test_whoever_watches_sees_a_bar_and_a_log_gets_lines():
    CommentFactory()
    terminal, log = Terminal(), StringIO()
    rebuild(terminal)
    rebuild(log)

    assert "\r comment [##############################] 1 of 1\n" in terminal.getvalue()
    assert "comment: 1 of 1\n" in log.getvalue()


@pytest.mark.django_db
def test_rebuilding_twice_changes_nothing():
    CommentFactory(body="Wobble boards help.")
    rebuild(StringIO())
    before = (list(SearchDocument.objects.order_by("pk").values_list()), set(Word.objects.values_list("word", "count")))
    rebuild(StringIO())

    after = (list(SearchDocument.objects.order_by("pk").values_list()), set(Word.objects.values_list("word", "count")))
    assert after == before
