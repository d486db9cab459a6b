"""Posting, once; reading, only what one may."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from comments.actions import delete_comment, discussion_of, edit_comment, post_comment
from comments.models import Comment
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory


@pytest.mark.django_db(transaction=True)
def test_fifty_equal_posts_at_once_make_one_comment():
    discussion, author, key = discussion_of(ArticleFactory()), MemberFactory(), uuid.uuid4()

    def send(_n):
        try:
            return post_comment(discussion=discussion, author=author, body="Once.", submission_key=key, at=NOON).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        made = set(pool.map(send, range(50)))

    assert made == set(Comment.objects.values_list("pk", flat=True))
    assert len(made) == 1


@pytest.mark.django_db
def test_post_by_form_is_shown_on_the_article(client, member):
    article = ArticleFactory()
    client.force_login(member)
    data = {"kind": "remark", "body": "I walk **every** day.", "submission_key": uuid.uuid4()}

    response = client.post(reverse("comment_create", args=[discussion_of(article).pk]), data, follow=True)

    assert "<p>I walk <strong>every</strong> day.</p>" in response.content.decode()


@pytest.mark.django_db
def test_post_with_an_error_keeps_the_words(client, member):
    client.force_login(member)
    data = {"kind": "question", "body": "How much is enough?", "submission_key": uuid.uuid4()}

    response = client.post(reverse("comment_create", args=[discussion_of(ArticleFactory()).pk]), data)

    page = response.content.decode()
    assert ("How much is enough?" in page, "Ask your question in one line." in page) == (True, True)
    assert Comment.objects.count() == 0


@pytest.mark.django_db
def test_visitor_keeps_the_draft_across_signing_in(client, member):
    article = ArticleFactory()
    data = {"kind": "remark", "body": "Kept while I sign in.", "submission_key": uuid.uuid4()}

    sent = client.post(reverse("comment_create", args=[discussion_of(article).pk]), data)
    client.force_login(member)
    page = client.get(article.get_absolute_url()).content.decode()

    assert (sent.status_code, Comment.objects.count(), "Kept while I sign in." in page) == (302, 0, True)


@pytest.mark.django_db
def test_held_comment_is_seen_by_its_author_and_moderators_only(client, member, moderator, editor):
    article = ArticleFactory()
    CommentFactory(article=article, author=member, body="It costs $124 at amazon.com", status=Comment.Status.HELD)
    seen = {}

    for name, person in {"visitor": None, "author": member, "moderator": moderator, "editor": editor}.items():
        client.logout()
        if person:
            client.force_login(person)
        seen[name] = "$124" in client.get(article.get_absolute_url()).content.decode()

    assert seen == {"visitor": False, "author": True, "moderator": True, "editor": False}


@pytest.mark.django_db
def test_edit_keeps_what_was_said_and_deletion_leaves_a_tombstone(client):
    comment = CommentFactory(body="First words.")
    CommentFactory(parent=comment, body="A reply that stays.")
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)
    history = client.get(reverse("comment_history", args=[comment.pk])).content.decode()
    delete_comment(comment=comment, by=comment.author, at=NOON)

    page = client.get(comment.discussion.article.get_absolute_url()).content.decode()

    assert ("First words." in history, "Second words." in history) == (True, True)
    assert ("Second words." in page, "deleted by its author" in page, "A reply that stays." in page) == (
        False,
        True,
        True,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 20])
def test_article_page_asks_the_same_number_of_questions(client, django_assert_max_num_queries, count):
    article, author = ArticleFactory(), MemberFactory()
    for _n in range(count):
        CommentFactory(article=article, author=author)

    with django_assert_max_num_queries(13):
        response = client.get(article.get_absolute_url())

    assert response.content.decode().count('<article class="comment"') == count
