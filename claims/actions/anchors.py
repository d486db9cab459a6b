"""Anchors: found again in every new revision, placed by an editor where the words have changed."""

from datetime import datetime

from django.db import transaction

from articles.models import Block, Revision
from audit.actions import record
from claims.actions.reports import add_appearance, touch_marks
from claims.anchoring import Selector, resolve
from claims.models import Appearance, Dispute, Resolution

LIVE = (Dispute.Status.REPORTED, Dispute.Status.OPEN, Dispute.Status.RULED)
SELECTOR = tuple(Selector.__dataclass_fields__)


class AnchorsUnplaced(Exception):
    """The revision touched anchors that nobody has placed; `resolutions` lists them."""

    def __init__(self, resolutions):
        super().__init__(f"{len(resolutions)} anchors are not placed")
        self.resolutions = resolutions


def selector_of(appearance: Appearance) -> Selector:
    """Return the frozen quote of an appearance.

    Args:
        appearance: any.
    """
    return Selector(**{name: getattr(appearance, name) for name in SELECTOR})


def live_appearances(article_id: int):
    """Return the appearances of an article that a new revision has to find: not yet replaced and not gone.

    Args:
        article_id: the article's key.
    """
    settled = Resolution.objects.filter(confirmed_at__isnull=False).values("appearance")
    rows = Appearance.objects.filter(article_id=article_id, dispute__status__in=LIVE).exclude(pk__in=settled)
    return rows.order_by("pk")


def resolve_anchors(*, revision: Revision, previous: Revision | None, by, at: datetime) -> list[Resolution]:
    """Find every live appearance of the article in its new revision; one pass, one row each.

    Args:
        revision: the new one, its blocks stored.
        previous: the one before, if any.
        by: who published it.
        at: when (aware).

    Returns:
        The new rows.
    """
    blocks, before = _blocks(revision), _blocks(previous)
    certain = Resolution.objects.filter(revision=previous, state__in=Resolution.CERTAIN)
    stood = dict(certain.values_list("appearance", "block_key"))
    rows = []
    for appearance in live_appearances(revision.article_id):
        found = resolve(selector_of(appearance), blocks, stood=stood.get(appearance.pk, ""), before=before)
        rows.append(Resolution(appearance=appearance, revision=revision, **vars(found)))
    touch_marks(revision.article_id)
    return Resolution.objects.bulk_create(rows)


def _blocks(revision):
    return list(Block.objects.filter(revision=revision).order_by("position")) if revision else []


def touched_resolutions(revision: Revision):
    """Return the anchors that a revision touched: their words are changed, double, or gone.

    Args:
        revision: any.
    """
    rows = Resolution.objects.filter(revision=revision).exclude(state__in=Resolution.CERTAIN)
    return rows.select_related("appearance__dispute", "replaced_by").order_by("pk")


def unplaced(revision: Revision):
    """Return the anchors that wait for an editor.

    Args:
        revision: any.
    """
    return touched_resolutions(revision).filter(confirmed_at=None)


@transaction.atomic
def place_anchor(*, resolution: Resolution, target_block: Block, start: int, end: int, by, at: datetime) -> Appearance:
    """Place an anchor on a passage of the revision: a human says that these words carry the claim now.

    Args:
        resolution: an uncertain one.
        target_block: a block of the same revision.
        start: first code point in the block's plain text.
        end: one past the last.
        by: an editor.
        at: when (aware).

    Returns:
        The new appearance.

    Raises:
        ValueError: the block is of another revision, the anchor is placed already, or the passage is empty.
    """
    resolution = _locked(resolution)
    if target_block.revision_id != resolution.revision_id:
        raise ValueError("the passage stands in another revision")
    old = resolution.appearance
    placed = add_appearance(target_block, start, end, dispute=old.dispute, claim=old.claim, by=by, at=at)
    _follow(placed, old, resolution.revision)
    _confirm(resolution, by, at, replaced_by=placed)
    record(actor=by, verb="place_anchor", subject=resolution, at=at, after={"appearance": placed.pk})
    return placed


def _follow(placed, old, revision):
    """Find a mark that was placed in an earlier revision in those after it, unless the old words came back there."""
    later = Revision.objects.filter(article=revision.article_id, number__gt=revision.number)
    restored = Resolution.objects.filter(appearance=old, state__in=Resolution.CERTAIN).values("revision")
    for row in later.exclude(pk__in=restored).order_by("number"):
        _find(placed, row)


def _find(appearance, revision):
    earlier = appearance.resolutions.filter(revision__number__lt=revision.number).select_related("revision")
    last = earlier.order_by("revision__number").last()
    stood = last.block_key if last and last.state in Resolution.CERTAIN else ""
    found = resolve(
        selector_of(appearance), _blocks(revision), stood=stood, before=_blocks(last.revision if last else None)
    )
    return Resolution.objects.create(appearance=appearance, revision=revision, **vars(found))


def find_again(dispute: Dispute) -> None:
    """Look for the words of a dispute that was closed while its article went on: each in the live revision.

    Args:
        dispute: one that is being reopened.
    """
    settled = Resolution.objects.filter(confirmed_at__isnull=False).values("appearance")
    rows = dispute.appearances.filter(article__isnull=False).exclude(pk__in=settled)
    for appearance in rows.select_related("article__current_revision").order_by("pk"):
        live = appearance.article.current_revision
        if not appearance.resolutions.filter(revision=live).exists():
            _find(appearance, live)


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
    _confirm(resolution, by, at, is_gone=True)
    record(actor=by, verb="mark_gone", subject=resolution, at=at)


@transaction.atomic
def place_anchors(*, placements, by, at: datetime) -> None:
    """Place several anchors at once, or none of them.

    Args:
        placements: (Resolution, passage) pairs; a passage has block, start and end; None says that it is gone.
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
