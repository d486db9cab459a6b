"""Sources: found by what identifies them, added once, described by editors."""

from datetime import datetime

from django.db import transaction

from articles import citing
from articles.models import Source
from audit.actions import record

DESCRIBED = ("authors", "title", "venue", "year", "doi", "url", "people_studied", "kind")


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
    key = {"doi": citing.canonical_doi(doi or url or reference)}
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
    """Describe a source: what it is, whom it studied, where it can be read.

    Args:
        source: the record; every citation of it shows the new words, the printed reference stays.
        by: the editor.
        at: when (aware).
        **fields: any of DESCRIBED; doi and url in canonical form, None for none.

    Returns:
        The source as it is now.

    Raises:
        django.db.IntegrityError: another source has this DOI or address.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    changed = {name: value for name, value in fields.items() if getattr(source, name) != value}
    before = {name: getattr(source, name) for name in changed}
    for name, value in changed.items():
        setattr(source, name, value)
    source.save()
    record(actor=by, verb="update_source", subject=source, at=at, before=before, after=changed)
    return source
