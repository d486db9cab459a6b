"""What stands below something that is not public is reached by no address, and nothing is written there."""

import uuid

import pytest
from django.urls import reverse

from articles.actions import restore_article, withdraw_article
from articles.models import Block
from claims.actions import merge_dispute, open_dispute, report_statement
from comments.actions import DiscussionClosed, discussion_of, open_discussion, post_comment
from comments.models import Comment, Discussion
from comments.places import place_of
from moderation.models import Flag
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory

WORDS = "Words that must not be lost."
pytestmark = pytest.mark.django_db


def _dispute(article, question):
    block = Block.objects.filter(revision=article.current_revision, kind=Block.Kind.PARAGRAPH).first()
    report = report_statement(
        reporter=MemberFactory(), target=block, start=0, end=len(block.text), reason="unsafe", why="It hurt.",
        submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip
    if question:
        open_dispute(
            dispute=report.dispute, question=question, positions=[("Yes", ""), ("No", "")], by=MemberFactory(), at=NOON
        )
    report.dispute.refresh_from_db()
    return report.dispute


def _withdrawn():
    comment = CommentFactory(body=WORDS)
    article = comment.discussion.article
    withdraw_article(article=article, reason="The study was retracted.", by=article.created_by, at=NOON)
    return comment


def _merged():
    article = ArticleFactory()
    one, other = _dispute(article, "Is it so?"), _dispute(article, "Is it really so?")
    comment = _post(one.discussion)
    merge_dispute(dispute=one, into=other, by=MemberFactory(), at=NOON)
    return comment


def _nowhere():
    return _post(open_discussion())


def _post(discussion):
    return post_comment(
        discussion=discussion, author=MemberFactory(), body=WORDS, submission_key=uuid.uuid4(), at=NOON
    )  # fmt: skip


@pytest.fixture(params=[_withdrawn, _merged, _nowhere], ids=["withdrawn article", "merged dispute", "no page"])
def hidden_away(request):
    """A published comment in a place that is not public any more."""
    return request.param()


@pytest.mark.parametrize("role", ["visitor", "author", "member", "moderator"])
def test_comment_in_a_place_that_is_not_public_is_not_found(client, request, hidden_away, role):
    person = {"author": hidden_away.author}.get(role) or (role != "visitor" and request.getfixturevalue(role))
    if person:
        client.force_login(person)
    names = ["comment_detail", "comment_reply", "comment_history"]
    names += ["comment_edit", "comment_delete", "comment_flag"] if person else []

    found = {name: client.get(reverse(name, args=[hidden_away.pk])).status_code for name in names}

    assert found == dict.fromkeys(names, 404)


def test_nothing_is_written_in_a_place_that_is_not_public(client, member, hidden_away):
    data = {"kind": "remark", "body": "A word on this.", "submission_key": uuid.uuid4(), "reason": "spam"}
    client.force_login(member)
    places = [reverse("comment_create", args=[hidden_away.discussion_id])]
    places += [reverse(name, args=[hidden_away.pk]) for name in ("comment_reply", "comment_flag")]

    answers = [client.post(place, data).status_code for place in places]

    assert (answers, Comment.objects.count(), Flag.objects.count()) == ([404] * 3, 1, 0)


def test_author_cannot_change_words_in_a_place_that_is_not_public(client, hidden_away):
    client.force_login(hidden_away.author)

    answers = [
        client.post(reverse(name, args=[hidden_away.pk]), {"body": "Other words."}).status_code
        for name in ("comment_edit", "comment_delete")
    ]

    assert (answers, list(Comment.objects.values_list("body", "status"))) == ([404] * 2, [(WORDS, "published")])


def test_nothing_is_written_below_an_article_that_was_never_published(client, member):
    discussion = discussion_of(ArticleFactory(published=False))
    client.force_login(member)
    data = {"kind": "remark", "body": "Too early.", "submission_key": uuid.uuid4()}

    answer = client.post(reverse("comment_create", args=[discussion.pk]), data)

    assert (answer.status_code, Comment.objects.count()) == (404, 0)
    with pytest.raises(DiscussionClosed):
        _post(discussion)


def test_article_withdrawn_while_somebody_writes_takes_no_comment():
    discussion = discussion_of(ArticleFactory())
    article = discussion.article
    withdraw_article(article=article, reason="The study was retracted.", by=article.created_by, at=NOON)

    with pytest.raises(DiscussionClosed):
        _post(discussion)

    assert Comment.objects.count() == 0


def test_comments_are_back_with_the_article(client):
    comment = _withdrawn()
    article = comment.discussion.article
    restore_article(article=article, by=article.created_by, at=NOON)

    page = client.get(comment.get_absolute_url(), follow=True)

    assert (page.status_code, page.content.decode().count(f"<p>{WORDS}</p>")) == (200, 1)


def test_place_is_the_page_of_the_article_or_of_the_dispute():
    article = ArticleFactory()
    dispute = _dispute(article, "Is it so?")

    assert [place_of(discussion_of(article)), place_of(dispute.discussion)] == [
        article.get_absolute_url(),
        dispute.get_absolute_url(),
    ]


def test_discussion_of_a_topic_is_shown_on_the_page_of_the_topic():
    topic = TopicFactory()

    assert place_of(Discussion.objects.create(topic=topic)) == topic.get_absolute_url()


def test_comment_below_a_dispute_is_posted_and_found(client, member):
    dispute = _dispute(ArticleFactory(), "Is it so?")
    client.force_login(member)
    data = {"kind": "evidence", "body": "A trial says so.", "submission_key": uuid.uuid4()}

    page = client.post(reverse("comment_create", args=[dispute.discussion_id]), data, follow=True)

    comment = Comment.objects.get()
    assert page.redirect_chain[-1][0] == f"{dispute.get_absolute_url()}#comment-{comment.pk}"
    assert page.content.decode().count('<div class="text" data-words><p>A trial says so.</p>') == 1


def test_parent_in_another_discussion_is_refused():
    parent, other = CommentFactory(), discussion_of(ArticleFactory())

    with pytest.raises(Comment.DoesNotExist):
        post_comment(
            discussion=other, author=MemberFactory(), parent=parent, body="Hello.", submission_key=uuid.uuid4(), at=NOON
        )
