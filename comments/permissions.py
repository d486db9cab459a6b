"""Who may do what with a comment."""

from accounts.permissions import can_post
from comments.models import Comment


def can_edit(member, comment: Comment) -> bool:
    """Its author, while it is live and nobody reviews it."""
    return is_own_and_live(member, comment) and not comment.is_under_review and can_post(member)


def can_delete(member, comment: Comment) -> bool:
    """Its author, while it is live; a post under review stays until it is judged."""
    return is_own_and_live(member, comment) and not comment.is_under_review


def can_reply(member, comment: Comment) -> bool:
    """Every reader, to a published comment that is not locked, in an open discussion."""
    return can_post(member) and comment.status == Comment.Status.PUBLISHED and not comment.is_locked


def is_own_and_live(member, comment: Comment) -> bool:
    """Tell whether the member wrote it and it is published or held."""
    return comment.author_id == member.pk and comment.status in (Comment.Status.PUBLISHED, Comment.Status.HELD)
