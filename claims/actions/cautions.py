"""A neutral note at the passage: put up by an editor while the dispute is open, or by itself where safety waits."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from audit.actions import record
from claims.actions.disputes import lift_cautions, locked, touch_articles
from claims.models import Caution, Dispute
from claims.reading import SAFETY_RULE, due_for_caution


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


def put_up_cautions(*, at: datetime) -> list[Caution]:
    """Put up the cautions that are due by themselves, each in a transaction of its own; safe to run twice at once.

    Args:
        at: the time of looking (aware).

    Returns:
        The new cautions.
    """
    keys = list(due_for_caution(at).order_by("pk").values_list("pk", flat=True))
    return [caution for key in keys if (caution := _put_up(key, at))]


@transaction.atomic
def _put_up(dispute_id, at):
    """Put up one caution, unless somebody was first: asked again while the dispute is held."""
    dispute = Dispute.objects.select_for_update(no_key=True).get(pk=dispute_id)
    if not due_for_caution(at).filter(pk=dispute_id).exists():
        return None
    is_open = dispute.status == Dispute.Status.OPEN
    text = (
        _("Readers ask whether this advice is safe, and the answer is late. Until then, ask a professional who knows you.")  # noqa: E501
        if is_open
        else _("The editors are checking this passage.")
    )  # fmt: skip
    expires_at = at + timedelta(days=settings.CAUTION_DAYS)
    caution = Caution.objects.create(dispute=dispute, text=text, rule=SAFETY_RULE, put_at=at, expires_at=expires_at)
    touch_articles(dispute)
    record(actor=None, rule=SAFETY_RULE, verb="put_up_caution", subject=dispute, at=at, public_note=text)
    return caution
