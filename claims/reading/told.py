"""Which disputes and claims members may see of those that they were told of, and whose discussions are whose."""

from claims.models import Dispute
from claims.reading.families import families
from claims.reading.register import Wanted, in_register
from comments.consequences import Owner


def disputes_seen(member, keys) -> dict[int, str]:
    """Return these disputes by key, of those that a member may see; of a merged one, whether they may see its holder.

    Args:
        member: who was told of them.
        keys: their keys.
    """
    holders = {key: key for key in keys}
    asked = set(keys)
    while asked:
        merged = Dispute.objects.filter(pk__in=asked, status=Dispute.Status.MERGED)
        into = dict(merged.values_list("pk", "merged_into"))
        holders = {key: into.get(holder, holder) for key, holder in holders.items()}
        asked = set(into.values())
    seen = set(Dispute.objects.visible_to(member).filter(pk__in=holders.values()).values_list("pk", flat=True))
    return {key: "" for key, holder in holders.items() if holder in seen}


def claims_seen(member, keys) -> dict[int, str]:
    """Return these claims by key, of those that stand in the register; a merged one stands with its family.

    Args:
        member: who was told of them; everybody sees the same.
        keys: their keys.
    """
    tree = families()
    roots = {key: tree.root_of(key) for key in keys}
    shown = set(in_register(Wanted(), tree).filter(pk__in=roots.values()).values_list("pk", flat=True))
    return {key: "" for key, root in roots.items() if root in shown}


def owners_of_discussions(discussions, member=None) -> dict[int, Owner]:
    """Return the disputes that own these discussions, by key of the discussion, of those that may be seen.

    Args:
        discussions: keys of discussions.
        member: who looks; None for what everybody sees.
    """
    rows = Dispute.objects.public() if member is None else Dispute.objects.visible_to(member)
    rows = rows.filter(discussion__in=discussions)
    return {row.discussion_id: Owner(f"dispute:{row.pk}", str(row)) for row in rows}
