"""What can be done in discussions.

Rows are locked in one order: comment, case, discussion, question, log. A comment's row is locked without its key,
because a reply that is being written holds the discussion and needs the key of the comment it answers.
"""

from comments.actions.counting import recount
from comments.actions.leaving import empty_comment, leave_discussions, rewrite
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
    touch,
)
from comments.actions.telling import announce, take_back, tell_about, thread_key, words_of_comments

__all__ = [
    "DiscussionClosed",
    "TooSoon",
    "announce",
    "delete_comment",
    "discussion_of",
    "discussion_of_topic",
    "edit_comment",
    "empty_comment",
    "leave_discussions",
    "open_discussion",
    "open_with_article",
    "post_comment",
    "publish_words",
    "recount",
    "rewrite",
    "take_back",
    "tell_about",
    "thread_key",
    "touch",
    "words_of_comments",
]
