"""What can be done in discussions.

Rows are locked in one order: root of the thread, comment, case, discussion, question, log. A comment's row is locked
without its key, because a reply that is being written holds the discussion and needs the key of what it answers.
"""

from comments.actions.answers import (
    NotPossible,
    accept_answer,
    endorse_answer,
    take_back_acceptance,
    take_back_endorsement,
)
from comments.actions.closing import (
    CannotKeep,
    NotTheirs,
    close_question,
    closing_words,
    merge_question,
    reopen_question,
)
from comments.actions.counting import hold_thread, recount, repair_counts
from comments.actions.keeping import MOST_DRAFTS, DraftTooLong, discard_draft, drop_old_drafts, save_draft
from comments.actions.leaving import empty_comment, leave_discussions
from comments.actions.marks import feature_comment, mark_helpful, take_mark_back
from comments.actions.moving import make_comment, make_question, put_back
from comments.actions.naming import keep_mentions
from comments.actions.posting import (
    DiscussionClosed,
    TooSoon,
    delete_comment,
    discussion_of,
    discussion_of_topic,
    edit_comment,
    open_discussion,
    open_with_article,
    post_comment,
    publish_words,
)
from comments.actions.telling import announce, take_back, tell_about, tell_mentioned, thread_key, words_of_comments
from comments.actions.touching import touch

__all__ = [
    "MOST_DRAFTS",
    "CannotKeep",
    "DiscussionClosed",
    "DraftTooLong",
    "NotPossible",
    "NotTheirs",
    "TooSoon",
    "accept_answer",
    "announce",
    "close_question",
    "closing_words",
    "delete_comment",
    "discard_draft",
    "discussion_of",
    "discussion_of_topic",
    "drop_old_drafts",
    "edit_comment",
    "empty_comment",
    "endorse_answer",
    "feature_comment",
    "hold_thread",
    "keep_mentions",
    "leave_discussions",
    "make_comment",
    "make_question",
    "mark_helpful",
    "merge_question",
    "open_discussion",
    "open_with_article",
    "post_comment",
    "publish_words",
    "put_back",
    "recount",
    "reopen_question",
    "repair_counts",
    "save_draft",
    "take_back",
    "take_back_acceptance",
    "take_back_endorsement",
    "take_mark_back",
    "tell_about",
    "tell_mentioned",
    "thread_key",
    "touch",
    "words_of_comments",
]
