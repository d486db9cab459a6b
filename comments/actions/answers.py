"""An asker accepts an answer; professionals put their name and their checked licence behind one."""

from datetime import datetime

from django.db import transaction

from accounts.models import Credential
from comments.actions.counting import recount_marks
from comments.actions.posting import touch
from comments.models import Comment, Endorsement, Question
from comments.permissions import is_answer_in_public
from comments.searching import follow


class NotPossible(Exception):
    """The answer has gone, or the licence has run out, meanwhile."""


@transaction.atomic
def accept_answer(*, answer: Comment, by, at: datetime) -> Question:
    """Say that an answer solved it; another that was accepted before is not any more.

    Args:
        answer: to a question of this member.
        by: who asked; the caller has checked can_accept.
        at: when (aware).

    Returns:
        The question. The same answer accepted once more keeps its first time.

    Raises:
        NotPossible: the answer, or the question, is not public any more.
    """
    question = _held(answer, by)
    if question.accepted_id != answer.pk:
        question.accepted, question.accepted_at = answer, at
        _save(question)
    return question


@transaction.atomic
def take_back_acceptance(*, answer: Comment, by) -> Question:
    """Accept an answer no longer.

    Args:
        answer: to a question of this member; where another one is accepted meanwhile, nothing changes.
        by: who asked; the caller has checked can_accept.

    Returns:
        The question.

    Raises:
        NotPossible: the answer, or the question, is not public any more.
    """
    question = _held(answer, by)
    if question.accepted_id == answer.pk:
        question.accepted = question.accepted_at = None
        _save(question)
    return question


def _held(answer, by):
    """Lock the answer, then its question, in the order that every verb locks them; return the question."""
    answer = Comment.objects.select_for_update(no_key=True).get(pk=answer.pk)
    touch(answer.discussion_id)
    rows = Question.objects.select_for_update(of=("self",)).select_related("comment")
    question = rows.filter(pk=answer.parent_id).first()
    if question is None or question.comment.author_id != by.pk or not is_answer_in_public(answer, question.comment):
        raise NotPossible
    return question


def _save(question):
    question.save(update_fields=["accepted", "accepted_at"])
    follow(question.comment)


@transaction.atomic
def endorse_answer(*, answer: Comment, by, at: datetime) -> Endorsement:
    """Put a professional's name behind an answer; pressed twice, it stands once.

    Args:
        answer: by somebody else.
        by: a professional; the caller has checked can_endorse.
        at: when (aware).

    Returns:
        The endorsement, with the licence that was valid when it was given.

    Raises:
        NotPossible: the answer is not public any more, or the member has no valid licence.
    """
    answer = _public(answer)
    credential = Credential.objects.valid(at).filter(member=by).order_by("-expires_on", "pk").first()
    if credential is None or answer.author_id == by.pk:
        raise NotPossible
    given, is_new = Endorsement.objects.get_or_create(
        comment=answer, member=by, defaults={"credential": credential, "created_at": at}
    )
    if is_new:
        _count(answer)
    return given


@transaction.atomic
def take_back_endorsement(*, answer: Comment, by) -> None:
    """Stand behind an answer no longer; a licence that has run out does not keep anybody from it.

    Args:
        answer: any; where there is no endorsement, nothing changes.
        by: the member.
    """
    answer = Comment.objects.select_for_update(no_key=True).get(pk=answer.pk)
    if Endorsement.objects.filter(comment=answer, member=by).delete()[0]:
        _count(answer)


def _public(answer):
    """Lock an answer that everybody reads."""
    answer = Comment.objects.select_for_update(no_key=True, of=("self",)).select_related("parent").get(pk=answer.pk)
    if answer.parent is None or not is_answer_in_public(answer, answer.parent):
        raise NotPossible
    return answer


def _count(answer):
    recount_marks(answer)
    touch(answer.discussion_id)
