"""Words, quotes and names in discussions when their member leaves."""

from datetime import timedelta

import pytest

from accounts.actions import erase_member, request_deletion
from comments.models import Comment, Mention, Question
from tests.factories import NOON, CommentFactory, MemberFactory

REMOVED = "[removed by its author]"


def leave(member, mode="remove"):
    """Let a member ask and go."""
    request_deletion(member=member, mode=mode, at=NOON)
    assert erase_member(member_id=member.pk, at=NOON + timedelta(days=7)) is True


def body_of(comment):
    """Return what a comment says now."""
    return Comment.objects.get(pk=comment.pk).body


@pytest.mark.django_db
def test_quote_in_another_discussion_is_emptied_and_a_strangers_words_are_not():
    said = CommentFactory(body="I walk to the market every morning.")
    quoting = CommentFactory(body="> I walk to the market every morning.\n\nSo do I.")
    other = CommentFactory(body="> I swim in the lake every morning.\n\nSo do I.")

    leave(said.author)

    assert (body_of(quoting), body_of(other)) == (f"> {REMOVED}\n\nSo do I.", other.body)
    assert Comment.objects.get(pk=quoting.pk).edited_at is None


@pytest.mark.django_db
def test_name_in_a_mention_changes_wherever_it_was_written():
    anna = MemberFactory(public_name="Anna B")
    named = CommentFactory(body="Thank you @anna-b, and @annabel.")

    leave(anna, "anonymise")

    comment = Comment.objects.get(pk=named.pk)
    assert (comment.body, "members/anna-b" in comment.body_html) == ("Thank you @Former member, and @annabel.", False)
    assert Mention.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["@abc " * 2000, "> abc:\n>> x\n" * 833, ">yes\n>>yes\n" * 900])
def test_words_of_others_keep_nobody_here_however_often_they_name_or_quote(body):
    abc = MemberFactory(public_name="Abc")
    CommentFactory(author=abc, body="Yes")
    naming = CommentFactory()
    Comment.objects.filter(pk=naming.pk).update(body=body[:10_000])
    Mention.objects.create(comment=naming, member=abc, created_at=NOON)

    leave(abc)

    assert ("abc" in body_of(naming), "yes" in body_of(naming), len(body_of(naming)) <= 10_000) == (False, False, True)


@pytest.mark.django_db
def test_accepted_answer_that_goes_is_accepted_no_longer_and_not_counted():
    asked = CommentFactory(kind="question", title="How?")
    answers = CommentFactory.create_batch(2, parent=asked)
    Question.objects.filter(pk=asked.pk).update(accepted=answers[0], accepted_at=NOON)

    leave(answers[0].author)

    question = Question.objects.get(pk=asked.pk)
    assert (question.accepted, question.accepted_at, question.answer_count) == (None, None, 1)
