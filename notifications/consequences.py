"""Who knows what a member may see. Each app above fills the list in its AppConfig.ready()."""

from collections.abc import Callable

# by kind of thing ("comment"): (member, keys) -> what it says now, by key, of those that the member may see;
# "" where the notice says it all. It is asked when a notice is shown and again when a mail leaves.
CAN_SEE: dict[str, Callable] = {}
