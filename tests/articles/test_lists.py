"""Lists of articles and the public history of each."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import publish_draft, save_draft, withdraw_article
from articles.models import Block
from tests.factories import NOON, ArticleFactory, AuthorFactory, TopicFactory


def _another_revision(article, body="Walking is good for most bones.", *, base_version=1):
    editor = article.created_by
    save_draft(
        article=article, title=article.title, standfirst="", body=body, base_version=base_version, by=editor, at=NOON
    )
    return publish_draft(
        article=article, kind="clarification", reason="Not for everyone.", by=editor, at=NOON + timedelta(days=3)
    )


@pytest.mark.django_db
def test_list_shows_published_articles_newest_first(client):
    older, newer = ArticleFactory(), ArticleFactory(at=NOON + timedelta(days=1))
    ArticleFactory(published=False)
    gone = ArticleFactory()
    withdraw_article(article=gone, reason="Old.", by=gone.created_by, at=NOON)

    response = client.get(reverse("article_list"))

    assert list(response.context["articles"]) == [newer, older]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_however_long(client, count, django_assert_num_queries):
    ArticleFactory.create_batch(count, authors=[AuthorFactory()])

    with django_assert_num_queries(4):
        response = client.get(reverse("article_list"))

    assert len(response.context["articles"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_topics_take_the_same_queries_however_many(client, count, django_assert_num_queries):
    TopicFactory.create_batch(count)

    with django_assert_num_queries(1):
        response = client.get(reverse("topic_list"))

    assert len(response.context["topics"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_topic_takes_the_same_queries_however_many_articles(client, count, django_assert_num_queries):
    topic = TopicFactory()
    for _ in range(count):
        ArticleFactory(topics=[topic], authors=[AuthorFactory()])

    with django_assert_num_queries(7):
        response = client.get(topic.get_absolute_url())

    assert len(response.context["articles"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_author_takes_the_same_queries_however_many_articles(client, count, django_assert_num_queries):
    author = AuthorFactory()
    for _ in range(count):
        ArticleFactory(authors=[author, AuthorFactory()])

    with django_assert_num_queries(5):
        response = client.get(author.get_absolute_url())

    assert len(response.context["articles"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_the_same_queries_however_long(client, count, django_assert_num_queries):
    article = ArticleFactory()
    for number in range(1, count):
        _another_revision(article, f"Walking is good for {number} bones.", base_version=number)

    with django_assert_num_queries(2):
        response = client.get(reverse("article_history", args=[article.slug]))

    assert len(response.context["rows"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "²"])
def test_list_page_that_is_not_there_shows_a_page_that_is(client, page):
    article = ArticleFactory()

    response = client.get(reverse("article_list"), {"page": page})

    assert list(response.context["articles"]) == [article]


@pytest.mark.django_db
def test_topic_shows_its_published_articles(client):
    topic = TopicFactory()
    shown = ArticleFactory(topics=[topic])
    ArticleFactory(topics=[topic], published=False)
    ArticleFactory()

    response = client.get(topic.get_absolute_url())

    assert list(response.context["articles"]) == [shown]


@pytest.mark.django_db
def test_author_shows_their_published_articles(client):
    author = AuthorFactory()
    shown = ArticleFactory(authors=[author])
    ArticleFactory(authors=[author], published=False)
    ArticleFactory()

    response = client.get(author.get_absolute_url())

    assert list(response.context["articles"]) == [shown]


@pytest.mark.django_db
def test_history_lists_revisions_with_kind_and_reason(client):
    article = ArticleFactory()
    revision = _another_revision(article)

    response = client.get(reverse("article_history", args=[article.slug]))

    rows = response.context["rows"]
    assert [(row.number, older) for row, older in rows] == [(2, 1), (1, None)]
    assert revision.reason in response.content.decode()


@pytest.mark.django_db
def test_comparison_shows_what_was_taken_out_and_put_in(client):
    article = ArticleFactory(body="Walking is good for bones.")
    _another_revision(article)

    response = client.get(reverse("article_diff", args=[article.slug, 1, 2]))

    assert response.context["changes"] == [
        ("equal", "Walking is good for "), ("insert", "most "), ("equal", "bones."),
    ]  # fmt: skip


@pytest.mark.django_db
def test_earlier_text_stays_readable(client):
    article = ArticleFactory(body="Walking is good for bones.")
    _another_revision(article)

    page = client.get(reverse("revision_detail", args=[article.slug, 1])).content.decode()

    assert re.findall(r"<p[^>]*>Walking is good for bones\.</p>", page) == [
        f'<p id="b-{Block.objects.get(revision__number=1).key}">Walking is good for bones.</p>'
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["article_history", "revision_detail", "article_diff"])
@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_history_of_an_article_that_is_not_public_is_not_found(client, name, state):
    article = ArticleFactory(published=state != "draft")
    if state == "withdrawn":
        withdraw_article(article=article, reason="Old.", by=article.created_by, at=NOON)
    numbers = {"article_history": [], "revision_detail": [1], "article_diff": [1, 1]}[name]

    assert client.get(reverse(name, args=[article.slug, *numbers])).status_code == 404
