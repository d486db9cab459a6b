"""What pages read of discussions, in a constant number of queries."""

from comments.reading.own import own_sections
from comments.reading.threads import (
    ORDERS,
    Node,
    ThreadPage,
    asked_for,
    credentials,
    is_open,
    notes_on,
    page_of,
    quotes_on,
    revisions_for,
    standing,
    thread_page,
    was_posted_as,
)

__all__ = [
    "ORDERS",
    "Node",
    "ThreadPage",
    "asked_for",
    "credentials",
    "is_open",
    "notes_on",
    "own_sections",
    "page_of",
    "quotes_on",
    "revisions_for",
    "standing",
    "thread_page",
    "was_posted_as",
]
