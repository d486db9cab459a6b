"""Telling a member something, in the site and by mail."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from common import jobs
from notifications.models import Notice, OutboxMail


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
    if by is not None and by.pk == member.pk:
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
