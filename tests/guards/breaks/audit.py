"""The log."""

from audit.actions import record
from tests.factories import NOON, TopicFactory
from tests.guards.breaks.rows import again

BREAKS = {
    "audit_entry_chain_does_not_fork": lambda: again(
        record(actor=None, verb="act", subject=TopicFactory(), at=NOON), hash="f" * 64
    ),
}
