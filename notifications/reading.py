"""Notices, and what members follow, as pages and mails read them."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from accounts.sections import Section, rows_of
from notifications.consequences import CAN_SEE
from notifications.models import Notice, OutboxMail, Preference, QuietWriter, Subscription
from notifications.paces import AT_FIRST, DIGESTS, Matter, Pace

PER_PAGE = 25


@dataclass(frozen=True)
class Shown:
    """A notice with what its thing says now; `is_there` is False where the member may not see it any more."""

    notice: Notice
    words: str
    is_there: bool


def words_for(member, subject_keys) -> dict[str, str]:
    """Return what these things say now, by key, of those that a member may see; a query or two for each kind.

    Args:
        member: who.
        subject_keys: things, such as "comment:17".
    """
    asked: dict[str, set[int]] = {}
    for subject_key in subject_keys:
        kind, _colon, key = subject_key.partition(":")
        asked.setdefault(kind, set()).add(int(key))
    return {
        f"{kind}:{key}": words
        for kind, keys in asked.items()
        if kind in CAN_SEE
        for key, words in CAN_SEE[kind](member, keys).items()
    }


def with_words(member, notices) -> list[Shown]:
    """Put what their things say now beside notices.

    Args:
        member: whose they are.
        notices: in order.
    """
    notices = list(notices)
    words = words_for(member, {notice.subject_key for notice in notices})
    return [Shown(row, words.get(row.subject_key, ""), row.subject_key in words) for row in notices]


@dataclass(frozen=True)
class NoticePage:
    """Some of a member's notices, the newest first; `after` is the key that the next page begins behind."""

    rows: list[Shown]
    after: int | None
    unread_only: bool


def notice_page(member, *, before: int | None, unread_only: bool) -> NoticePage:
    """Read a page of notices: one query, and those of what they are about.

    Args:
        member: whose.
        before: the key of the last notice of the page before; None for the first page.
        unread_only: leave out what was opened.
    """
    rows = Notice.objects.filter(member=member)
    rows = rows.unread() if unread_only else rows.shown()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PER_PAGE + 1])
    after = found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None
    return NoticePage(with_words(member, found[:PER_PAGE]), after, unread_only)


def unread_count():
    """Return the expression that reads with a member how many notices they have not opened."""
    unread = Notice.objects.unread().filter(member=OuterRef("pk")).order_by().values("member")
    return Coalesce(Subquery(unread.annotate(n=Count("pk")).values("n")), 0)


def is_followed(member, kind: str, key: str = "pk"):
    """Return the expression that reads with a thing whether a member follows it; False for a visitor.

    Args:
        member: a Member or AnonymousUser.
        kind: of the things that are read, such as "article".
        key: where the rows that are read have the key of the thing.
    """
    if not member.is_authenticated:
        return Value(False)
    subject = Concat(Value(f"{kind}:"), Cast(OuterRef(key), CharField()), output_field=CharField())
    return Exists(Subscription.objects.filter(member=member, subject_key=subject))


def paces_of(members, matter: str) -> dict[int, str]:
    """Return how each of these members wants to be told of a matter, by key: one query.

    Args:
        members: Member rows or their keys.
        matter: a Matter.
    """
    rows = Preference.objects.filter(member__in=members, matter=matter)
    return dict(rows.values_list("member", "pace"))


def preferences_of(member) -> dict[str, str]:
    """Return how a member wants to be told, by matter."""
    chosen = dict(Preference.objects.filter(member=member).values_list("matter", "pace"))
    return {matter.value: chosen.get(matter.value, AT_FIRST[matter].value) for matter in Matter}


def follows_by_writing(member) -> bool:
    """Tell whether a member follows by themselves what they write in."""
    return not QuietWriter.objects.filter(member=member).exists()


def digest_rows(mail: OutboxMail) -> list[Shown]:
    """Return what a digest says if it leaves now: what its member has not opened, and may see.

    Args:
        mail: a digest, with its member.
    """
    waiting = Notice.objects.unread().filter(digest=mail, pace__in=DIGESTS).order_by("pk")
    return [row for row in with_words(mail.member, waiting) if row.is_there]


def digest_matters(member, pace: Pace) -> list[str]:
    """Return the matters of which a member is told in digests of this pace."""
    return [matter for matter, chosen in preferences_of(member).items() if chosen == pace]


def told_about_themselves(member, keys) -> dict[int, str]:
    """Return all of these accounts, cases or restrictions, by key: of them only those are told whom they concern.

    Args:
        member: who was told of them.
        keys: their keys.
    """
    return dict.fromkeys(keys, "")


def own_sections(member) -> list[Section]:
    """Return what a member was told and what they follow, for their download.

    Args:
        member: who reads it.
    """
    notices = Notice.objects.filter(member=member).order_by("pk")
    mails = OutboxMail.objects.filter(member=member).order_by("pk")
    chosen = Preference.objects.filter(member=member).order_by("pk")
    followed = rows_of(Subscription.objects.filter(member=member).order_by("pk"), "created_at", what="subject_key")
    return [
        Section("notices", _("What you were told"), rows_of(notices, "created_at", "title", "text", "url", "read_at")),
        Section("mails", _("Mails to you"), rows_of(mails, "created_at", "subject", "text", "sent_at")),
        Section("subscriptions", _("What you follow"), followed),
        Section("preferences", _("How you want to be told"), rows_of(chosen, "matter", "pace")),
    ]
