"""Who may do what with a comment."""

from accounts.permissions import can_post
from comments.models import Comment


def can_edit(member, comment: Comment) -> bool:
    """Its author, while it is live and nobody reviews it."""
    return can_delete(member, comment) and can_post(member)


def can_delete(member, comment: Comment) -> bool:
    """Its author, while it is live; a post under review stays until it is judged."""
    is_live = comment.status in (Comment.Status.PUBLISHED, Comment.Status.HELD)
    return comment.author_id == member.pk and is_live and not comment.is_under_review
