"""Letting caches know."""

from django.db.models import F

from comments.models import Discussion


def touch(discussion_id: int) -> None:
    """Let caches know that the discussion reads differently now.

    Args:
        discussion_id: the discussion's key.
    """
    Discussion.objects.filter(pk=discussion_id).update(version=F("version") + 1)
