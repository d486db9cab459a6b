"""Who may do what with a comment."""

from accounts.permissions import can_post
from comments.models import Comment, Question


def can_edit(member, comment: Comment) -> bool:
    """Its author, while it is live and nobody reviews it."""
    return can_delete(member, comment) and can_post(member)


def can_delete(member, comment: Comment) -> bool:
    """Its author, while it is live; one under review, or found to break a rule, stays as it is."""
    is_live = comment.status in (Comment.Status.PUBLISHED, Comment.Status.HELD)
    is_settled = comment.is_under_review or comment.judged_at is not None
    return comment.author_id == member.pk and is_live and not is_settled


def is_answer_in_public(answer: Comment, question: Comment) -> bool:
    """Tell whether a comment is an answer, and everybody reads it and its question.

    Args:
        answer: any comment.
        question: what it hangs on.
    """
    is_answer = answer.parent_id == question.pk and question.kind == Comment.Kind.QUESTION
    return is_answer and answer.status == question.status == Comment.Status.PUBLISHED


def can_accept(member, answer: Comment) -> bool:
    """Whoever asked, while they may post; the answer has its parent loaded."""
    question = answer.parent
    is_asker = question is not None and member.is_authenticated and question.author_id == member.pk
    return is_asker and is_answer_in_public(answer, question) and can_post(member)


def can_endorse(member, answer: Comment, *, is_professional: bool) -> bool:
    """A professional, of an answer that is not their own, while they may post; the answer has its parent loaded.

    Args:
        member: a Member or AnonymousUser.
        answer: the comment.
        is_professional: they hold a valid Credential.
    """
    if not is_professional or answer.parent is None or answer.author_id == member.pk:
        return False
    return is_answer_in_public(answer, answer.parent) and can_post(member)


def can_keep(member, question: Question) -> bool:
    """Moderators and editors close, merge and move questions, not one that they asked themselves.

    Args:
        member: who.
        question: with its comment.
    """
    return can_move(member, question.comment)


def can_move(member, comment: Comment) -> bool:
    """Moderators and editors make a comment a question of its own, and a question a comment; not their own words.

    Args:
        member: who.
        comment: any.
    """
    return member.has_perm("comments.keep_questions") and comment.author_id != member.pk


def can_mark(member, comment: Comment) -> bool:
    """A member who may post, for what everybody reads and somebody else wrote."""
    return comment.status == Comment.Status.PUBLISHED and comment.author_id != member.pk and can_post(member)


def can_feature(member, comment: Comment) -> bool:
    """Whoever holds the right, for what everybody reads and somebody else wrote."""
    is_others = comment.status == Comment.Status.PUBLISHED and comment.author_id != member.pk
    return is_others and member.has_perm("comments.feature_comment")
