"""Following things, by hand and by writing in them."""

from datetime import datetime

from notifications.models import Subscription
from notifications.reading import follows_by_writing


def follow(*, member, subject_key: str, at: datetime) -> Subscription:
    """Follow a thing; to follow it twice is to follow it once.

    Args:
        member: who.
        subject_key: the thing, such as "dispute:17".
        at: when (aware).
    """
    rows = Subscription.objects
    return rows.get_or_create(member=member, subject_key=subject_key, defaults={"created_at": at})[0]


def follow_by_writing(*, member, subject_key: str, at: datetime) -> None:
    """Follow what one has written in, unless the member wants to choose for themselves.

    Args:
        member: who wrote.
        subject_key: the thing, such as "thread:17".
        at: when (aware).
    """
    if follows_by_writing(member):
        follow(member=member, subject_key=subject_key, at=at)


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
