"""Not to read what another member writes, and to read it again."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Member, Mute


@transaction.atomic
def mute_member(*, member: Member, muted: Member, at: datetime) -> Mute:
    """Fold away what another member writes, for this member alone; to mute twice is to mute once.

    Args:
        member: who does not want to read them.
        muted: whom; they are never told.
        at: when (aware).

    Returns:
        The mute.

    Raises:
        PermissionDenied: it is oneself.
    """
    if member.pk == muted.pk:
        raise PermissionDenied
    return Mute.objects.get_or_create(member=member, muted=muted, defaults={"created_at": at})[0]


@transaction.atomic
def unmute_member(*, member: Member, muted: Member) -> None:
    """Show what another member writes again.

    Args:
        member: who had muted them.
        muted: whom; one who is not muted stays so.
    """
    Mute.objects.filter(member=member, muted=muted).delete()
