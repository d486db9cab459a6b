"""What the worker does for articles: tell of a revision."""

from django.utils import timezone
from django_tasks import task

from articles import actions


@task()
def tell_about_revision(revision_id: int) -> int:
    """Tell of a revision that went live; safe to run twice. Return how many were told."""
    return actions.tell_about_revision(revision_id=revision_id, at=timezone.now())
