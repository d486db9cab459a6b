"""Atom feeds of articles, comments and questions."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from comments.actions import delete_comment, discussion_of, edit_comment
from comments.models import Comment
from tests.factories import NOON, ArticleFactory, CommentFactory, TopicFactory

ATOM = "{http://www.w3.org/2005/Atom}"
Status = Comment.Status
pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    """A topic with an article."""
    return TopicFactory(slug="exercise")


@pytest.fixture
def article(topic):
    """A published article of the topic."""
    return ArticleFactory(title="Lifting <safely>", topics=[topic])


def _addresses(article, topic):
    return {
        "articles": reverse("article_feed"),
        "comments": reverse("article_comment_feed", args=[article.slug]),
        "questions": reverse("topic_question_feed", args=[topic.slug]),
    }


def _entries(client, address):
    root = ElementTree.fromstring(client.get(address).content)  # noqa: S314 - our own output
    return [
        tuple(entry.find(f"{ATOM}{name}").text for name in ("title", "id", "summary"))
        for entry in root.findall(f"{ATOM}entry")
    ]


def test_article_feed_has_published_articles_alone(client, article):
    ArticleFactory(published=False)

    found = _entries(client, reverse("article_feed"))

    tag = f"tag:localhost,2026-03-02:/article/{article.pk}/"
    assert found == [("Lifting <safely>", tag, "<p>What helps and what harms.</p>")]


def test_comment_feed_has_what_everybody_reads_the_newest_first(client, article):
    first = CommentFactory(article=article, body="So & so.")
    second = CommentFactory(article=article, kind="question", title="Is it <safe>?")
    for status in (Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED):
        CommentFactory(article=article, status=status)
    CommentFactory()

    found = _entries(client, reverse("article_comment_feed", args=[article.slug]))

    host = "tag:localhost,2026-03-02:/comment/"
    assert found == [
        (f"{second.author.public_name}: Is it <safe>?", f"{host}{second.pk}/", second.body_html),
        (f"A comment by {first.author.public_name}", f"{host}{first.pk}/", "<p>So &amp; so.</p>\n"),
    ]


def test_question_feed_has_the_public_questions_of_its_topic(client, article, topic):
    asked = CommentFactory(article=article, kind="question", title="Is it safe?")
    CommentFactory(article=article)
    CommentFactory(article=article, kind="question", title="Held?", status=Status.HELD)
    CommentFactory(kind="question", title="Elsewhere?")

    found = _entries(client, reverse("topic_question_feed", args=[topic.slug]))

    assert [(title, pk) for title, pk, _words in found] == [
        ("Is it safe?", f"tag:localhost,2026-03-02:/comment/{asked.pk}/")
    ]


@pytest.mark.parametrize("name", ["articles", "comments", "questions"])
def test_feed_is_valid_and_names_itself(client, article, topic, name):
    CommentFactory(article=article, kind="question", title="Is it safe?")
    address = _addresses(article, topic)[name]

    response = client.get(address)

    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own output
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (root.tag, root.find(f"{ATOM}id").text) == (f"{ATOM}feed", f"http://localhost:8000{address}")
    assert links["self"] == f"http://localhost:8000{address}"
    assert [len(root.findall(f"{ATOM}{part}")) for part in ("title", "updated", "author", "entry")] == [1, 1, 1, 1]


@pytest.mark.parametrize("name", ["articles", "comments", "questions"])
def test_feed_that_has_not_changed_is_not_sent_again(client, article, topic, name, django_assert_num_queries):
    CommentFactory(article=article, kind="question", title="Is it safe?")
    address = _addresses(article, topic)[name]
    tag = client.get(address).headers["ETag"]

    with django_assert_num_queries(1):
        again = client.get(address, headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_feed_is_sent_again_after_each_change(client, article, topic):
    comment = CommentFactory(article=article, kind="question", title="Is it safe?")
    addresses = [_addresses(article, topic)[name] for name in ("comments", "questions")]
    tags = {address: [client.get(address).headers["ETag"]] for address in addresses}
    changes = [
        lambda: edit_comment(comment=comment, body="Other words.", by=comment.author, at=NOON),
        lambda: CommentFactory(article=article, kind="question", title="And now?"),
        lambda: delete_comment(comment=comment, by=comment.author, at=NOON),
    ]

    for change in changes:
        change()
        for address in addresses:
            tags[address].append(client.get(address).headers["ETag"])

    assert [len(set(found)) for found in tags.values()] == [4, 4]


def test_feed_of_what_is_not_public_is_not_found(client):
    draft = ArticleFactory(published=False)

    addresses = [reverse("article_comment_feed", args=[slug]) for slug in (draft.slug or "none", "nothing")] + [
        reverse("topic_question_feed", args=["nothing"])
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_empty_feeds_are_feeds(client, article, topic):
    discussion_of(article)

    assert [len(_entries(client, address)) for address in _addresses(article, topic).values()] == [1, 0, 0]


def test_pages_name_their_feeds(client, article, topic):
    addresses = _addresses(article, topic)
    pages = {
        "home": (reverse("home"), ["articles"]),
        "article": (article.get_absolute_url(), ["articles", "comments"]),
        "topic": (topic.get_absolute_url(), ["articles", "questions"]),
    }

    for page, names in pages.values():
        html = client.get(page).content.decode()
        found = {name: html.count(f'type="application/atom+xml" href="{to}"') for name, to in addresses.items()}
        assert found == {name: int(name in names) for name in addresses}
