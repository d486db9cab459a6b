"""What a reader who is about to ask is shown first: the same question, the passage that answers it, the ruling."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from articles.models import Article, Block
from claims.models import Dispute
from claims.reading import Badge, with_badges
from search.models import Kind, State
from search.querying import STOP_WORDS, stem, words_of
from search.reading import Hit, alike

FEW = 3
SHORTEST = 2  # words that say something; fewer say nothing about what is meant
KINDS = (Block.Kind.PARAGRAPH, Block.Kind.ITEM)


@dataclass(frozen=True)
class Passage:
    """Words of an article that may answer a question."""

    article: Article
    block: Block

    @property
    def key(self) -> str:
        """Name it among everything that is shown."""
        return f"block:{self.article.pk}-{self.block.key}"

    @property
    def href(self) -> str:
        """Where it stands."""
        return f"{self.article.get_absolute_url()}#b-{self.block.key}"


@dataclass(frozen=True)
class Looked:
    """What was found that is like a question; `seen` are the keys that its author has been shown before."""

    questions: list[Hit] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    disputes: list[tuple[Dispute, Badge]] = field(default_factory=list)
    seen: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Name everything that is shown."""
        found = [hit.subject_key for hit in self.questions] + [passage.key for passage in self.passages]
        return frozenset(found + [f"dispute:{dispute.pk}" for dispute, _badge in self.disputes])

    @property
    def has_news(self) -> bool:
        """Something is shown for the first time."""
        return not self.keys <= self.seen

    @property
    def all_seen(self) -> str:
        """What the form sends along, so that nothing stops its author twice."""
        return " ".join(sorted(self.keys | self.seen))


def look(text: str, *, member, article: Article | None = None, seen: Collection[str] = ()) -> Looked:
    """Look for what is like a question: a constant number of queries, none for a text that says next to nothing.

    Args:
        text: its title and words so far.
        member: who asks.
        article: the one that it is asked on, with its live revision loaded.
        seen: the keys of what they were shown before.
    """
    stems = _stems(text)
    if len(stems) < SHORTEST:
        return Looked(seen=frozenset(seen))
    hits = alike(text, member=member, kinds=[Kind.ARTICLE], limit=FEW)
    articles = {hit.shown.thing.pk: hit.shown.thing for hit in hits} | ({article.pk: article} if article else {})
    settled = alike(text, member=member, kinds=[Kind.DISPUTE], states=[State.RULED], limit=FEW)
    return Looked(
        questions=alike(text, member=member, kinds=[Kind.QUESTION], limit=FEW),
        passages=_passages(articles, stems)[:FEW],
        disputes=with_badges([hit.shown.thing for hit in settled]),
        seen=frozenset(seen),
    )


def best_of(blocks: Iterable[Block], stems: Collection[str]) -> Block | None:
    """Return the block that has the most of these words, the first of several; None where none has two. Pure.

    Args:
        blocks: of one text, in order.
        stems: of what is looked for.
    """
    wanted = frozenset(stems)
    ranked = [(len(_stems(block.text) & wanted), block) for block in blocks]
    most, block = max(ranked, key=lambda row: row[0], default=(0, None))
    return block if most >= SHORTEST else None


def _passages(articles, stems):
    """Find in each article the passage that has the most of the words: one query."""
    revisions = {article.current_revision_id: article for article in articles.values()}
    blocks = Block.objects.filter(revision__in=revisions, kind__in=KINDS).order_by("revision", "position")
    by_revision: dict[int, list[Block]] = {}
    for block in blocks:
        by_revision.setdefault(block.revision_id, []).append(block)
    found = [(revisions[pk], best_of(rows, stems)) for pk, rows in by_revision.items()]
    found = [Passage(article, block) for article, block in found if block]
    return sorted(found, key=lambda row: (-len(_stems(row.block.text) & stems), row.article.pk))


def _stems(text):
    return {stem(word) for word in words_of(text) if word not in STOP_WORDS and len(word) > 1}
