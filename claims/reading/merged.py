"""Disputes that were merged: where they went, what came with them, and who may follow them there."""

from django.db.models import Q

from claims.models import Dispute, Report

MERGED = Dispute.Status.MERGED


def way_up(dispute: Dispute) -> list[int]:
    """Return the keys of a merged dispute and of each that it is part of, in order: the last one holds its reports.

    Args:
        dispute: any.
    """
    keys = [dispute.pk]
    while dispute.status == MERGED:
        dispute = Dispute.objects.get(pk=dispute.merged_into_id)
        keys.append(dispute.pk)
    return keys


def parts_of(dispute_id: int) -> set[int]:
    """Return the keys of the disputes that are merged into one, through every merge.

    Args:
        dispute_id: the key of any.
    """
    found, new = set(), {dispute_id}
    while new:
        rows = Dispute.objects.filter(status=MERGED, merged_into__in=new)
        new = set(rows.values_list("pk", flat=True)) - found
        found |= new
    return found


def moved_to(dispute_id: int, member) -> Dispute | None:
    """Return where the page of a merged dispute leads this person: nowhere, if they could not see it before.

    Args:
        dispute_id: the key in the address.
        member: a Member or AnonymousUser.
    """
    merged = Dispute.objects.filter(pk=dispute_id, status=MERGED).first()
    if merged is None or not _could_see(merged, member):
        return None
    return Dispute.objects.visible_to(member).filter(pk=merged.holder.pk).first()


def _could_see(merged, member):
    if merged.status_before_merge == Dispute.Status.OPEN:
        return True
    if not member.is_authenticated:
        return False
    if member.has_perm("claims.triage_report"):
        return True
    came_with_it = Q(dispute=merged) | Q(joined_from__in=[merged.pk, *parts_of(merged.pk)])
    return Report.objects.filter(came_with_it, reporter=member).exists()


def merged_here(dispute: Dispute):
    """Return the disputes that were merged into this one, also by way of another, the newest first.

    Args:
        dispute: any.
    """
    return Dispute.objects.filter(pk__in=parts_of(dispute.pk)).order_by("-pk")
