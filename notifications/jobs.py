"""What the worker does: send the mails of the outbox."""

from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from notifications.models import OutboxMail

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
LEASE = timedelta(minutes=5)  # a worker killed while sending gives its mail free after this


@task()
def drain_outbox() -> int:
    """Send every mail that is due; safe to run twice at once. Return how many were sent."""
    now = timezone.now()
    due = OutboxMail.objects.filter(state=OutboxMail.State.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")
    return sum(send_mail(mail_id=pk) for pk in due.values_list("pk", flat=True)[:500])


def send_mail(*, mail_id: int) -> bool:
    """Send one mail unless another worker has it; a failure is tried again with a growing pause."""
    now = timezone.now()
    waiting = OutboxMail.objects.filter(pk=mail_id, state=OutboxMail.State.WAITING, next_try_at__lte=now)
    if not waiting.update(next_try_at=now + LEASE, attempts=F("attempts") + 1):
        return False
    mail = OutboxMail.objects.get(pk=mail_id)
    try:
        EmailMessage(mail.subject, mail.text, to=[mail.to], headers={"Message-ID": f"<outbox-{mail.pk}@site>"}).send()
    except (OSError, SMTPException) as error:
        mail.last_error = str(error)[:300]
        mail.state = OutboxMail.State.FAILED if mail.attempts >= MOST_ATTEMPTS else mail.state
        mail.next_try_at = now + FIRST_PAUSE * 2**mail.attempts
        mail.save()
        return False
    mail.state, mail.sent_at, mail.last_error = OutboxMail.State.SENT, timezone.now(), ""
    mail.save()
    return True
