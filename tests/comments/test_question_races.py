"""Staff keep questions while readers write, and while other staff do: each is done whole, or refused whole."""

import uuid
from functools import partial

import pytest

from audit.actions import broken_links
from comments.actions import (
    CannotKeep,
    DiscussionClosed,
    close_question,
    edit_comment,
    make_question,
    merge_question,
    post_comment,
    put_back,
    reopen_question,
)
from comments.models import Comment, Move, Question
from comments.threading import depth_of, path_of
from tests.comments.asking import question
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
_together = partial(together, refusals=(DiscussionClosed, CannotKeep))
TIMES = 5


@pytest.fixture
def staff(roles, editor, moderator):
    """An editor and a moderator."""
    return editor, moderator


def _reply(parent, body="A word."):
    return lambda: post_comment(
        discussion=parent.discussion, author=MemberFactory(), parent=parent, body=body, submission_key=uuid.uuid4(),
        at=NOON,
    ).pk  # fmt: skip


def _assert_threads_are_whole():
    for row in Comment.objects.select_related("parent"):
        assert row.path == path_of(row.pk, row.parent.path if row.parent else "")
        assert row.depth == depth_of(row.path)
    for asked in Question.objects.all():
        assert asked.answer_count == Comment.objects.filter(parent=asked.pk, status="published").count()


def test_question_closed_while_it_is_answered(staff):
    for _time in range(TIMES):
        asked = question()
        results = _together([
            _reply(asked.comment),
            lambda q=asked: close_question(question=q, reason="unclear", note="", by=staff[0], at=NOON),
            _reply(asked.comment),
        ])  # fmt: skip
        asked.refresh_from_db()
        posted = [result for result in results if isinstance(result, int)]
        assert (asked.close_reason, asked.answer_count) == ("unclear", len(posted))
        assert all(result is DiscussionClosed for result in (results[0], results[2]) if not isinstance(result, int))


def test_questions_that_join_each_other_at_once_make_no_ring(staff):
    for _time in range(TIMES):
        rows = [question(f"Question number {number}?") for number in range(3)]
        pairs = [(rows[0], rows[1]), (rows[1], rows[2]), (rows[2], rows[0])]
        results = _together([
            lambda a=asked, b=into, who=staff[number % 2]: merge_question(question=a, into=b, note="", by=who, at=NOON)
            for number, (asked, into) in enumerate(pairs)
        ])  # fmt: skip
        leads = dict(Question.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "duplicate_of"))
        assert None in leads.values()
        assert sum(result is not CannotKeep for result in results) == sum(key is not None for key in leads.values())

    assert broken_links() == []


def test_question_closed_joined_and_opened_by_several_at_once(staff):
    for _time in range(TIMES):
        asked, other = question(), question("Another?")
        results = _together([
            lambda q=asked: close_question(question=q, reason="unclear", note="", by=staff[0], at=NOON),
            lambda q=asked, o=other: merge_question(question=q, into=o, note="", by=staff[1], at=NOON),
            lambda q=asked: reopen_question(question=q, reason="", by=staff[1], at=NOON),
        ])  # fmt: skip
        assert [result is CannotKeep for result in results].count(False) >= 1
        asked.refresh_from_db()
        assert bool(asked.closed_at) == bool(asked.close_reason)


def test_branch_moved_while_others_write_in_it(staff):
    for _time in range(TIMES):
        root = CommentFactory(article=ArticleFactory())
        reply = CommentFactory(parent=root)
        below = CommentFactory(parent=reply)
        results = _together([
            lambda c=reply: make_question(comment=c, title="Is it so?", reason="", by=staff[0], at=NOON),
            _reply(below), _reply(reply), _reply(root),
            lambda c=below: edit_comment(comment=c, body="Other words.", by=c.author, at=NOON),
        ])  # fmt: skip
        assert [result for result in results if result is DiscussionClosed] == []
        _assert_threads_are_whole()
        if results[0] is not CannotKeep:
            assert Comment.objects.get(pk=below.pk).path.startswith(path_of(reply.pk))
    assert Question.objects.exists()


def test_comment_moved_by_two_at_once_is_moved_once_and_put_back_once(staff):
    for _time in range(TIMES):
        comment = CommentFactory(parent=CommentFactory())
        made = _together([
            lambda c=comment, who=who: make_question(comment=c, title="Is it so?", reason="", by=who, at=NOON)
            for who in staff
        ])  # fmt: skip
        move = Move.objects.get(comment=comment)
        back = _together([lambda m=move, who=who: put_back(move=m, reason="", by=who, at=NOON) for who in staff])
        assert [made.count(CannotKeep), back.count(CannotKeep)] == [1, 1]
    assert Question.objects.count() == 0
    _assert_threads_are_whole()


def test_question_put_back_while_it_is_answered(staff):
    for _time in range(TIMES):
        comment = CommentFactory(parent=CommentFactory())
        make_question(comment=comment, title="Is it so?", reason="", by=staff[0], at=NOON)
        comment.refresh_from_db()
        move = Move.objects.get(comment=comment)
        _together([
            _reply(comment), lambda m=move: put_back(move=m, reason="", by=staff[0], at=NOON), _reply(comment),
        ])  # fmt: skip
        _assert_threads_are_whole()
