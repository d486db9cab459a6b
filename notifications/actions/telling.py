"""Telling members something once, in the site and by mail, and taking it back."""

from datetime import datetime

from django.db import transaction

from accounts.models import FORMER_ID
from common import jobs
from notifications.models import Notice, OutboxMail
from notifications.paces import AT_FIRST, DIGESTS, Pace, matter_of
from notifications.reading import paces_of


def tell(*, member, by=None, **what) -> Notice | None:
    """Tell a member of something, once.

    Args:
        member: whom.
        by: who caused it; nobody is told of their own act.
        **what: see tell_all.

    Returns:
        The notice, or None if there was nobody to tell.
    """
    if member.pk == FORMER_ID or (by is not None and by.pk == member.pk):
        return None
    key = _key(what["kind"], what["subject_key"], what.get("unique_key"), member)
    tell_all(members=[member], **what)
    return Notice.objects.get(unique_key=key)


@transaction.atomic
def tell_all(
    *,
    members,
    kind: str,
    subject_key: str,
    title: str,
    text: str,
    url: str,
    at: datetime,
    by=None,
    mail: bool = True,
    unique_key: str | None = None,
    thread_key: str = "",
    subject: str = "",
) -> int:
    """Tell members of one thing, each once: by mail as fast as they want. As many queries for many as for one.

    Args:
        members: whom.
        kind: what sort of thing, such as "decision"; paces.MATTERS says which matter it belongs to.
        subject_key: the thing, such as "comment:17"; consequences.CAN_SEE knows who may see it.
        title: one line; line breaks become spaces, and 200 characters stay.
        text: what the mail and the notice say besides what the thing says itself when it is asked.
        url: the path on this site that it leads to.
        at: when (aware).
        by: who caused it; nobody is told of their own act.
        mail: False for a notice in the site only.
        unique_key: names the occasion; the same one is told once, and mailed once even if the notice was taken back
            in between. Default: kind and subject.
        thread_key: mails with the same one stand together in a mail program, such as "thread:3".
        subject: of the mail, the same for a whole talk; empty for the title.

    Returns:
        How many were told.
    """
    nobody = {FORMER_ID, by and by.pk}
    people = {_key(kind, subject_key, unique_key, row): row for row in members if row.pk not in nobody}
    told = set(Notice.objects.filter(unique_key__in=people).values_list("unique_key", flat=True))
    people = {key: member for key, member in people.items() if key not in told}
    matter = matter_of(kind)
    paces = _paces(people.values(), matter) if mail else {}
    about = {"matter": matter or "", "subject_key": subject_key, "thread_key": thread_key, "text": text, "url": url}
    title = _line(title)
    notices = [
        Notice(
            member=member, kind=kind, title=title, pace=paces.get(member.pk, Pace.SITE), unique_key=key,
            created_at=at, **about,
        )
        for key, member in people.items()
    ]  # fmt: skip
    if subject:  # then the mail says the title in its text
        about |= {"text": "\n\n".join(filter(None, [title, text]))}
    mails = [
        OutboxMail(
            member=notice.member, to=notice.member.email, subject=_line(subject) or title, next_try_at=at,
            unique_key=notice.unique_key, created_at=at, **about,
        )
        for notice in notices if notice.pace == Pace.AT_ONCE and notice.member.is_active
    ]  # fmt: skip
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    OutboxMail.objects.bulk_create(mails, ignore_conflicts=True)
    if mails:
        jobs.enqueue("notifications.jobs.drain_outbox")
    if any(notice.pace in DIGESTS for notice in notices):
        jobs.enqueue("notifications.jobs.send_digests")
    return len(notices)


def _key(kind, subject_key, unique_key, member):
    return f"{unique_key or f'{kind}/{subject_key}'}/{member.pk}"


def _line(text):
    return " ".join(text.split())[:200]


def _paces(members, matter):
    """Return the pace for each member's key; what is about themselves goes at once."""
    keys = [member.pk for member in members]
    usual = AT_FIRST[matter] if matter else Pace.AT_ONCE
    return dict.fromkeys(keys, usual) | (paces_of(keys, matter) if matter and keys else {})


@transaction.atomic
def retract(*, subject_key: str) -> None:
    """Take back the notices about a thing and the mails about it that have not left, with all their words.

    Args:
        subject_key: the thing, such as "comment:17".
    """
    mails = OutboxMail.objects.filter(subject_key=subject_key)
    mails.filter(state=OutboxMail.State.WAITING).delete()
    mails.update(text="")
    notices = Notice.objects.filter(subject_key=subject_key)
    notices.filter(digest__state=OutboxMail.State.SENT).update(title="", text="")  # told: in no other digest
    notices.exclude(digest__state=OutboxMail.State.SENT).delete()


def mark_read(*, notice: Notice, at: datetime) -> None:
    """Note that the member has opened a notice.

    Args:
        notice: which; one that was opened before keeps its time.
        at: when (aware).
    """
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def mark_all_read(*, member, up_to: int, at: datetime) -> None:
    """Note that a member has seen all notices up to one.

    Args:
        member: whose.
        up_to: the key of the newest that they saw; what came later stays unread.
        at: when (aware).
    """
    Notice.objects.filter(member=member, pk__lte=up_to, read_at=None).update(read_at=at)
