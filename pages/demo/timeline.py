"""One calendar for all that happens in the demo, so that its log reads in the order of time, as that of a real site."""

import heapq
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts.models import Member
from articles.models import Article
from claims.models import Thing
from comments.models import Comment

# Yields how many days before the loading its next acts fall, and is sent that time.
Story = Generator[int, datetime, None]


@dataclass
class Stage:
    """What the stories have made so far, by short name."""

    people: dict[str, Member] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)


def play(stories: Iterable[Story], now: datetime, *, until: int = 0) -> None:
    """Let the stories happen side by side, the earliest act first.

    Args:
        stories: in the order in which they act on a day that they share.
        now: the time of loading (aware); everything is dated before it.
        until: how many days before the loading the last acts fall; what would follow is left out.
    """
    waiting = [(-next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting and -waiting[0][0] >= until:
        day, number, story = heapq.heappop(waiting)
        with suppress(StopIteration):
            heapq.heappush(waiting, (-story.send(now + timedelta(days=day)), number, story))
