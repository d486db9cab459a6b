"""What follows, in higher apps, from a verb of this one. Each app above fills the lists in its AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a discussion is shown: the key of what it is of, such as "dispute:7", its title and its address."""

    key: str
    title: str
    url: str


@dataclass(frozen=True)
class Noticed:
    """Something in a text that a moderator looks at first: the rule's name, and what it is in words ("a price")."""

    rule: str
    words: str
    identifies: bool = False  # it tells who somebody is; else it is about a product


# each (author, text) -> the Noticed in it, a tuple; the first holds the post back for a moderator
SCREENS: list[Callable] = []
# each called with comment=, verb= ("posted", "held", "edited", "deleted"), at=, rule= in the verb's transaction
ON_CHANGED: list[Callable] = []
# each called with comment= wherever everybody may read its words, or other words than before, or may not any more
ON_FOLLOWED: list[Callable] = []
# each (discussion) -> the address of the page that shows it, or None
PLACES: list[Callable] = []
# each (keys of discussions) -> the Place of each of them that it shows in public, by key
SHOWN_AT: list[Callable] = []
# each (keys of comments) -> what is said elsewhere about some of them, by key: rows with .badge and .dispute
NOTES: list[Callable] = []
# each (keys of comments, at) -> those whose words staff still need, though their author leaves and takes them along
KEPT_FOR_STAFF: list[Callable] = []
# each (keys of comments) -> what some of them quote, by key: rows as claims/_quotation.html shows them
QUOTES: list[Callable] = []
# each (comment) -> whether anything elsewhere rests on its present words: a flag, a doubt, a quotation
RESTING: list[Callable] = []
