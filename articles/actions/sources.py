"""Sources: found by what identifies them, added once, described by editors."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from articles import citing
from articles.models import Source
from audit.actions import record

DESCRIBED = ("authors", "title", "venue", "year", "doi", "url", "address", "people_studied", "kind")
LEADS_TO = ("mirror_of", "newer_version")  # the other records of one document


class PointsAtItself(ValueError):
    """A record would stand for the document that stands for it; `field` says which of the two leads back."""

    def __init__(self, field):
        super().__init__(field)
        self.field = field


class ChangedMeanwhile(Exception):
    """The record does not say any more what its reader saw."""


def find_or_add_source(*, by, at: datetime, reference: str = "", doi: str = "", url: str = "", **fields) -> Source:
    """Return the source that a reference names, by DOI or canonical address; add it if it is new.

    Args:
        by: who adds it.
        at: when (aware).
        reference: the reference as printed; searched for a DOI, an address and a year.
        doi: a DOI in any form, instead.
        url: an address in any form, instead.
        **fields: title, authors, venue, year, kind, people_studied of a new source.
    """
    key = {"doi": citing.canonical_doi(doi or citing.canonical_url(url) or url or reference)}
    if not key["doi"]:
        key = {"url": citing.canonical_url(url or reference)}
    fields.setdefault("year", citing.year_of(reference))
    fields.setdefault("title", reference[:400])
    defaults = fields | {"address": citing.web_address(url or reference), "added_by": by, "added_at": at}
    if any(key.values()):
        return Source.objects.get_or_create(**key, defaults=defaults)[0]
    return Source.objects.filter(doi=None, url=None, title=fields["title"]).order_by("pk").first() or (
        Source.objects.create(**defaults)
    )


@transaction.atomic
def update_source(*, source: Source, by, at: datetime, **fields) -> Source:
    """Describe a source: what it is, whom it studied, where it can be read, and what is the same document.

    Whoever checked the record checked other words: a change of what it says takes the check back.

    Args:
        source: the record; every citation of it shows the new words, the printed reference stays.
        by: the editor.
        at: when (aware).
        **fields: any of DESCRIBED; doi and url in canonical form, None for none. Any of LEADS_TO: the address or DOI of
            the other record, which is added if it is new; empty for none.

    Returns:
        The source as it is now.

    Raises:
        PointsAtItself: the other record is this one, or leads back to it.
        django.db.IntegrityError: another source has this DOI or address.
    """
    others = {name: _other(fields.pop(name), by, at) for name in LEADS_TO if name in fields}
    source = _locked_with(source, others.values())
    fields |= {f"{name}_id": _checked_lead(source, name, other) for name, other in others.items()}
    changed = {name: value for name, value in fields.items() if getattr(source, name) != value}
    before = {name: getattr(source, name) for name in changed}
    for name, value in changed.items():
        setattr(source, name, value)
    if source.checked_at and changed.keys() & set(DESCRIBED):
        before["checked_at"], changed["checked_at"] = source.checked_at.isoformat(), None
        source.checked_by = source.checked_at = None
    source.save()
    record(actor=by, verb="update_source", subject=source, at=at, before=before, after=changed)
    return source


def _other(address, by, at):
    return find_or_add_source(url=address, by=by, at=at) if address else None


def _locked_with(source, others):
    """Hold every record that leads to another, so that two editors cannot close a ring between them."""
    leads = Q(mirror_of__isnull=False) | Q(newer_version__isnull=False)
    ours = {source.pk, *(other.pk for other in others if other)}
    rows = Source.objects.select_for_update().filter(leads | Q(pk__in=ours)).order_by("pk")
    return next(row for row in rows if row.pk == source.pk)


def _checked_lead(source, name, other):
    if other and leads_to(other, source):
        raise PointsAtItself(name)
    return other.pk if other else None


def leads_to(source: Source, target: Source) -> bool:
    """Tell whether a record is another one, or stands for it by way of mirrors and newer versions.

    Args:
        source: where to begin.
        target: what is looked for.
    """
    waiting, seen = {source.pk}, set()
    while waiting and target.pk not in waiting:
        seen |= waiting
        rows = Source.objects.filter(pk__in=waiting).values_list(*LEADS_TO)
        waiting = {pk for row in rows for pk in row if pk} - seen
    return target.pk in waiting


def seen_of(source: Source) -> str:
    """Return a fingerprint of what a record says, so that a check is of the words that were read.

    Args:
        source: the record.
    """
    said = "\x00".join(f"{getattr(source, name)}" for name in DESCRIBED)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def check_source(*, source: Source, by, at: datetime, seen: str | None = None) -> Source:
    """Say: I have opened it, and it says what this record says.

    Args:
        source: the record.
        by: the editor.
        at: when (aware).
        seen: what seen_of gave for the words that the editor read; None checks whatever it says.

    Returns:
        The source, checked.

    Raises:
        ChangedMeanwhile: the record says something else by now.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    if seen is not None and seen != seen_of(source):
        raise ChangedMeanwhile
    source.checked_by, source.checked_at = by, at
    source.save(update_fields=["checked_by", "checked_at"])
    record(actor=by, verb="check_source", subject=source, at=at)
    return source


@transaction.atomic
def take_back_check(*, source: Source, by, at: datetime) -> Source:
    """Count a source as not yet checked: what was checked is said otherwise now.

    Args:
        source: the record; one that nobody has checked stays as it is.
        by: the editor.
        at: when (aware).

    Returns:
        The source.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.checked_at:
        was = {"checked_at": source.checked_at.isoformat()}
        source.checked_by = source.checked_at = None
        source.save(update_fields=["checked_by", "checked_at"])
        record(actor=by, verb="take_back_check", subject=source, at=at, before=was)
    return source
