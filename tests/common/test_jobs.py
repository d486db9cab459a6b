"""A task that a killed worker left, or that broke, runs again; after five times it is given up."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common.jobs import LEASE, MOST_ATTEMPTS, enqueue, plan_sweep, sweep_tasks, take_up_tasks
from notifications.jobs import drain_outbox

Status = TaskResultStatus


def _task(status, *, ago, attempts=1, job=drain_outbox):
    """A task that a worker took, or that broke, this long ago."""
    job.enqueue()
    row = DBTaskResult.objects.filter(task_path=job.module_path).latest("enqueued_at")
    at = timezone.now() - ago
    row.status, row.started_at, row.worker_ids = status, at, ["w"] * attempts
    row.finished_at = at if status == Status.FAILED else None
    row.save()
    return row


def _sweeps():
    return DBTaskResult.objects.filter(task_path=sweep_tasks.module_path, status=Status.READY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "ago", "attempts", "becomes"),
    [
        (Status.RUNNING, LEASE + timedelta(minutes=1), 1, Status.READY),
        (Status.RUNNING, LEASE - timedelta(minutes=1), 1, Status.RUNNING),
        (Status.RUNNING, LEASE + timedelta(minutes=1), MOST_ATTEMPTS, Status.FAILED),
        (Status.FAILED, timedelta(minutes=1), 1, Status.READY),
        (Status.FAILED, timedelta(minutes=1), MOST_ATTEMPTS, Status.FAILED),
        (Status.FAILED, timedelta(days=30), 1, Status.FAILED),
        (Status.SUCCESSFUL, timedelta(days=30), 1, Status.SUCCESSFUL),
    ],
)
def test_task_is_taken_up_by_its_age_and_attempts(status, ago, attempts, becomes):
    row = _task(status, ago=ago, attempts=attempts)

    found = [take_up_tasks(), take_up_tasks()]

    row.refresh_from_db()
    assert (row.status, found) == (becomes, [int(becomes == Status.READY), 0])


@pytest.mark.django_db
def test_pause_before_the_next_time_grows():
    rows = [_task(Status.FAILED, ago=timedelta(minutes=1), attempts=attempts) for attempts in (1, 3)]
    before = timezone.now()

    take_up_tasks()

    pauses = [(DBTaskResult.objects.get(pk=row.pk).run_after - before) // timedelta(minutes=1) for row in rows]
    assert pauses == [2, 8]


@pytest.mark.django_db(transaction=True)
def test_each_task_has_a_sweep_behind_it_and_one_is_enough():
    for _time in range(3):
        enqueue("notifications.jobs.drain_outbox")

    planned = _sweeps().get()
    assert planned.run_after > timezone.now() + LEASE - timedelta(minutes=1)


@pytest.mark.django_db
def test_sweep_comes_back_while_something_is_unfinished_and_rests_then():
    row = _task(Status.RUNNING, ago=timedelta(minutes=1))
    sweep_tasks.call()
    while_running = _sweeps().count()
    DBTaskResult.objects.all().delete()
    row = _task(Status.SUCCESSFUL, ago=timedelta(minutes=1))

    sweep_tasks.call()

    assert (while_running, _sweeps().count(), row.status) == (1, 0, Status.SUCCESSFUL)


@pytest.mark.django_db
def test_sweep_that_was_killed_itself_is_replaced_by_the_next_task():
    plan_sweep()
    _sweeps().update(status=Status.RUNNING, started_at=timezone.now())

    plan_sweep()

    assert _sweeps().count() == 1


@pytest.mark.django_db
def test_command_takes_up_what_was_left(capsys):
    _task(Status.RUNNING, ago=2 * LEASE)

    for _time in range(2):
        call_command("sweep_tasks")

    assert capsys.readouterr().out.splitlines() == ["1 taken up", "0 taken up"]
