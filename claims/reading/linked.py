"""What machines read on the page of a dispute, and of the marks on the page of an article."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.safestring import SafeString

from articles.models import Block
from claims.linked_data import MarkedFacts, Passage, Publisher, RulingFacts, SideFacts, as_script, dispute_page
from claims.models import Dispute, Ruling
from claims.reading.marks import ArticleMarksView, Note, badge_of
from claims.reading.sides import PositionView
from claims.sentences import widen


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


def linked_marks(url: str, blocks: Iterable[Block], view: ArticleMarksView) -> list[MarkedFacts]:
    """Return what machines are told about the marks that a visitor sees in a live text, in its order. No query.

    Args:
        url: absolute address of the article.
        blocks: of the revision that is shown, in order.
        view: its marks and notes: nothing of a dispute that only its reporters and the staff can see is among them.
    """
    titles, found = {}, []
    for block in blocks:
        if block.kind == Block.Kind.TITLE:
            titles[block.container] = block.text
        notes = view.notes.get(block.key, ())
        found.extend(_marked(url, block, note, view.marks[block.key], _above(block, titles)) for note in notes)
    return found


def _above(block, titles):
    """Return the lines that govern a block, the outermost first: without "Do not" its words say the opposite.

    The sentence before a list is one of them only where it announces the list.
    """
    boxes = block.container.split("/")
    around = (titles.get("/".join(boxes[: depth + 1])) for depth in range(len(boxes)))
    lead_in = block.lead_in if block.lead_in.rstrip().endswith(":") else ""
    return [line for line in (*around, lead_in, block.parent_item) if line]


def _marked(url, block, note: Note, marks, above):
    """Quote the whole sentences in a block that wear the mark of one dispute, and what governs them."""
    dispute, address = note.dispute, f"{settings.SITE_URL}{note.dispute.get_absolute_url()}"
    places = sorted({widen(block.text, row.start, row.end) for row in marks if row.dispute_id == dispute.pk})
    ruling = note.outcome and RulingFacts(note.badge.label, note.summary, dispute.decided_at)
    return MarkedFacts(
        words="\n".join([*above, " … ".join(block.text[start:end] for start, end in places)]),
        url=f"{url}#m-{dispute.pk}-{block.key}",
        dispute_url=address,
        question=dispute.question,
        first_side=f"{address}#p-A" if note.position_count else "",
        ruling=ruling or None,
    )


def _side(side, url):
    passages = [
        Passage(f"{quote.before}{quote.words}{quote.after}", _whole(quote), quote.author)
        for quote in side.quotes
        if quote.href
    ]
    return SideFacts(f"{url}#p-{side.position.letter}", side.position.name, passages)


def _whole(quote):
    return quote.href if quote.is_outside else f"{settings.SITE_URL}{quote.href}"
