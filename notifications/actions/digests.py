"""Putting together what members are told once a day or once a week."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from notifications.models import Notice, OutboxMail
from notifications.paces import DIGESTS, digest_before


@transaction.atomic
def make_digests(*, at: datetime) -> int:
    """Put the digests that are due into the outbox, one for each member and time; run twice, it makes none.

    Args:
        at: now (aware).

    Returns:
        How many were made. As many queries for many members as for one.
    """
    return sum(_make_digests(pace, at) for pace in DIGESTS)


def _make_digests(pace, at):
    due_at = digest_before(pace, at, zone=ZoneInfo(settings.TIME_ZONE), hour=settings.DIGEST_HOUR)
    waiting = Notice.objects.for_digest(pace).filter(created_at__lt=due_at, member__is_active=True)
    members = dict(waiting.order_by("member").values_list("member", "member__email").distinct())
    if not members:
        return 0
    prefix = f"digest/{pace}/{due_at:%Y-%m-%d}/"
    mails = [
        OutboxMail(
            member_id=pk, to=email, subject="", text="", url="/me/notifications/", digest=pace,
            unique_key=f"{prefix}{pk}", next_try_at=at, created_at=at,
        )
        for pk, email in members.items()
    ]  # fmt: skip
    OutboxMail.objects.bulk_create(mails, ignore_conflicts=True)
    key = Concat(Value(prefix), Cast(OuterRef("member"), CharField()), output_field=CharField())
    mine = OutboxMail.objects.filter(unique_key=key, state=OutboxMail.State.WAITING).values("pk")[:1]
    Notice.objects.filter(pk__in=waiting.values("pk")).update(digest=Subquery(mine))
    return len(mails)
