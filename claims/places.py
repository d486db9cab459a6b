"""Where the discussion of a dispute is shown."""

from claims.models import Dispute


def dispute_page(discussion) -> str | None:
    """Return the address of the dispute that owns a discussion, if one does and it is public."""
    dispute = Dispute.objects.public().filter(discussion=discussion).first()
    return dispute.get_absolute_url() if dispute else None
