"""Telling a member something, in the site and by mail."""

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import FORMER_ID
from common import jobs
from notifications.models import Notice, OutboxMail, Subscription

GOODBYE = "goodbye/"  # begins the unique key of the last mail to somebody who has left


def tell(
    *,
    member,
    kind: str,
    subject_key: str,
    title: str,
    text: str,
    url: str,
    at: datetime,
    by=None,
    mail: bool = True,
    unique_key: str | None = None,
) -> Notice | None:
    """Tell a member of something, once.

    Args:
        member: whom.
        kind: what sort of thing, such as "decision".
        subject_key: the thing, such as "comment:17".
        title: one line; line breaks become spaces, and 200 characters stay.
        text: what the mail and the notice say.
        url: the path on this site that it leads to.
        at: when (aware).
        by: who caused it; nobody is told of their own act.
        mail: also put a mail into the outbox.
        unique_key: names the occasion; the same one is told once, and mailed once even if the notice was taken back
            in between. Default: kind, subject and member.

    Returns:
        The notice, or None if there was nobody to tell.
    """
    if member.pk == FORMER_ID or (by is not None and by.pk == member.pk):
        return None
    title = " ".join(title.split())[:200]
    key = f"{unique_key or f'{kind}/{subject_key}'}/{member.pk}"
    notice, is_new = Notice.objects.get_or_create(
        unique_key=key,
        defaults={
            "member": member, "kind": kind, "subject_key": subject_key, "title": title, "text": text,
            "url": url, "created_at": at,
        },
    )  # fmt: skip
    if is_new and mail and member.is_active:
        footer = _("You can read this on the site: %(url)s") % {"url": f"{settings.SITE_URL}{url}"}
        OutboxMail.objects.get_or_create(
            unique_key=key,
            defaults={
                "to": member.email, "subject": title, "text": f"{text}\n\n{footer}\n", "next_try_at": at,
                "created_at": at,
            },
        )  # fmt: skip
        jobs.enqueue("notifications.jobs.drain_outbox")
    return notice


def retract(*, subject_key: str) -> None:
    """Take back the notices about a thing and the mails about it that have not left.

    Args:
        subject_key: the thing, such as "comment:17".
    """
    keys = list(Notice.objects.filter(subject_key=subject_key).values_list("unique_key", flat=True))
    OutboxMail.objects.filter(unique_key__in=keys, state=OutboxMail.State.WAITING).delete()
    Notice.objects.filter(subject_key=subject_key).delete()


def mark_read(*, notice: Notice, at: datetime) -> None:
    """Note that the member has opened a notice.

    Args:
        notice: which; one that was opened before keeps its time.
        at: when (aware).
    """
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def follow(*, member, subject_key: str, at: datetime) -> Subscription:
    """Follow a thing; to follow it twice is to follow it once.

    Args:
        member: who.
        subject_key: the thing, such as "dispute:17".
        at: when (aware).
    """
    rows = Subscription.objects
    return rows.get_or_create(member=member, subject_key=subject_key, defaults={"created_at": at})[0]


def unfollow(*, member, subject_key: str) -> None:
    """Follow a thing no longer.

    Args:
        member: who.
        subject_key: the thing, such as "dispute:17".
    """
    Subscription.objects.filter(member=member, subject_key=subject_key).delete()


def carry_followers(*, source: str, target: str, at: datetime) -> None:
    """Let those who follow one thing follow another too, because it was merged into it.

    Args:
        source: the thing that was merged, such as "dispute:17"; its followers stay, for the undo.
        target: the thing it became part of.
        at: when (aware).
    """
    rows = Subscription.objects.filter(subject_key=source).order_by("pk").values_list("member", flat=True)
    carried = [
        Subscription(member_id=member, subject_key=target, carried_from=source, created_at=at) for member in rows
    ]
    Subscription.objects.bulk_create(carried, ignore_conflicts=True)


def return_followers(*, source: str, target: str) -> None:
    """Undo carry_followers: whoever follows the other thing only because of the merge follows it no longer.

    Args:
        source: the thing that stands for itself again.
        target: the thing it was part of.
    """
    _give_back(Subscription.objects.filter(subject_key=target, carried_from=source), target)


def _give_back(rows, key):
    """Delete carried rows, and what was carried on from there for the same members."""
    members = list(rows.values_list("member", flat=True))
    rows.delete()
    further = Subscription.objects.filter(carried_from=key, member__in=members)
    for target in list(further.order_by("subject_key").values_list("subject_key", flat=True).distinct()):
        _give_back(further.filter(subject_key=target), target)


def followers_of(*subject_keys: str):
    """Return the members who follow one of these things, each once, in the order in which they began.

    Args:
        *subject_keys: the things, such as "dispute:17".
    """
    rows = Subscription.objects.filter(subject_key__in=subject_keys, member__is_active=True).select_related("member")
    return list(dict.fromkeys(row.member for row in rows.order_by("pk")))


def forget_things(*, subject_keys: list[str]) -> None:
    """Delete every notice and mail about some things, also those that were read or have left: their words are gone.

    Args:
        subject_keys: the things, such as "comment:17".
    """
    notices = Notice.objects.filter(subject_key__in=subject_keys)
    OutboxMail.objects.filter(unique_key__in=list(notices.values_list("unique_key", flat=True))).delete()
    notices.delete()
    Subscription.objects.filter(subject_key__in=subject_keys).delete()


def rename_in_things(*, subject_keys: list[str], renamed: Callable[[str], str]) -> None:
    """Change a name in the notices and mails about some things; they stay.

    Args:
        subject_keys: the things, such as "comment:17".
        renamed: returns a text with the new name.
    """
    notices = Notice.objects.filter(subject_key__in=subject_keys)
    mails = OutboxMail.objects.filter(unique_key__in=list(notices.values_list("unique_key", flat=True)))
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
    OutboxMail.objects.filter(Q(unique_key__in=keys) | Q(to__in=addresses)).delete()
    told.delete()
    Subscription.objects.filter(member=member).delete()
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
