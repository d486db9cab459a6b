"""What the worker does for members: make downloads, delete accounts whose day has come, tell of badges that lapse."""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.db.models import Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from accounts import consequences
from accounts.actions import build_export, drop_old_exports, drop_stray_files, erase_member, tell_lapses
from accounts.models import Member
from accounts.reading import next_lapse_at

PERIOD = timedelta(days=1)
TASKS_KEPT = timedelta(days=14)
logger = logging.getLogger(__name__)


@task()
def make_export(*, export_id: int) -> bool:
    """Write the file of a download, and see to it that it is deleted in time; safe to run twice."""
    now = timezone.now()
    plan_tending(at=now + PERIOD)
    return build_export(export_id=export_id, at=now)


@task()
def tend_privacy() -> int:
    """Delete what is due, and plan the next look; safe to run twice at once. Return how many accounts were deleted."""
    erased = tend(at=timezone.now())
    plan_tending(at=_next_look(timezone.now()))
    return erased


def tend(*, at: datetime) -> int:
    """Delete the accounts, the downloads and the kept words whose day has come.

    Args:
        at: when (aware).

    Returns:
        How many accounts were deleted.
    """
    due = Member.objects.filter(leaves_at__lte=at).order_by("leaves_at", "pk").values_list("pk", flat=True)
    erased = sum(_erase(pk, at) for pk in list(due))
    drop_old_exports(at=at)
    drop_stray_files()
    Session.objects.filter(expire_date__lte=at).delete()  # with what visitors typed into them
    DBTaskResult.objects.finished().filter(finished_at__lte=at - TASKS_KEPT).delete()  # an error may name somebody
    for tidy in consequences.ON_TEND:
        tidy(at=at)
    return erased


def _erase(pk, at):
    """Delete one account; what stands in the way of one keeps no other waiting, and is tried again at the next look."""
    try:
        return erase_member(member_id=pk, at=at)
    except DatabaseError:
        logger.exception("member %s asked to be deleted and could not be", pk)
        return False


def _next_look(at):
    """Return when to look again: within a day, or when the next account is due."""
    due_at = Member.objects.filter(leaves_at__gt=at).aggregate(at=Min("leaves_at"))["at"]
    return min(due_at or at + PERIOD, at + PERIOD)


def plan_tending(*, at: datetime) -> None:
    """Enqueue a look for this time, unless one is enqueued that runs no later.

    Args:
        at: when (aware).
    """
    planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=tend_privacy.module_path)
    if not planned.filter(run_after__lte=at).exists():
        tend_privacy.using(run_after=at).enqueue()


@task()
def tell_of_lapses() -> int:
    """Tell whoever is due and plan the next look; safe to run twice at once. Return how many were told."""
    told = tell_lapses(at=timezone.now())
    if due_at := next_lapse_at():
        plan_lapses(at=due_at)
    return told


def plan_lapses(*, at: datetime) -> None:
    """Enqueue a look for this time, unless one is enqueued that runs no later.

    Args:
        at: when somebody will have to be told (aware).
    """
    planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=tell_of_lapses.module_path)
    if not planned.filter(Q(run_after__lte=at) | Q(run_after=get_date_max())).exists():
        tell_of_lapses.using(run_after=at).enqueue()
