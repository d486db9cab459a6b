"""What goes with a thing or a member that goes."""

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from common import jobs
from notifications.models import Notice, OutboxMail, Preference, QuietWriter, Subscription

GOODBYE = "goodbye/"  # begins the unique key of the last mail to somebody who has left


def forget_things(*, subject_keys: list[str]) -> None:
    """Delete every notice and mail about some things, also those that were read or have left: their words are gone.

    Args:
        subject_keys: the things, such as "comment:17".
    """
    notices = Notice.objects.filter(subject_key__in=subject_keys)
    keys = list(notices.values_list("unique_key", flat=True))
    OutboxMail.objects.filter(Q(unique_key__in=keys) | Q(subject_key__in=subject_keys)).delete()
    notices.delete()
    Subscription.objects.filter(subject_key__in=subject_keys).delete()


def rename_in_things(*, subject_keys: list[str], renamed: Callable[[str], str]) -> None:
    """Change a name in the notices and mails about some things; they stay.

    Args:
        subject_keys: the things, such as "comment:17".
        renamed: returns a text with the new name.
    """
    notices = Notice.objects.filter(subject_key__in=subject_keys)
    keys = list(notices.values_list("unique_key", flat=True))
    mails = OutboxMail.objects.filter(Q(unique_key__in=keys) | Q(subject_key__in=subject_keys))
    for row in notices:
        row.title, row.text = renamed(row.title), renamed(row.text)
        row.save(update_fields=["title", "text"])
    for row in mails:
        row.subject, row.text = renamed(row.subject), renamed(row.text)
        row.save(update_fields=["subject", "text"])


def forget_member(*, member, former, mode: str, at: datetime) -> None:
    """Delete what a member who leaves was told and mailed, and what they follow; the last mail says that it is done.

    Args:
        member: who leaves.
        former: not looked at: nothing here is handed over.
        mode: not looked at: none of it is the member's words.
        at: when (aware).
    """
    told = Notice.objects.filter(Q(member=member) | Q(subject_key=f"member:{member.pk}"))
    keys = list(told.values_list("unique_key", flat=True))
    addresses = [member.email, *EmailAddress.objects.filter(user=member).values_list("email", flat=True)]
    nobodys = Q(to__in=addresses, member=None)  # an address alone proves nothing: anybody can add one unconfirmed
    OutboxMail.objects.filter(Q(unique_key__in=keys) | nobodys | Q(member=member)).delete()
    told.delete()
    for kept in (Subscription, Preference, QuietWriter):
        kept.objects.filter(member=member).delete()
    text = _("Your account and what belonged to it are deleted. This is the last mail you get from us. Goodbye.")
    OutboxMail.objects.create(
        unique_key=f"{GOODBYE}{member.pk}", to=member.email, subject=_("Your account is deleted"), text=f"{text}\n",
        next_try_at=at, created_at=at,
    )  # fmt: skip
    jobs.enqueue("notifications.jobs.drain_outbox")


def forget_goodbyes(*, at: datetime) -> None:
    """Delete the last mails to those who have left, once they are sent or given up: the address goes too.

    Args:
        at: when; not looked at.
    """
    OutboxMail.objects.filter(unique_key__startswith=GOODBYE).exclude(state=OutboxMail.State.WAITING).delete()
