"""Which disputes and claims members may see of those that they were told of."""

from claims.models import Dispute
from claims.reading.families import families
from claims.reading.register import Wanted, in_register


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
