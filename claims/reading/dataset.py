"""Public disputes as plain data, for anybody to compute with: nobody's name, nothing that a reader wrote.

What is in it: the wording of the staff, dates, statuses, outcomes, the codes of populations, sources by DOI or address,
and the words of articles. A comment is only said to be one. docs/disputes.schema.json describes a row.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.conf import settings

from articles.models import Source
from claims.models import Appearance, Dispute, Ruling
from claims.reading.courses import courses_of, figure_targets

AT_ONCE = 200  # disputes that are read together
ONE_DAY_SECONDS = 24 * 3600
LOADED = (
    "appearances__article",
    "appearances__revision",
    "appearances__source",
    "positions__claims__thing",
    "positions__claims__population__values__facet",
    "positions__evidence__source",
)


def public_rows() -> Iterator[dict]:
    """Yield each public dispute as a dictionary that json.dumps can write, the oldest first.

    The queries do not grow with the disputes but by a set for each AT_ONCE of them.
    """
    disputes = Dispute.objects.public()
    courses = courses_of(disputes)
    targets = {step: time.total_seconds() / ONE_DAY_SECONDS for step, time in figure_targets().items()}
    rulings = _rulings()
    for row in disputes.order_by("pk").prefetch_related(*LOADED).iterator(chunk_size=AT_ONCE):
        if row.pk in courses:
            yield _row(row, courses[row.pk], targets, rulings)


def _rulings():
    rows = Ruling.objects.in_force().filter(dispute__status=Dispute.Status.RULED).order_by("pk")
    return {
        row.dispute_id: row
        for row in rows.select_related("revision__article").prefetch_related("population__values__facet")
    }


def _row(dispute, course, targets, rulings):
    is_dismissed = dispute.status == Dispute.Status.DISMISSED
    ruling = rulings.get(dispute.pk)
    return {
        "url": _whole(dispute),
        "question": dispute.question,
        "kind": dispute.kind,
        "status": dispute.status,
        "is_safety": dispute.is_safety,
        **{name: _time(at) for name, at in vars(course).items()},
        "target_days": targets,
        "dismissal": {"code": dispute.dismissal_code, "reason": dispute.dismissal_reason} if is_dismissed else None,
        "agreed": dispute.agreed,
        "ask_clinician": dispute.ask_clinician,
        "ruling": ruling and _ruling(ruling),
        "positions": [_position(row) for row in sorted(dispute.positions.all(), key=lambda row: row.order)],
        "appearances": [_appearance(row) for row in sorted(dispute.appearances.all(), key=lambda row: row.pk)],
    }


def _ruling(ruling):
    revision = ruling.revision
    return {
        "outcome": ruling.outcome,
        "summary": ruling.summary,
        "published_at": _time(ruling.published_at),
        "people": _people(ruling.population),
        "revision": {"article": _whole(revision.article), "number": revision.number} if revision else None,
        "no_change_because": ruling.no_change_because,
    }


def _position(position):
    return {
        "name": position.name,
        "summary": position.summary,
        "claims": [
            {
                "thing": claim.thing.name if claim.thing else None,
                "stance": claim.stance,
                "people": _people(claim.population),
            }
            for claim in sorted(position.claims.all(), key=lambda claim: claim.pk)
        ],
        "evidence": [
            _source(row.source) | {"role": row.role} for row in sorted(position.evidence.all(), key=lambda row: row.pk)
        ],
    }


def _people(population) -> Mapping[str, list[str]]:
    """Return the codes of the values that are stated, by the code of their facet."""
    people: dict[str, list[str]] = {}
    for value in sorted(population.values.all(), key=lambda value: value.code) if population else ():
        people.setdefault(value.facet.code, []).append(value.code)
    return people


def _source(source: Source) -> dict:
    return {"doi": source.doi, "url": source.url, "kind": source.kind, "year": source.year}


def _appearance(row: Appearance) -> dict:
    if row.article:
        place = {"place": "article", "article": _whole(row.article), "revision": row.revision.number}
        return place | {"exact": row.exact}
    return {"place": "source"} | _source(row.source) if row.source else {"place": "comment"}


def _whole(thing):
    return f"{settings.SITE_URL}{thing.get_absolute_url()}"


def _time(at: datetime | None) -> str | None:
    return at and at.astimezone(UTC).isoformat().replace("+00:00", "Z")
