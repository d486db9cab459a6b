"""What machines read on the page of a dispute."""

from django.conf import settings
from django.utils.safestring import SafeString

from claims.linked_data import Passage, Publisher, RulingFacts, SideFacts, as_script, dispute_page
from claims.models import Dispute, Ruling
from claims.reading.marks import badge_of
from claims.reading.sides import PositionView


def publisher() -> Publisher:
    """Return who publishes what stands on this site."""
    return Publisher(settings.SITE_NAME, f"{settings.SITE_URL}/")


def linked_dispute(dispute: Dispute, sides: list[PositionView], ruling: Ruling | None) -> SafeString | str:
    """Return the data block of a dispute's page; empty for one that is not public. No query.

    Args:
        dispute: whose page it is.
        sides: as positions_of reads them: words of a comment that is not public any more are not among theirs.
        ruling: the one in force, if any.
    """
    if not dispute.is_public:
        return ""
    url = f"{settings.SITE_URL}{dispute.get_absolute_url()}"
    found = ruling and RulingFacts(badge_of(dispute, ruling.outcome).label, ruling.summary, ruling.published_at)
    facts = [_side(side, url) for side in sides]
    return as_script(dispute_page(facts, url=url, question=dispute.question, publisher=publisher(), ruling=found))


def _side(side, url):
    passages = [
        Passage(f"{quote.before}{quote.words}{quote.after}", _whole(quote), quote.author)
        for quote in side.quotes
        if quote.href
    ]
    return SideFacts(f"{url}#p-{side.position.letter}", side.position.name, passages)


def _whole(quote):
    return quote.href if quote.is_outside else f"{settings.SITE_URL}{quote.href}"
