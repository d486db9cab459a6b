"""What a report brings along: its passages, where editors placed them since, and the claims that they stand for."""

from collections import deque

from claims.models import Appearance, Dispute, Report, Resolution


def with_replacements(rows: list[Appearance], *, holder: Dispute) -> list[tuple[Appearance, Appearance | None]]:
    """Return these passages and all that they were placed on since, each after the one that it replaces.

    A passage that stands for words of others in the dispute too is copied, so that each of them keeps its own.

    Args:
        rows: passages of the dispute.
        holder: the dispute.

    Returns:
        (passage, the one it replaces or None); copies are stored, nothing else is written.
    """
    found = [(row, None) for row in rows]
    keys, new = {row.pk for row in rows}, deque(rows)
    while new:
        old = new.popleft()
        steps = Resolution.objects.filter(appearance=old, replaced_by__dispute=holder).order_by("pk")
        for key in dict.fromkeys(steps.values_list("replaced_by", flat=True)):
            if key in keys:
                continue
            placed = _own(Appearance.objects.get(pk=key), old, keys)
            keys.add(placed.pk)
            found.append((placed, old))
            new.append(placed)
    return found


def _own(placed, old, keys):
    """Return the passage itself, or a copy where it replaces words of somebody else too."""
    shared = Resolution.objects.filter(replaced_by=placed).exclude(appearance__in=keys)
    if not shared.exists():
        return placed
    copy = Appearance.objects.get(pk=placed.pk)
    copy.pk, copy._state.adding = None, True
    copy.save(force_insert=True)
    rows = [
        Resolution(
            appearance=copy,
            **{
                name: getattr(row, name)
                for name in (
                    "revision_id", "state", "block_key", "start", "end", "replaced_by_id", "is_gone", "relation",
                    "confirmed_by_id", "confirmed_at",
                )
            },
        )
        for row in placed.resolutions.order_by("pk")
    ]  # fmt: skip
    Resolution.objects.bulk_create(rows)
    Resolution.objects.filter(appearance=old, replaced_by=placed).update(replaced_by=copy)
    return copy


def adopt(rows: list[Appearance], dispute: Dispute) -> None:
    """Let passages stand for the claim of a position: that of the same words there, or else of their side.

    Args:
        rows: passages that have come to the dispute.
        dispute: without positions, in *reported*, it has no claims to stand for.
    """
    sides = dispute.positions.order_by("order").prefetch_related("claims")[:2]
    claims = [min((claim.pk for claim in side.claims.all()), default=None) for side in sides]
    if len(claims) < 2:
        return
    keys = {row.pk for row in rows}
    known = dispute.appearances.exclude(pk__in=keys).exclude(claim=None)
    stood = {_place(row): row.claim_id for row in known.order_by("-pk")}
    against = set(Report.objects.filter(against__in=keys).values_list("against", flat=True))
    rows = [row for row in rows if not row.is_opposite]  # such words speak for no side
    for row in rows:
        row.claim_id = stood.get(_place(row)) or claims[row.pk in against]
    Appearance.objects.bulk_update(rows, ["claim"])


def _place(row):
    return row.article_id, row.comment_id, row.block_key, row.sentences
