"""Editors keep the things that claims are about, with the names they go by."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from audit.actions import record
from claims.models import Thing
from claims.naming import words_of
from claims.reading import TakenName, taken_name
from claims.searching import follow_claims


class NameTaken(Exception):
    """A name is one of another thing's, or names nothing; `found` says which and whose."""

    def __init__(self, found: TakenName):
        super().__init__(f"{found.name!r} belongs to {found.thing}")
        self.found = found


@transaction.atomic
def add_thing(*, name: str, kind: str, synonyms: list[str], by, at: datetime) -> Thing:
    """Add a thing that claims can be about.

    Args:
        name: at most 80 characters.
        kind: a Thing.Kind.
        synonyms: other names, at most 80 characters each; double ones are kept once.
        by: an editor.
        at: when (aware).

    Returns:
        The new thing.

    Raises:
        NameTaken: another thing goes by one of the names, or a name holds neither letter nor figure.
    """
    synonyms = _distinct(name, synonyms)
    _refuse_taken([name, *synonyms])
    thing = Thing.objects.create(name=name, slug=_free_slug(name), kind=kind, synonyms=synonyms)
    record(actor=by, verb="add_thing", subject=thing, at=at, after=_known(thing))
    return thing


@transaction.atomic
def edit_thing(*, thing: Thing, name: str, kind: str, synonyms: list[str], by, at: datetime) -> Thing:
    """Name a thing anew; its address in the register stays.

    Args:
        thing: which.
        name: at most 80 characters.
        kind: a Thing.Kind.
        synonyms: other names, at most 80 characters each; double ones are kept once.
        by: an editor.
        at: when (aware).

    Returns:
        The thing as it is now.

    Raises:
        NameTaken: another thing goes by one of the names, or a name holds neither letter nor figure.
    """
    synonyms = _distinct(name, synonyms)
    _refuse_taken([name, *synonyms], besides=thing)
    thing = Thing.objects.get(pk=thing.pk)
    before = _known(thing)
    thing.name, thing.kind, thing.synonyms = name, kind, synonyms
    thing.save(update_fields=["name", "kind", "synonyms"])
    follow_claims(thing.claims.all())
    record(actor=by, verb="edit_thing", subject=thing, at=at, before=before, after=_known(thing))
    return thing


def _refuse_taken(names, besides=None):
    """Let one editor at a time name things, so that two never give one name to two things."""
    list(Thing.objects.select_for_update().order_by("pk"))
    if found := taken_name(names, besides=besides):
        raise NameTaken(found)


def _distinct(name, synonyms):
    kept: dict[tuple, str] = {}
    for other in synonyms:
        kept.setdefault(words_of(other), other)
    kept.pop(words_of(name), None)
    return list(kept.values())


def _free_slug(name):
    plain = slugify(name)[:72].strip("-") or "thing"
    taken = set(Thing.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (plain, *numbered) if slug not in taken)


def _known(thing):
    """Return what the log keeps of a thing."""
    return {"name": thing.name, "kind": thing.kind, "synonyms": thing.synonyms}
