"""What the worker does for disputes: put up the cautions that are due by themselves, and come back for the next."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from claims.actions import put_up_cautions
from claims.reading import next_caution_at


@task()
def put_up_due_cautions() -> int:
    """Put up the cautions that are due and plan the next look; safe to run twice at once. Return how many went up."""
    now = timezone.now()
    put_up = put_up_cautions(at=now)
    if due_at := next_caution_at(now):
        plan_cautions(at=due_at)
    return len(put_up)


def plan_cautions(*, at: datetime) -> None:
    """Enqueue a look for this time, unless one is enqueued that runs no later.

    Args:
        at: when a report about safety will be past its target (aware).
    """
    planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=put_up_due_cautions.module_path)
    if not planned.filter(Q(run_after__lte=at) | Q(run_after=get_date_max())).exists():
        put_up_due_cautions.using(run_after=at).enqueue()
