"""Where a page of threads begins, and how an address says so. Pure.

A page is named by the thread it stands behind, never by a number: what is posted meanwhile moves no thread from one
page to the next. In the orders "helpful" and "discussed" a thread stands by a count that changes while people read.
There the address also carries `upto`, the last mark or comment that was counted when the reading began; later ones are
taken off again, so that a thread keeps its place. What that promises, and what not: docs/architecture.md.
"""

import re
from typing import NamedTuple

ORDERS = ("oldest", "newest", "helpful", "discussed")
COUNTED = {"helpful": "helpful_count", "discussed": "reply_count"}  # the most first, then the oldest
_TOKEN = re.compile(r"[0-9]{1,15}(-[0-9]{1,15}-[0-9]{1,15})?", re.ASCII)


class Place(NamedTuple):
    """A thread in an order, as it stood when the reading began."""

    pk: int
    count: int = 0
    upto: int = 0

    def token(self, order: str) -> str:
        """Return what an address carries: the key of the thread, in a counted order with its count and `upto`."""
        return "-".join(map(str, self)) if order in COUNTED else str(self.pk)


class Asked(NamedTuple):
    """What an address asks for: an order, and a page behind or before a thread; `page` is from old addresses."""

    order: str = "oldest"
    after: Place | None = None
    before: Place | None = None
    page: int = 1


def place_in(token: str, order: str) -> Place:
    """Read a token.

    Args:
        token: what an address carries.
        order: one of ORDERS.

    Raises:
        ValueError: no page of this order has it.
    """
    numbers = [int(part) for part in token.split("-")] if _TOKEN.fullmatch(token) else []
    if len(numbers) != (3 if order in COUNTED else 1):
        raise ValueError(token)
    return Place(*numbers)


def asked_in(values) -> Asked:
    """Read what an address asks for.

    Args:
        values: its parameters, a mapping of strings.

    Raises:
        ValueError: one of them is nothing that a page can have.
    """
    order, page = values.get("order", ORDERS[0]), values.get("page", "1")
    if order not in ORDERS or not (page.isascii() and page.isdecimal()) or len(page) > 6:
        raise ValueError(page)
    ends = {name: place_in(values[name], order) for name in ("after", "before") if name in values}
    if len(ends) == 2:
        raise ValueError("both ends")
    return Asked(order=order, page=max(int(page), 1), **ends)
