"""What follows, in higher apps, from a verb of this one. Each app above fills the list in its AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# called in order, in the transaction of the publication, with revision=, previous=, by=, at=
ON_PUBLISHED: list[Callable] = []
# called in order, in the transaction in which an article left the lists, with article=, at=
ON_WITHDRAWN: list[Callable] = []
# the same when it came back into them, or stands under other topics or another byline
ON_LISTED: list[Callable] = []


@dataclass(frozen=True)
class Touched:
    """Words that carry something for a higher app, and what becomes of them if a text goes live as it is."""

    words: str
    badge: Any  # with label, tone and icon, as components/badge.html takes it
    title: str  # what they are marked for
    url: str  # where that is shown
    what: str


# called in order before a text is saved or published, with article=, blocks= (as they would be stored) and member=;
# each returns a list of Touched
ON_PREVIEW: list[Callable[..., list[Touched]]] = []
