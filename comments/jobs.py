"""What the worker does for discussions: tell of a comment, and drop drafts that nobody came back to."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from comments import actions
from comments.models import Draft


@task()
def tell_about_comment(comment_id: int) -> int:
    """Tell of a comment that has become public; safe to run twice. Return how many were told."""
    return actions.tell_about(comment_id=comment_id, at=timezone.now())


@task()
def tell_mentioned(comment_id: int) -> int:
    """Tell the members whom a comment names, each once; safe to run twice. Return how many were told."""
    return actions.tell_mentioned(comment_id=comment_id, at=timezone.now())


@task()
def drop_old_drafts() -> int:
    """Delete drafts that are older than DRAFT_DAYS and plan the next look; safe to run twice. Return how many went."""
    dropped = actions.drop_old_drafts(at=timezone.now())
    if earliest := Draft.objects.aggregate(at=Min("saved_at"))["at"]:
        plan_drop(at=earliest + timedelta(days=settings.DRAFT_DAYS, seconds=1))
    return dropped


def plan_drop(*, at: datetime) -> None:
    """Enqueue a look for this time, unless one is enqueued that runs no later.

    Args:
        at: when the oldest draft is too old (aware).
    """
    planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=drop_old_drafts.module_path)
    if not planned.filter(Q(run_after__lte=at) | Q(run_after=get_date_max())).exists():
        drop_old_drafts.using(run_after=at).enqueue()
