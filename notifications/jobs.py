"""What the worker does: put digests together, send the outbox, and come back for what could not be sent."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from notifications import emails
from notifications.actions import make_digests
from notifications.models import Notice, OutboxMail
from notifications.paces import DIGESTS, digest_after
from notifications.reading import digest_rows, words_for

MOST_ATTEMPTS = 20  # more than three days of them
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
LONGEST_DOUBLING = 9  # after that many the pause is the longest anyway
LEASE = timedelta(minutes=5)  # a worker killed while sending gives its mail free after this
MOST_AT_ONCE = 500
State = OutboxMail.State
logger = logging.getLogger(__name__)


@task()
def drain_outbox() -> int:
    """Send every mail that is due and plan the next drain; safe to run twice at once. Return how many were sent."""
    now = timezone.now()
    waiting = OutboxMail.objects.filter(state=State.WAITING)
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
    _plan(drain_outbox, at)


def _plan(job, at):
    planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=job.module_path)
    if not planned.filter(Q(run_after__lte=at) | Q(run_after=get_date_max())).exists():
        job.using(run_after=at).enqueue()


@task()
def send_digests() -> int:
    """Put the digests that are due into the outbox and plan the next; safe to run twice. Return how many were made."""
    now = timezone.now()
    made = make_digests(at=now)
    if made:
        drain_outbox.enqueue()
    zone, hour = ZoneInfo(settings.TIME_ZONE), settings.DIGEST_HOUR
    waiting = [pace for pace in DIGESTS if Notice.objects.for_digest(pace).exists()]
    if waiting:
        _plan(send_digests, min(digest_after(pace, now, zone=zone, hour=hour) for pace in waiting))
    return made


def send_mail(*, mail_id: int) -> bool:
    """Send one mail unless another worker has it; a failure is tried again with a growing pause."""
    now = timezone.now()
    row = OutboxMail.objects.filter(pk=mail_id)
    is_ours = row.filter(state=State.WAITING, next_try_at__lte=now).update(
        next_try_at=now + LEASE, attempts=F("attempts") + 1
    )
    mail = row.select_related("member").first() if is_ours else None
    if mail is None:  # somebody else's, or taken back meanwhile
        return False
    try:
        message = _message(mail)
        if message is None:
            row.update(state=State.DROPPED, text="", last_error="")
            return False
        message.send()
    except Exception as error:  # whatever is wrong with one mail, the others go out
        _put_off(row, mail, error, now)
        return False
    row.update(state=State.SENT, sent_at=timezone.now(), last_error="")
    return True


@transaction.atomic
def _message(mail):
    """Put a mail together as it is true now; None where its member is gone, or may see nothing of it any more."""
    if mail.member is None:
        return emails.notice_mail(mail, "")
    if not mail.member.is_active:
        return None
    mail.to = mail.member.email
    if mail.digest:
        rows = digest_rows(mail)
        told = [emails.item(row.notice.title, row.notice.text, row.words, row.notice.url) for row in rows]
        return emails.digest_mail(mail, told) if told else None
    words = words_for(mail.member, [mail.subject_key])
    return emails.notice_mail(mail, words[mail.subject_key]) if mail.subject_key in words else None


def _put_off(row, mail, error, now):
    """Note a failure, and give up what no server takes; a server that is away is asked again for as long as it is."""
    is_tried_enough = _has_answered(error) and mail.attempts >= MOST_ATTEMPTS
    is_hopeless = isinstance(error, ValueError) or _is_refused_for_good(error) or is_tried_enough
    if is_hopeless:
        name = type(error).__name__  # its words name the address; last_error keeps them, and goes with the row
        logger.error("outbox mail %s is given up after %s attempts: %s", mail.pk, mail.attempts, name)
    row.update(
        state=State.FAILED if is_hopeless else State.WAITING,
        next_try_at=now + min(FIRST_PAUSE * 2 ** min(mail.attempts, LONGEST_DOUBLING), LONGEST_PAUSE),
        last_error=str(error)[:300],
    )


def _has_answered(error):
    """Tell whether a server looked at this mail; one that is down says nothing about it."""
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError) or not isinstance(error, OSError | SMTPException)


def _is_refused_for_good(error):
    """Tell whether the answer was a permanent one about this mail.

    Source: RFC 5321, 4.2.1 (5yz: permanent; 4yz: try again), 2026-11.
    """
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500
