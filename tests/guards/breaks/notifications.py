"""What members follow."""

from notifications.actions import follow
from tests.factories import NOON, MemberFactory
from tests.guards.breaks.rows import again

BREAKS = {
    "notifications_subscription_once": lambda: again(follow(member=MemberFactory(), subject_key="dispute:1", at=NOON)),
}
