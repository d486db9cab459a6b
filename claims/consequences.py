"""What follows, in higher apps, from a verb of this one. Each app above fills the list in its AppConfig.ready()."""

from collections.abc import Callable

# called in order, in the transaction of the report, with report=, at=: the third like a settled one within 30 days
ON_REPEATED: list[Callable] = []
