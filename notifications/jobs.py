"""What the worker does: send the mails of the outbox, and come back for those that could not be sent."""

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from notifications.models import OutboxMail

MOST_ATTEMPTS = 20  # more than three days of them
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
LEASE = timedelta(minutes=5)  # a worker killed while sending gives its mail free after this
MOST_AT_ONCE = 500
logger = logging.getLogger(__name__)


@task()
def drain_outbox() -> int:
    """Send every mail that is due and plan the next drain; safe to run twice at once. Return how many were sent."""
    now = timezone.now()
    waiting = OutboxMail.objects.filter(state=OutboxMail.State.WAITING)
    due = waiting.filter(next_try_at__lte=now).order_by("next_try_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
    if due:
        plan_drain(at=now + LEASE)  # before the first mail: if this worker is killed, another comes back
    sent = sum(send_mail(mail_id=pk) for pk in due)
    if earliest := waiting.aggregate(at=Min("next_try_at"))["at"]:
        plan_drain(at=earliest)
    return sent


def plan_drain(*, at: datetime) -> None:
    """Enqueue a drain for this time, unless one is enqueued that runs no later.

    Args:
        at: when mails will be due (aware).
    """
    planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=drain_outbox.module_path)
    if not planned.filter(Q(run_after__lte=at) | Q(run_after=get_date_max())).exists():
        drain_outbox.using(run_after=at).enqueue()


def send_mail(*, mail_id: int) -> bool:
    """Send one mail unless another worker has it; a failure is tried again with a growing pause."""
    now = timezone.now()
    row = OutboxMail.objects.filter(pk=mail_id)
    is_ours = row.filter(state=OutboxMail.State.WAITING, next_try_at__lte=now).update(
        next_try_at=now + LEASE, attempts=F("attempts") + 1
    )
    mail = row.first() if is_ours else None
    if mail is None:  # somebody else's, or taken back meanwhile
        return False
    try:
        _message(mail).send()
    except Exception as error:  # whatever is wrong with one mail, the others go out
        _put_off(row, mail, error, now)
        return False
    row.update(state=OutboxMail.State.SENT, sent_at=timezone.now(), last_error="")
    return True


def _message(mail):
    """Build a plain mail; the same mail sent twice has the same Message-ID."""
    headers = {
        "Message-ID": f"<outbox-{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(mail.subject, mail.text, to=[mail.to], headers=headers)


def _put_off(row, mail, error, now):
    """Note a failure. A mail that no server could take (ValueError: a line break in a header) is given up at once."""
    is_hopeless = isinstance(error, ValueError) or mail.attempts >= MOST_ATTEMPTS
    if is_hopeless:
        logger.error("outbox mail %s is given up after %s attempts: %s", mail.pk, mail.attempts, error)
    row.update(
        state=OutboxMail.State.FAILED if is_hopeless else OutboxMail.State.WAITING,
        next_try_at=now + min(FIRST_PAUSE * 2**mail.attempts, LONGEST_PAUSE),
        last_error=str(error)[:300],
    )
