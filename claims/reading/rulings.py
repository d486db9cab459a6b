"""Rulings as pages show them: whole, those that wait for a second editor, and what they would change."""

from django.db.models import Prefetch, QuerySet

from claims.models import Evidence, Resolution, Ruling, RulingAnchor, RulingEvidence


def shown_whole(rows: QuerySet[Ruling]) -> QuerySet[Ruling]:
    """Load all that a page shows of these rulings: five queries, however many sources they weigh.

    Args:
        rows: any.
    """
    weighed = RulingEvidence.objects.select_related("position", "source").order_by("position__order", "pk")
    earlier = Ruling.objects.order_by("pk")
    rows = rows.select_related("ruled_by", "seconded_by", "revision__article", "population", "scope_before")
    return rows.prefetch_related(
        "population__values", "scope_before__values", Prefetch("evidence", weighed), Prefetch("supersedes", earlier)
    )


def proposed_rulings() -> QuerySet[Ruling]:
    """Rulings that wait for a second editor, the oldest first."""
    rows = Ruling.objects.filter(status=Ruling.Status.PROPOSED)
    return rows.select_related("dispute", "ruled_by").order_by("ruled_at", "pk")


def words_of_proposal(ruling: Ruling) -> list[RulingAnchor]:
    """Return the words of its dispute before and after, as a proposed ruling would freeze them; one query.

    Args:
        ruling: proposed; the rows are not stored.
    """
    if ruling.revision is None:
        return []
    rows = Resolution.objects.filter(revision=ruling.revision, appearance__dispute=ruling.dispute_id)
    rows = rows.exclude(state__in=Resolution.CERTAIN).select_related("appearance", "replaced_by")
    found = {}
    for row in rows.order_by("pk"):
        before, after = row.appearance.sentences, row.replaced_by.sentences if row.replaced_by else ""
        found[before, after] = RulingAnchor(ruling=ruling, appearance=row.appearance, before=before, after=after)
    return list(found.values())


def brought_since(ruling: Ruling) -> list[Evidence]:
    """Return the sources that were brought after a ruling was signed; one query.

    Args:
        ruling: proposed.
    """
    rows = Evidence.objects.filter(position__dispute=ruling.dispute_id, added_at__gt=ruling.ruled_at)
    return list(rows.select_related("position", "source").order_by("position__order", "pk"))
