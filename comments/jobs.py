"""What the worker does for discussions: tell of a comment."""

from django.utils import timezone
from django_tasks import task

from comments.actions import tell_about


@task()
def tell_about_comment(comment_id: int) -> int:
    """Tell of a comment that has become public; safe to run twice. Return how many were told."""
    return tell_about(comment_id=comment_id, at=timezone.now())
