"""What can be done about conduct."""

from moderation.actions.cases import (
    AlreadyDecided,
    StaleCase,
    decide_case,
    leave_case,
    lift_sanction,
    reopen_for_restore,
    take_case,
)
from moderation.actions.discussions import change_discussion, change_notice, lock_thread
from moderation.actions.leaving import kept_for_staff, leave_moderation, release_kept
from moderation.actions.signals import flag_comment, flag_member, on_comment_changed, on_report_repeated, open_case

__all__ = [
    "AlreadyDecided",
    "StaleCase",
    "change_discussion",
    "change_notice",
    "decide_case",
    "flag_comment",
    "flag_member",
    "kept_for_staff",
    "leave_case",
    "leave_moderation",
    "lift_sanction",
    "lock_thread",
    "on_comment_changed",
    "on_report_repeated",
    "open_case",
    "release_kept",
    "reopen_for_restore",
    "take_case",
]
