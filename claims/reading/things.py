"""Things, by the names they go by."""

from dataclasses import dataclass

from django.db.models import Count

from claims.models import Thing
from claims.naming import things_in, words_of


def names_of_things() -> dict[int, list[str]]:
    """Return the name and the synonyms of every thing by its key: one query."""
    return {thing.pk: thing.names for thing in Thing.objects.order_by("pk")}


def things_named_in(text: str) -> list[Thing]:
    """Return the things that a text names, in the order in which it names them first: one query.

    Args:
        text: plain text.
    """
    return things_in(text, {thing: thing.names for thing in Thing.objects.order_by("pk")})


def thing_named_in(text: str) -> Thing | None:
    """Return the one thing that a text names; none when it names several, or nothing: one query.

    Args:
        text: plain text.
    """
    found = things_named_in(text)
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class TakenName:
    """A name that a thing can't have: `thing` goes by it, or it holds neither letter nor figure."""

    name: str
    thing: Thing | None


def taken_name(names: list[str], *, besides: Thing | None = None) -> TakenName | None:
    """Return what stands in the way of a thing that goes by these names: one query.

    Two names are the same where claims.naming takes one for the other, which is more than NFKC and case folding ask.

    Args:
        names: the name and the synonyms.
        besides: the thing itself, when it is there already.
    """
    others = Thing.objects.exclude(pk=besides.pk) if besides else Thing.objects.all()
    bearers = {words_of(name): thing for thing in others.order_by("-pk") for name in thing.names}
    for name in names:
        key = words_of(name)
        if not key or key in bearers:
            return TakenName(name, bearers.get(key))
    return None


def things_with_counts() -> list[Thing]:
    """Return every thing by its name, with `claim_count`: one query."""
    return list(Thing.objects.annotate(claim_count=Count("claims")).order_by("name", "pk"))
