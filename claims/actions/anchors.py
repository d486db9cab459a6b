"""Anchors: found again in every new revision, placed by an editor where the words have changed."""

from datetime import datetime

from django.db import transaction

from articles.models import Article, Block, Revision
from audit.actions import record
from claims.actions.quoting import carry_looks
from claims.actions.reports import add_appearance, touch_marks
from claims.actions.ripples import note_ripples
from claims.actions.wordings import state_claim
from claims.models import Appearance, Dispute, Resolution
from claims.reading import blocks_of, find_in, recompute, unsettled_appearances

SAME = Resolution.Relation.SAME
LIVE = (Dispute.Status.REPORTED, Dispute.Status.OPEN, Dispute.Status.RULED)


class AnchorsUnplaced(Exception):
    """The revision touched anchors that nobody has placed; `resolutions` lists them."""

    def __init__(self, resolutions):
        super().__init__(f"{len(resolutions)} anchors are not placed")
        self.resolutions = resolutions


def resolve_anchors(*, revision: Revision, previous: Revision | None, by, at: datetime) -> list[Resolution]:
    """Find every anchor of the article in its new revision: one pass, one row each, whatever became of its dispute.

    What else relied on words that it touches is noted too, until a person has looked at each.

    Args:
        revision: the new one, its blocks stored.
        previous: the one before, if any.
        by: who published it.
        at: when (aware).

    Returns:
        The new rows.
    """
    appearances = list(unsettled_appearances(revision.article_id).select_related("dispute"))
    found = find_in(appearances, blocks_of([revision.pk])[revision.pk], below=revision.number)
    rows = Resolution.objects.bulk_create(
        Resolution(appearance=appearance, revision=revision, **vars(place)) for appearance, _last, place in found
    )
    stood = [(last, row) for (_appearance, last, _place), row in zip(found, rows, strict=True) if is_certain(last)]
    touched = [(last, row) for last, row in stood if not is_certain(row)]
    relied = note_ripples(previous=previous, touched=touched)
    carry_looks(revision=revision, previous=previous)
    for article_id in sorted({revision.article_id} | relied):
        touch_marks(article_id)
    return rows


def is_certain(row: Resolution | None) -> bool:
    """Tell whether the words stand for certain where a row says.

    Args:
        row: a row, or None where there is none.
    """
    return row is not None and row.state in Resolution.CERTAIN


def touched_resolutions(revision: Revision):
    """Return the anchors of live disputes that a revision touched: their words are changed, double, or gone.

    Args:
        revision: any.
    """
    rows = Resolution.objects.filter(revision=revision, appearance__dispute__status__in=LIVE)
    rows = rows.exclude(state__in=Resolution.CERTAIN)
    return rows.select_related("appearance__dispute", "replaced_by").order_by("pk")


def unplaced(revision: Revision):
    """Return the anchors that wait for an editor.

    Args:
        revision: any.
    """
    return touched_resolutions(revision).filter(confirmed_at=None)


@transaction.atomic
def place_anchor(
    *, resolution: Resolution, target_block: Block, start: int, end: int, by, at: datetime, relation: str = SAME,
    values=(),
) -> Appearance:  # fmt: skip
    """Place an anchor on a passage of the revision: a human says what these words say, compared with the old.

    The same claim goes on; narrower words are a new claim on the same side; the opposite is a claim of no side, and
    wears no mark while the dispute is open.

    Args:
        resolution: an uncertain one.
        target_block: a block of the same revision.
        start: first code point in the block's plain text.
        end: one past the last.
        by: an editor.
        at: when (aware).
        relation: a Resolution.Relation other than GONE.
        values: FacetValue rows: for whom, when it is narrower.

    Returns:
        The new appearance.

    Raises:
        ValueError: the block is of another revision, the anchor is placed already, the passage is empty, or narrower
            words come without people or without a claim that they narrow.
    """
    resolution = _locked(resolution)
    if target_block.revision_id != resolution.revision_id:
        raise ValueError("the passage stands in another revision")
    old = resolution.appearance
    placed = add_appearance(target_block, start, end, dispute=old.dispute, by=by, at=at)
    state_claim(placed, instead_of=old, relation=relation, values=list(values))
    _confirm(resolution, by, at, replaced_by=placed, relation=relation)
    _follow(placed, resolution.revision)
    after = {"appearance": placed.pk, "relation": relation, "claim": placed.claim_id}
    record(actor=by, verb="place_anchor", subject=resolution, at=at, after=after)
    return placed


def _follow(placed, revision):
    """Find a mark that was placed in an earlier revision in those after it, unless the old words came back there."""
    later = Revision.objects.filter(article=revision.article_id, number__gt=revision.number)
    before = Resolution.objects.filter(replaced_by=placed).values("appearance")
    restored = Resolution.objects.filter(appearance__in=before, state__in=Resolution.CERTAIN).values("revision")
    for row in later.exclude(pk__in=restored).order_by("number"):
        _find(placed, row)


def _find(appearance, revision):
    blocks = blocks_of([revision.pk])[revision.pk]
    for _appearance, _last, found in find_in([appearance], blocks, below=revision.number):
        Resolution.objects.create(appearance=appearance, revision=revision, **vars(found))


def find_again(dispute: Dispute) -> None:
    """Look for the words of a dispute in every revision in which nobody has looked for them yet.

    Args:
        dispute: one that is being reopened.
    """
    for article in Article.objects.filter(pk__in=dispute.appearances.values("article")).order_by("pk"):
        rows = [row for row in recompute(article) if row.stored is None and row.appearance.dispute_id == dispute.pk]
        _write(rows)


def _write(rows):
    Resolution.objects.bulk_create(
        Resolution(appearance=row.appearance, revision=row.revision, **vars(row.found)) for row in rows
    )


@transaction.atomic
def rebuild_resolutions(*, article: Article, at: datetime) -> int:
    """Write the rows of an article's anchors that are missing or wrong; what a person confirmed stays as it is.

    Args:
        article: any; its text is held still meanwhile.
        at: when (aware).

    Returns:
        How many rows were written.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    wrong = [row for row in recompute(article) if not row.is_right]
    missing = [row for row in wrong if row.stored is None]
    altered = [row for row in wrong if row.stored and row.stored.confirmed_at is None]
    if not (missing or altered):
        return 0
    _write(missing)
    for row in altered:
        Resolution.objects.filter(pk=row.stored.pk).update(**vars(row.found))
    touch_marks(article.pk)
    after = {"missing": len(missing), "altered": len(altered)}
    record(actor=None, rule="check_anchors", verb="rebuild_resolutions", subject=article, at=at, after=after)
    return len(missing) + len(altered)


@transaction.atomic
def mark_gone(*, resolution: Resolution, by, at: datetime) -> None:
    """Say that the claim stands nowhere in the revision any more.

    Args:
        resolution: an uncertain one.
        by: an editor.
        at: when (aware).

    Raises:
        ValueError: the anchor is placed already.
    """
    resolution = _locked(resolution)
    _confirm(resolution, by, at, is_gone=True, relation=Resolution.Relation.GONE)
    record(actor=by, verb="mark_gone", subject=resolution, at=at)


@transaction.atomic
def place_anchors(*, placements, by, at: datetime) -> None:
    """Place several anchors at once, or none of them.

    Args:
        placements: (Resolution, passage) pairs; a passage is a claims.reading.Passage; None says that it is gone.
        by: an editor.
        at: when (aware).

    Raises:
        ValueError: somebody has placed one of them already.
    """
    for resolution, passage in placements:
        if passage is None:
            mark_gone(resolution=resolution, by=by, at=at)
        else:
            place_anchor(
                resolution=resolution,
                target_block=passage.block,
                start=passage.start,
                end=passage.end,
                relation=passage.relation,
                values=passage.people,
                by=by,
                at=at,
            )


def _locked(resolution):
    row = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if row.confirmed_at or row.state in Resolution.CERTAIN:
        raise ValueError("somebody has placed this anchor already")
    return row


def _confirm(resolution, by, at, **outcome):
    """Note who decided; the same answer holds for later revisions, and for others who quoted the same sentences."""
    for name, value in {"confirmed_by": by, "confirmed_at": at, **outcome}.items():
        setattr(resolution, name, value)
    resolution.save()
    later = Resolution.objects.filter(
        appearance=resolution.appearance_id,
        revision__number__gt=resolution.revision.number,
        confirmed_at=None,
    )
    later.exclude(state__in=Resolution.CERTAIN).update(confirmed_by=by, confirmed_at=at, **outcome)
    quoted = resolution.appearance
    same = Resolution.objects.filter(
        revision=resolution.revision_id, appearance__dispute=quoted.dispute_id, appearance__block_key=quoted.block_key,
        appearance__sentences=quoted.sentences, confirmed_at=None,
    )  # fmt: skip
    for row in same.exclude(state__in=Resolution.CERTAIN):
        _confirm(row, by, at, **outcome)
    touch_marks(resolution.revision.article_id)
