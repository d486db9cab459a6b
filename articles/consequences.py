"""What follows, in higher apps, from a verb of this one. Each app above fills the list in its AppConfig.ready()."""

from collections.abc import Callable

# called in order, in the transaction of the publication, with revision=, previous=, by=, at=
ON_PUBLISHED: list[Callable] = []
