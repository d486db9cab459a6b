"""Finding a comment helpful, and featuring one."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.actions import record
from comments.actions.counting import recount_marks
from comments.actions.posting import touch
from comments.models import Comment, HelpfulMark
from comments.permissions import can_feature, can_mark


@transaction.atomic
def mark_helpful(*, comment: Comment, by, at: datetime) -> Comment:
    """Say that one found a comment helpful; once, however often the button is pressed.

    Args:
        comment: which.
        by: the member.
        at: when (aware).

    Returns:
        The comment with its count.

    Raises:
        PermissionDenied: it is their own, nobody reads it any more, or the member may not.
    """
    comment = _locked(comment)
    if not can_mark(by, comment):
        raise PermissionDenied
    _mark, is_new = HelpfulMark.objects.get_or_create(comment=comment, member=by, defaults={"created_at": at})
    return _counted(comment, changed=is_new)


@transaction.atomic
def take_mark_back(*, comment: Comment, by, at: datetime) -> Comment:
    """Take back that one found a comment helpful.

    Args:
        comment: which.
        by: the member.
        at: when (aware); not looked at.

    Returns:
        The comment with its count.
    """
    comment = _locked(comment)
    gone, _by_model = HelpfulMark.objects.filter(comment=comment, member=by).delete()
    return _counted(comment, changed=gone)


@transaction.atomic
def feature_comment(*, comment: Comment, is_featured: bool, by, at: datetime) -> Comment:
    """Show a comment above its discussion, or stop to.

    Args:
        comment: a published one.
        is_featured: False takes it down from there.
        by: an editor or a moderator.
        at: when (aware).

    Returns:
        The comment as it is now.

    Raises:
        PermissionDenied: they may not, it is their own, or nobody reads it.
    """
    comment = _locked(comment)
    if not can_feature(by, comment):
        raise PermissionDenied
    before = comment.featured_at is not None
    if before == is_featured:
        return comment
    comment.featured_at, comment.featured_by = (at, by) if is_featured else (None, None)
    comment.save(update_fields=["featured_at", "featured_by"])
    touch(comment.discussion_id)
    record(
        actor=by, role="editor", verb="feature_comment", subject=comment, at=at, before={"is_featured": before},
        after={"is_featured": is_featured},
    )  # fmt: skip
    return comment


def _locked(comment):
    return Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)


def _counted(comment, *, changed):
    if changed:
        recount_marks(comment)
        touch(comment.discussion_id)
    return comment
