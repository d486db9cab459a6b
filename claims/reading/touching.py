"""Which questioned words an edit touches, before it is saved."""

from django.utils.translation import gettext as _

from articles.consequences import Touched
from articles.models import Article, Block
from claims.anchoring import reads_in
from claims.models import Dispute, Resolution, Ruling
from claims.reading.anchors import find_in, selector_of, unsettled_appearances
from claims.reading.marks import badge_of
from claims.reading.queues import LIVE


def touched_statements(*, article: Article, blocks: list[Block], member) -> list[Touched]:
    """Say what becomes of questioned words if a text goes live: a line for each that would not keep its mark.

    Args:
        article: with its live revision.
        blocks: the text's, as publication would store them.
        member: who looks; disputes that they may not see are left out.

    Returns:
        One row for all who questioned the same sentences in one dispute.
    """
    disputes = Dispute.objects.visible_to(member).filter(status__in=LIVE)
    rows = list(unsettled_appearances(article.pk).filter(dispute__in=disputes).select_related("dispute"))
    outcomes = dict(Ruling.objects.in_force().filter(dispute__in=disputes).values_list("dispute", "outcome"))
    told = {}
    for quoted, last, found in find_in(rows, blocks):
        if found.state not in Resolution.CERTAIN:
            key = (quoted.dispute_id, quoted.block_key, quoted.sentences)
            told.setdefault(key, _told(quoted, outcomes, _what(quoted, last, found, blocks)))
    return list(told.values())


def _told(quoted, outcomes, what):
    dispute = quoted.dispute
    badge = badge_of(dispute, outcomes.get(dispute.pk, ""))
    title = dispute.question or _("a question of a reader")
    return Touched(quoted.sentences, badge, title, dispute.get_absolute_url(), what)


def _what(quoted, last, found, blocks):
    """Say in words what becomes of the quote."""
    if last and last.state not in Resolution.CERTAIN:
        return _("an earlier edit touched it, and nobody has said yet where it stands")
    home = last.block_key if last else quoted.block_key
    block = next((block for block in blocks if block.key == home), None)
    if found.state == Resolution.State.CHANGED and block and reads_in(selector_of(quoted), block):
        return _("its words stay, but what governs them changes: the line before its list, or its box")
    return {
        Resolution.State.CHANGED: _("its words change"),
        Resolution.State.AMBIGUOUS: _("it stands twice"),
        Resolution.State.DETACHED: _("it is gone"),
    }[found.state]
