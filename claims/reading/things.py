"""Things, by the names they go by."""

from claims.models import Thing
from claims.naming import things_in


def names_of_things() -> dict[int, list[str]]:
    """Return the name and the synonyms of every thing by its key: one query."""
    rows = Thing.objects.order_by("pk").values_list("pk", "name", "synonyms")
    return {pk: [name, *synonyms] for pk, name, synonyms in rows}


def things_named_in(text: str) -> list[Thing]:
    """Return the things that a text names, in the order in which it names them first; two queries.

    Args:
        text: plain text.
    """
    keys = things_in(text, names_of_things())
    rows = Thing.objects.in_bulk(keys)
    return [rows[key] for key in keys]
