"""What members follow, what they were told, and how they want to be told."""

from notifications.actions import follow, set_pace, tell
from notifications.models import OutboxMail, Preference
from tests.factories import NOON, MemberFactory
from tests.guards.breaks.rows import again, change


def _notice():
    return tell(
        member=MemberFactory(), kind="decision", subject_key="case:1", title="Decided", text="", url="/me/", at=NOON
    )


def _mail():
    _notice()
    return OutboxMail.objects.get()


def _preference():
    set_pace(member=MemberFactory(), matter="replies", pace="daily")
    return Preference.objects.get()


BREAKS = {
    "notifications_subscription_once": lambda: again(follow(member=MemberFactory(), subject_key="dispute:1", at=NOON)),
    "notifications_notice_pace": lambda: change(_notice(), pace="hourly"),
    "notifications_notice_matter": lambda: change(_notice(), matter="weather"),
    "notifications_preference_once": lambda: again(_preference()),
    "notifications_preference_matter": lambda: change(_preference(), matter="weather"),
    "notifications_preference_pace": lambda: change(_preference(), pace="hourly"),
    "notifications_outbox_state": lambda: change(_mail(), state="lost"),
    "notifications_outbox_digest": lambda: change(_mail(), digest="hourly"),
}
