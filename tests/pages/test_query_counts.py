"""How many queries a page takes: a literal number, however long it gets."""

import uuid

import pytest

from accounts.models import Credential
from articles.models import Block
from claims.actions import open_dispute, report_statement
from comments.actions import discussion_of
from comments.models import Comment
from comments.threading import path_of
from tests.claims.growing import grown
from tests.claims.scenes import article_of
from tests.comments.visiting import was_here
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory, TopicFactory

SIGNED_OUT, SIGNED_IN = 9, 14  # and one more each where a comment quotes something


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
    was_here(client, member, discussion_of(article), seen=0)

    with django_assert_num_queries(SIGNED_IN):
        response = client.get(article.get_absolute_url())

    page = response.content.decode()
    assert page.count('<article class="comment"') == page.count('<span class="tag is-new">New</span>') == count


@pytest.mark.django_db
def test_article_page_with_its_first_fifty_threads_of_a_thousand_comments(client, member, django_assert_num_queries):
    article, writer = ArticleFactory(), MemberFactory()
    first = CommentFactory(article=article, author=writer)
    rows = [
        Comment(discussion=first.discussion, author=writer, kind="remark", path=path_of(first.pk + number), body="So.",
                body_html="<p>So.</p>", created_at=NOON, submission_key=uuid.uuid4(), pk=first.pk + number)
        for number in range(1, 200)
    ]  # fmt: skip
    rows += [
        Comment(discussion=first.discussion, author=writer, parent=root, in_reply_to=root, depth=1, body="No.",
                path=path_of(first.pk + 1000 + 4 * place + number, root.path), pk=first.pk + 1000 + 4 * place + number,
                body_html="<p>No.</p>", created_at=NOON, submission_key=uuid.uuid4())
        for place, root in enumerate([first, *rows]) for number in range(4)
    ]  # fmt: skip
    Comment.objects.bulk_create(rows)

    with django_assert_num_queries(SIGNED_OUT - 1):  # none of its statements is in dispute
        out = client.get(article.get_absolute_url()).content.decode()
    client.force_login(member)
    was_here(client, member, first.discussion, seen=0)
    with django_assert_num_queries(SIGNED_IN - 1):
        inside = client.get(article.get_absolute_url()).content.decode()

    assert [page.count('<article class="comment"') for page in (out, inside)] == [250, 250]
    assert out.count('Discussion <span class="count">1000</span>') == 1


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
