"""How many queries a page takes: a literal number, however long it gets."""

import uuid

import pytest

from accounts.models import Credential
from articles.models import Block
from claims.actions import open_dispute, report_statement
from tests.claims.growing import grown
from tests.claims.scenes import article_of
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory, TopicFactory

SIGNED_OUT, SIGNED_IN = 11, 15


def _dispute(target, text, staff):
    report = report_statement(
        reporter=MemberFactory(), target=target, start=0, end=len(text), reason="unsafe", why="It hurt.",
        submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip
    open_dispute(dispute=report.dispute, question="Is it so?", positions=[("Yes", ""), ("No", "")], by=staff, at=NOON)


@pytest.fixture
def busy():
    """A function that makes an article with disputes, and this many comments by as many members."""

    def made(count):
        article = ArticleFactory(topics=[TopicFactory()], authors=[AuthorFactory(), AuthorFactory()])
        staff, writers = MemberFactory(), MemberFactory.create_batch(10)
        for writer in writers:
            Credential.objects.create(
                member=writer, kind="physiotherapist", country="NL", checked_by=staff, checked_at=NOON,
                expires_on="2099-01-01",
            )  # fmt: skip
        parent = None
        for number in range(count):
            parent = CommentFactory(article=article, author=writers[number % 10], parent=parent if number % 5 else None)
        for block in Block.objects.filter(revision=article.current_revision, kind__in=["paragraph", "item"]):
            _dispute(block, block.text, staff)
        _dispute(parent, parent.body, staff)
        return article

    return made


@pytest.mark.django_db
@pytest.mark.parametrize("count", [20, 200])
def test_article_page_signed_out(client, busy, count, django_assert_num_queries):
    article = busy(count)

    with django_assert_num_queries(SIGNED_OUT):
        response = client.get(article.get_absolute_url())

    assert response.content.decode().count('<article class="comment"') == count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [20, 200])
def test_article_page_signed_in(client, member, busy, count, django_assert_num_queries):
    article = busy(count)
    client.force_login(member)

    with django_assert_num_queries(SIGNED_IN):
        response = client.get(article.get_absolute_url())

    assert response.content.decode().count('<article class="comment"') == count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 4])
def test_article_page_however_much_its_disputes_hold(client, editor, count, django_assert_num_queries):
    """As many more positions, sources, reports, cautions, rulings and revisions: the page asks no more for it."""
    article = article_of(grown(count, editor=editor))
    client.get(article.get_absolute_url())

    with django_assert_num_queries(8):
        response = client.get(article.get_absolute_url())

    article.refresh_from_db()
    assert article.current_revision.number == 1 + count
    assert f"Walking is good for {count - 1} bones.</mark>" in response.content.decode()


@pytest.mark.django_db
def test_first_reader_of_an_article_writes_nothing(client, django_assert_num_queries):
    article = ArticleFactory()

    with django_assert_num_queries(7) as found:
        client.get(article.get_absolute_url())

    assert [row["sql"].lstrip("(")[:6] for row in found.captured_queries] == ["SELECT"] * 7
