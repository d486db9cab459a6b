"""The index of each database: the only place with SQL that one of them does not know."""

from django.db import connection

from search.engines import postgresql, sqlite
from search.engines.narrowing import Narrowed

__all__ = ["Narrowed", "engine"]


def engine():
    """Return the index of the database in use: search.engines.postgresql or search.engines.sqlite.

    Both have the same functions: hold, hold_words, write, erase, ranked, counted, excerpts, near_words, forget, empty.
    """
    return postgresql if connection.vendor == "postgresql" else sqlite
