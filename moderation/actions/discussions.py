"""What moderators do about a whole discussion or thread."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from comments.actions import touch
from comments.models import Comment, Discussion
from common.markdown import render_comment

STANDING = ("is_open", "closes_at", "slow_mode_seconds", "slow_mode_until")


@transaction.atomic
def change_discussion(
    *, discussion: Discussion, is_open: bool, slow_mode_seconds: int, reason: str, by, at: datetime,
    closes_at: datetime | None = None, slow_mode_until: datetime | None = None,
) -> Discussion:  # fmt: skip
    """Open or close a discussion, now or later, or slow it down; readers see who slowed it, why and until when.

    Args:
        discussion: which.
        is_open: False closes it: it can be read, and nobody can post.
        slow_mode_seconds: how long a member waits between two posts; 0 for no pause.
        reason: shown to readers beside what it is for, and in the log; at most 300 characters.
        by: the moderator; the caller has checked can_manage.
        at: when (aware).
        closes_at: when an open one closes by itself (aware); None for never.
        slow_mode_until: when the pause ends by itself (aware); None for when a moderator ends it.

    Returns:
        The discussion as it is now.
    """
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    before, closing, pace = _standing(discussion), _closing(discussion), _pace(discussion)
    discussion.is_open, discussion.closes_at = is_open, closes_at if is_open else None
    discussion.slow_mode_seconds = slow_mode_seconds
    discussion.slow_mode_until = slow_mode_until if slow_mode_seconds else None
    if _closing(discussion) != closing:
        discussion.closed_reason = "" if is_open and closes_at is None else reason
    if _pace(discussion) != pace:
        is_slow = bool(slow_mode_seconds)
        discussion.slow_mode_by, discussion.slow_mode_reason = by if is_slow else None, reason if is_slow else ""
    discussion.save(update_fields=[*STANDING, "closed_reason", "slow_mode_by", "slow_mode_reason"])
    touch(discussion.pk)
    record(
        actor=by, role="moderator", verb="change_discussion", subject=discussion, at=at, before=before,
        after=_standing(discussion), public_note=reason,
    )  # fmt: skip
    return discussion


def _standing(discussion):
    """Return what the log keeps of how a discussion stands."""
    values = {name: getattr(discussion, name) for name in STANDING}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _closing(discussion):
    return discussion.is_open, discussion.closes_at


def _pace(discussion):
    return discussion.slow_mode_seconds, discussion.slow_mode_until


@transaction.atomic
def change_notice(*, discussion: Discussion, notice: str, by, at: datetime) -> Discussion:
    """Put a notice of the staff above a discussion, or take it down.

    Args:
        discussion: which.
        notice: Markdown, at most 1,000 characters; empty takes it down.
        by: the moderator or editor; the caller has checked can_give_notice.
        at: when (aware).

    Returns:
        The discussion as it is now.

    Raises:
        common.markdown.MarkdownTooLarge: the notice cannot be read.
    """
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    before = discussion.notice
    if notice == before:
        return discussion
    discussion.notice, discussion.notice_html = notice, render_comment(notice) if notice else ""
    discussion.notice_by, discussion.notice_at = (by, at) if notice else (None, None)
    discussion.save(update_fields=["notice", "notice_html", "notice_by", "notice_at"])
    touch(discussion.pk)
    role = "moderator" if by.has_perm("moderation.review_case") else "editor"
    record(
        actor=by, role=role, verb="change_notice", subject=discussion, at=at, before={"has_notice": bool(before)},
        after={"has_notice": bool(notice)}, public_note=notice,
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
