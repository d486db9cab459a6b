"""Which reports about safety have waited so long that a caution goes up by itself.

The rule `safety_past_target`: a dispute with a report that says somebody could be hurt is past its target, waiting for
a first look (SAFETY_TARGET_DAYS) or, once open, for its ruling (RULING_TARGET_DAYS), and no caution stands at its
passage. The rule puts one up once for each of these waits, and no more as soon as an editor has taken one down: that
editor has looked.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, Exists, F, Min, OuterRef, Q, When
from django.db.models.functions import Coalesce

from claims.models import Caution, Dispute

RULE = "safety_past_target"
REPORTED, OPEN = Dispute.Status.REPORTED, Dispute.Status.OPEN


def due_for_caution(at: datetime):
    """Return the disputes at whose passage a caution has to go up by itself.

    Args:
        at: the time of looking (aware).
    """
    standing = Caution.objects.in_force(at).filter(dispute=OuterRef("pk"))
    put_up = Caution.objects.filter(dispute=OuterRef("pk"), rule=RULE, put_at__gte=OuterRef("waits_since"))
    taken_down = Caution.objects.filter(dispute=OuterRef("pk"), lifted_at__isnull=False)
    taken_down = taken_down.filter(Q(put_at__gte=OuterRef("reopened_at")) | Q(dispute__reopened_at=None))
    rows = _waiting().past_target(at)
    return rows.exclude(Exists(standing)).exclude(Exists(put_up)).exclude(Exists(taken_down))


def next_caution_at(at: datetime) -> datetime | None:
    """Return when the next dispute about safety will be past its target, if none of them is ruled on before.

    Args:
        at: from when on (aware).
    """
    later = _waiting().exclude(pk__in=_waiting().past_target(at).values("pk"))
    first = later.aggregate(
        reported=Min("waits_since", filter=Q(status=REPORTED)), opened=Min("waits_since", filter=Q(status=OPEN))
    )
    due = [
        first["reported"] and first["reported"] + timedelta(days=settings.SAFETY_TARGET_DAYS),
        first["opened"] and first["opened"] + timedelta(days=settings.RULING_TARGET_DAYS),
    ]
    return min((time for time in due if time), default=None)


def _waiting():
    since = Case(When(status=REPORTED, then=F("reported_at")), default=Coalesce("reopened_at", "opened_at"))
    rows = Dispute.objects.filter(is_safety=True, status__in=[REPORTED, OPEN])
    return rows.annotate(waits_since=since)
