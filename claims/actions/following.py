"""Who is told when something happens to a claim."""

from datetime import datetime

from claims.models import Claim, Dispute
from claims.reading import Wanted, families, in_register
from notifications.actions import followers_of, tell


def key_of(row) -> str:
    """Return the key under which a claim or a dispute is followed, such as "claim:17".

    Args:
        row: a Claim or a Dispute.
    """
    return f"{row._meta.model_name}:{row.pk}"


def followers_of_dispute(dispute: Dispute) -> list:
    """Return the members who follow a dispute or one of its claims, and who may see it.

    Args:
        dispute: any; of a merged one, those who may see what it was merged into.
    """
    tree = families()
    claims = Claim.objects.filter(positions__dispute=dispute).values_list("pk", flat=True)
    keys = {f"claim:{key}" for claim in claims for key in (claim, *tree.merged_to(claim))}
    people = followers_of(key_of(dispute), *sorted(keys))
    shown = dispute.merged_into if dispute.status == Dispute.Status.MERGED else dispute
    if shown.is_public:
        return people
    return [member for member in people if Dispute.objects.visible_to(member).filter(pk=shown.pk).exists()]


def tell_claim_followers(claim: Claim, *, kind: str, title: str, text: str, at: datetime, by) -> None:
    """Tell those who follow a claim, while everybody can read it in the register.

    Args:
        claim: one that stands for itself.
        kind: what sort of thing, such as "claim_edited".
        title: one line; 200 characters stay.
        text: what the mail and the notice say.
        at: when (aware); the same kind at the same time is told once.
        by: who caused it; they are not told.
    """
    people = followers_of(key_of(claim))
    if not people or not in_register(Wanted(), families()).filter(pk=claim.pk).exists():
        return
    for member in people:
        tell(
            member=member, kind=kind, subject_key=key_of(claim), title=title, text=text, url=claim.get_absolute_url(),
            at=at, by=by, unique_key=f"{kind}/{key_of(claim)}/{at.isoformat()}",
        )  # fmt: skip
