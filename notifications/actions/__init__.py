"""What can be done with notices, mails, and what members follow."""

from notifications.actions.choosing import set_follows_by_writing, set_pace, stop_mails
from notifications.actions.digests import make_digests
from notifications.actions.following import (
    carry_followers,
    follow,
    follow_by_writing,
    followers_of,
    return_followers,
    unfollow,
)
from notifications.actions.leaving import forget_goodbyes, forget_member, forget_things, rename_in_things
from notifications.actions.telling import mark_all_read, mark_read, retract, tell, tell_all

__all__ = [
    "carry_followers",
    "follow",
    "follow_by_writing",
    "followers_of",
    "forget_goodbyes",
    "forget_member",
    "forget_things",
    "make_digests",
    "mark_all_read",
    "mark_read",
    "rename_in_things",
    "retract",
    "return_followers",
    "set_follows_by_writing",
    "set_pace",
    "stop_mails",
    "tell",
    "tell_all",
    "unfollow",
]
