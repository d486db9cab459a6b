"""Work that can wait: enqueue a job by name for the background worker, and take up again what a worker left."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task

LEASE = timedelta(minutes=30)  # a task that runs longer belongs to a worker that was killed
FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 5
Status = TaskResultStatus
logger = logging.getLogger(__name__)


def enqueue(name: str, **ids) -> None:
    """Enqueue a task of some app once the current transaction has been committed.

    Args:
        name: dotted path of a django-tasks task, such as "notifications.jobs.drain_outbox".
        **ids: plain keys; the job loads what they name.
    """
    transaction.on_commit(partial(_enqueue, name, ids))


def _enqueue(name, ids):
    import_string(name).enqueue(**ids)
    plan_sweep()


def plan_sweep() -> None:
    """Enqueue a look at tasks that were left, unless one is enqueued: if a worker is killed, another finds its task."""
    planned = _tasks().filter(status=Status.READY, task_path=sweep_tasks.module_path)
    if not planned.exists():
        sweep_tasks.using(run_after=timezone.now() + LEASE).enqueue()


@task()
def sweep_tasks() -> int:
    """Let tasks run again that a killed worker left or that broke, and come back while any is unfinished.

    All tasks are safe to run twice. Returns how many run again.
    """
    taken_up = take_up_tasks()
    others = _tasks().exclude(task_path=sweep_tasks.module_path)
    if others.filter(status__in=[Status.READY, Status.RUNNING]).exists():
        plan_sweep()
    return taken_up


def take_up_tasks() -> int:
    """Make tasks ready again: those that run for longer than half an hour, and those that broke fewer than five times.

    Returns:
        How many.
    """
    now = timezone.now()
    count = 0
    rows = _tasks()
    for row in rows.filter(status=Status.RUNNING, started_at__lt=now - LEASE):
        count += _take_up(rows.filter(pk=row.pk, status=Status.RUNNING, started_at=row.started_at), row, now)
    for row in rows.filter(status=Status.FAILED, finished_at__gt=now - 2 * LEASE):
        count += _take_up(rows.filter(pk=row.pk, status=Status.FAILED, finished_at=row.finished_at), row, now)
    return count


def _take_up(held, row, now):
    """Make one task ready, unless another sweep was first; one that was tried often enough is given up."""
    attempts = len(row.worker_ids)
    if attempts < MOST_ATTEMPTS:
        pause = FIRST_PAUSE * 2**attempts
        return held.update(status=Status.READY, run_after=now + pause, started_at=None, finished_at=None)
    if row.status == Status.RUNNING:
        logger.error("task %s (%s) is given up after %s attempts", row.pk, row.task_path, attempts)
        held.update(status=Status.FAILED, finished_at=now - 2 * LEASE)
    return 0


def _tasks():
    """The rows of the queue, read without their order; imported here, as models load after this module."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    return DBTaskResult.objects.order_by()
