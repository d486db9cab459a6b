"""Editors put up a neutral note at the passage while its dispute is open."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from claims.actions.disputes import lift_cautions, locked, touch_articles
from claims.models import Caution, Dispute


@transaction.atomic
def set_caution(*, dispute: Dispute, text: str, expires_at: datetime, by, at: datetime) -> Caution:
    """Put up a neutral, expiring note at the passage of an open dispute; it replaces an earlier one.

    Args:
        dispute: in *open*.
        text: neutral, at most 300 characters.
        expires_at: when it goes by itself; after `at`.
        by: an editor.
        at: when (aware).

    Returns:
        The caution that stands now.

    Raises:
        ValueError: the dispute is not open, or the end is not in the future.
    """
    dispute = locked(dispute)
    if dispute.status != Dispute.Status.OPEN or expires_at <= at:
        raise ValueError("a caution needs an open dispute and an end in the future")
    lift_cautions(dispute, at)
    caution = Caution.objects.create(dispute=dispute, text=text, put_by=by, put_at=at, expires_at=expires_at)
    touch_articles(dispute)
    record(actor=by, verb="set_caution", subject=dispute, at=at, public_note=text)
    return caution


@transaction.atomic
def lift_caution(*, dispute: Dispute, by, at: datetime) -> None:
    """Take the caution down.

    Args:
        dispute: any; without a caution nothing is taken down.
        by: an editor.
        at: when (aware).
    """
    dispute = locked(dispute)
    if not lift_cautions(dispute, at):
        return
    touch_articles(dispute)
    record(actor=by, verb="lift_caution", subject=dispute, at=at)
