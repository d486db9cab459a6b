"""The database refuses what the code should never write."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from comments.actions import discussion_of
from comments.models import Comment, CommentRevision, Discussion
from common import transitions
from common.transitions import InvalidTransition
from tests.factories import NOON, ArticleFactory, CommentFactory, TopicFactory

Status = Comment.Status
pytestmark = pytest.mark.django_db


def _refused(constraint, write):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return constraint in str(caught.value)


def test_one_form_of_a_member_makes_one_comment():
    comment = CommentFactory()
    same = {"author": comment.author, "submission_key": comment.submission_key}

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(discussion=comment.discussion, kind="remark", created_at=NOON, path="0", **same)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("comments_comment_status", {"status": "vanished"}),
        ("comments_comment_kind_of_root", {"kind": ""}),
        ("comments_comment_kind_of_root", {"depth": 1}),
        ("comments_comment_removed_with_code", {"status": "removed"}),
    ],
)
def test_root_that_cannot_be_is_refused(constraint, changes):
    comment = CommentFactory()

    assert _refused(constraint, lambda: Comment.objects.filter(pk=comment.pk).update(**changes))


@pytest.mark.parametrize("changes", [{"kind": "remark"}, {"title": "A title"}])
def test_reply_that_says_it_is_something_is_refused(changes):
    reply = CommentFactory(parent=CommentFactory())

    assert _refused("comments_comment_kind_of_root", lambda: Comment.objects.filter(pk=reply.pk).update(**changes))


def test_discussion_of_two_things_is_refused():
    discussion, topic = discussion_of(ArticleFactory()), TopicFactory()

    assert _refused(
        "comments_discussion_one_subject", lambda: Discussion.objects.filter(pk=discussion.pk).update(topic=topic)
    )


def test_second_discussion_of_an_article_is_refused():
    article = discussion_of(ArticleFactory()).article

    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(article=article)


def test_revision_number_is_used_once():
    comment = CommentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CommentRevision.objects.create(comment=comment, number=1, body="x", body_html="x", created_at=NOON)


def _may_move(status, other):
    try:
        transitions.check(Comment(pk=1, status=status), other)
    except InvalidTransition:
        return False
    return True


def test_status_moves_only_where_next_leads():
    moves = {status.value: {other.value for other in Status if _may_move(status, other)} for status in Status}

    assert moves == {
        "published": {"held", "hidden", "removed", "deleted"},
        "held": {"published", "hidden", "removed", "deleted"},
        "hidden": {"published", "removed", "deleted"},
        "removed": {"published", "deleted"},
        "deleted": set(),
    }


def test_discussion_of_an_article_is_made_once():
    article = ArticleFactory()

    assert {discussion_of(article).pk for _n in range(3)} == set(Discussion.objects.values_list("pk", flat=True))


def test_key_of_a_form_belongs_to_its_author():
    key = uuid.uuid4()

    made = [CommentFactory(submission_key=key) for _n in range(2)]

    assert len({comment.pk for comment in made}) == 2
