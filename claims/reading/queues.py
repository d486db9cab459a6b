"""What waits for staff: reports, open disputes, marks to place."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from articles.models import Block, Revision
from claims.models import Dispute, Resolution
from claims.sentences import split

MOST_ALIKE = 5
MOST_REVISIONS = 10
LIVE = (Dispute.Status.REPORTED, Dispute.Status.OPEN, Dispute.Status.RULED)


def waiting_for_staff(at: datetime):
    """Disputes that wait for triage or a ruling: safety first, then what is past its target, then the oldest.

    Args:
        at: the time of reading (aware).
    """
    return Dispute.objects.filter(status__in=[Dispute.Status.REPORTED, Dispute.Status.OPEN]).by_urgency(at)


def anchors_to_place():
    """Marks whose words a live text has changed and that no editor has placed, the oldest first."""
    rows = Resolution.objects.filter(
        confirmed_at=None, revision=F("appearance__article__current_revision"), appearance__dispute__status__in=LIVE
    )
    rows = rows.exclude(state__in=Resolution.CERTAIN)
    return rows.select_related("appearance__dispute", "revision__article").order_by("pk")


def revisions_since(dispute: Dispute) -> list[Revision]:
    """Return the revisions that may carry the change: of the dispute's articles, since its report, the newest first."""
    articles = dispute.appearances.filter(article__isnull=False).values("article")
    rows = Revision.objects.filter(article__in=articles, published_at__gt=dispute.reported_at)
    return list(rows.order_by("-published_at", "-pk")[:MOST_REVISIONS])


def touched_by(revisions: list[Revision]) -> list[Resolution]:
    """Return every mark of a live dispute that these revisions touched, placed or not: one query."""
    rows = Resolution.objects.filter(revision__in=revisions, appearance__dispute__status__in=LIVE)
    rows = rows.exclude(state__in=Resolution.CERTAIN)
    return list(rows.select_related("appearance__dispute", "revision", "replaced_by").order_by("-revision", "pk"))


def one_each(rows) -> list[Resolution]:
    """Keep one of the rows that quote the same sentences for the same dispute: one decision serves them all.

    Args:
        rows: with their appearances loaded.
    """
    first: dict[tuple, Resolution] = {}
    for row in rows:
        quoted = row.appearance
        first.setdefault((row.revision_id, quoted.dispute_id, quoted.block_key, quoted.sentences), row)
    return list(first.values())


@dataclass(frozen=True)
class Passage:
    """A sentence of a revision that an anchor could be placed on, and what an editor found it to say."""

    value: str  # "<block key>:<start>-<end>"
    block: Block
    start: int
    end: int
    relation: str = Resolution.Relation.SAME
    people: tuple = ()  # FacetValue rows: for whom, when it is narrower

    @property
    def words(self) -> str:
        """The sentence."""
        return self.block.text[self.start : self.end]


def passages_of(revision: Revision) -> list[Passage]:
    """Return every sentence of a revision, in order."""
    return [
        Passage(f"{block.key}:{start}-{end}", block, start, end)
        for block in Block.objects.filter(revision=revision).order_by("position")
        for start, end in split(block.text)
    ]


def most_alike(passages: list[Passage], words: str) -> list[Passage]:
    """Return the passages that share most of these words, the best first; a help for the eye, never a decision."""
    wanted = _bag(words)

    def likeness(passage):
        bag = _bag(passage.words)
        return (bag & wanted).total() / max((bag | wanted).total(), 1)

    return sorted(passages, key=likeness, reverse=True)[:MOST_ALIKE]


def _bag(words):
    return Counter(words.casefold().split())
