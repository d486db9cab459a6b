"""What moderators do about a whole discussion or thread."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from comments.actions import touch
from comments.models import Comment, Discussion


@transaction.atomic
def change_discussion(
    *, discussion: Discussion, is_open: bool, slow_mode_seconds: int, reason: str, by, at: datetime
) -> Discussion:
    """Open or close a discussion, or slow it down.

    Args:
        discussion: which.
        is_open: False closes it: it can be read, and nobody can post.
        slow_mode_seconds: how long a member waits between two posts; 0 for no pause.
        reason: for the log, at most 1,000 characters.
        by: the moderator; the caller has checked can_manage.
        at: when (aware).

    Returns:
        The discussion as it is now.
    """
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    before = {"is_open": discussion.is_open, "slow_mode_seconds": discussion.slow_mode_seconds}
    discussion.is_open, discussion.slow_mode_seconds = is_open, slow_mode_seconds
    discussion.save(update_fields=["is_open", "slow_mode_seconds"])
    touch(discussion.pk)
    after = {"is_open": is_open, "slow_mode_seconds": slow_mode_seconds}
    record(
        actor=by, role="moderator", verb="change_discussion", subject=discussion, at=at, before=before, after=after,
        public_note=reason,
    )  # fmt: skip
    return discussion


@transaction.atomic
def lock_thread(*, comment: Comment, is_locked: bool, reason: str, by, at: datetime) -> Comment:
    """Close a thread to replies, or open it again; what stands in it can be read.

    Args:
        comment: any comment; what hangs on it is closed with it.
        is_locked: False opens it.
        reason: for the log, at most 1,000 characters.
        by: the moderator; the caller has checked can_lock.
        at: when (aware).

    Returns:
        The comment as it is now.
    """
    comment = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    before, comment.is_locked = comment.is_locked, is_locked
    comment.save(update_fields=["is_locked"])
    touch(comment.discussion_id)
    record(
        actor=by, role="moderator", verb="lock_thread", subject=comment, at=at, before={"is_locked": before},
        after={"is_locked": is_locked}, public_note=reason,
    )  # fmt: skip
    return comment
