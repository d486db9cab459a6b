"""Frozen quotes, looked for in a text: in a new revision, in one of long ago, and in a draft before it is saved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from articles.models import Article, Block, Revision
from claims.anchoring import BlockLike, Resolved, Selector, resolve
from claims.models import Appearance, Resolution

SELECTOR = tuple(Selector.__dataclass_fields__)
MACHINE = tuple(Resolved.__dataclass_fields__)


def selector_of(appearance: Appearance) -> Selector:
    """Return the frozen quote of an appearance.

    Args:
        appearance: any.
    """
    return Selector(**{name: getattr(appearance, name) for name in SELECTOR})


def blocks_of(revisions: Iterable[int]) -> dict[int, list[Block]]:
    """Return the blocks of these revisions, in order, by revision: one query.

    Args:
        revisions: their keys.
    """
    found = defaultdict(list)
    for block in Block.objects.filter(revision__in=set(revisions)).order_by("revision", "position"):
        found[block.revision_id].append(block)
    return found


def unsettled_appearances(article_id: int):
    """Return the appearances of an article that a new revision has to find: no editor has said where they went.

    Args:
        article_id: the article's key.
    """
    settled = Resolution.objects.filter(confirmed_at__isnull=False, appearance__article=article_id)
    rows = Appearance.objects.filter(article_id=article_id).exclude(pk__in=settled.values("appearance"))
    return rows.order_by("pk")


def find_in(
    appearances: Sequence[Appearance], blocks: Sequence[BlockLike], *, below: int | None = None
) -> list[tuple[Appearance, Resolution | None, Resolved]]:
    """Look for quotes in a text: two queries, however many they are.

    Args:
        appearances: of one article.
        blocks: every block of the text, in order.
        below: the number of the revision that the text is of; None for a text after the last revision.

    Returns:
        Each appearance with its row in the revision before, if it has one, and with where it stands now.
    """
    earlier = Resolution.objects.filter(appearance=OuterRef("pk")).order_by("-revision__number")
    earlier = earlier if below is None else earlier.filter(revision__number__lt=below)
    latest = Appearance.objects.filter(pk__in=[row.pk for row in appearances])
    rows = Resolution.objects.filter(pk__in=latest.annotate(last=Subquery(earlier.values("pk")[:1])).values("last"))
    last = {row.appearance_id: row for row in rows}
    texts = blocks_of(row.revision_id for row in last.values())
    return [(row, last.get(row.pk), _after(row, last.get(row.pk), texts, blocks)) for row in appearances]


def _after(appearance, last, texts, blocks):
    """Find a quote among blocks, knowing where it stood for certain in the text before."""
    stood = last.block_key if last and last.state in Resolution.CERTAIN else ""
    return resolve(selector_of(appearance), blocks, stood=stood, before=texts[last.revision_id] if last else ())


@dataclass(frozen=True)
class Recomputed:
    """A row as it is stored and as it has to be; `stored` is None where it is missing."""

    appearance: Appearance
    revision: Revision
    stored: Resolution | None
    found: Resolved

    @property
    def is_right(self) -> bool:
        """Tell whether the stored row says what the quote and the texts say."""
        return self.stored is not None and all(
            getattr(self.stored, name) == getattr(self.found, name) for name in MACHINE
        )


def recompute(article: Article) -> list[Recomputed]:
    """Resolve every anchor of an article anew, from its frozen quotes and its revisions in order: four queries.

    A row belongs to each revision from the one that was quoted to the one after which an editor placed the anchor or
    said that it is gone; none to a revision in which the words stand again that an anchor was placed instead of.

    Args:
        article: any.

    Returns:
        Each row that is stored or should be, by appearance and revision.
    """
    revisions = list(Revision.objects.filter(article=article).order_by("number"))
    texts = blocks_of(row.pk for row in revisions)
    stored = defaultdict(dict)
    for row in Resolution.objects.filter(appearance__article=article):
        stored[row.appearance_id][row.revision_id] = row
    restored = _restored(stored)
    return [
        each
        for appearance in Appearance.objects.filter(article=article).order_by("pk")
        for each in _history(appearance, revisions, texts, stored[appearance.pk], restored[appearance.pk])
    ]


def _restored(stored):
    """Return, for each placed appearance, the revisions in which the words before it stand for certain."""
    found = defaultdict(set)
    for rows in stored.values():
        placed = {row.replaced_by_id for row in rows.values() if row.replaced_by_id}
        certain = {row.revision_id for row in rows.values() if row.state in Resolution.CERTAIN}
        for pk in placed:
            found[pk] |= certain
    return found


def _history(appearance, revisions, texts, stored, restored):
    """Yield the rows of one appearance in order; each follows from the one before."""
    last, is_settled = None, False
    for revision in revisions:
        row = stored.get(revision.pk)
        if revision.pk == appearance.revision_id:
            found = Resolved(Resolution.State.EXACT, appearance.block_key, appearance.start, appearance.end)
        elif last is None or (row is None and (is_settled or revision.pk in restored)):
            continue
        else:
            where, was = last
            stood = was.block_key if was.state in Resolution.CERTAIN else ""
            found = resolve(selector_of(appearance), texts[revision.pk], stood=stood, before=texts[where])
        yield Recomputed(appearance, revision, row, found)
        last, is_settled = (revision.pk, found), is_settled or bool(row and row.confirmed_at)
