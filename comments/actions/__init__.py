"""What can be done in discussions.

Rows are locked in one order: comment, case, discussion, question, log. A comment's row is locked without its key,
because a reply that is being written holds the discussion and needs the key of the comment it answers.
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
from comments.actions.counting import recount
from comments.actions.leaving import empty_comment, leave_discussions, rewrite
from comments.actions.moving import make_comment, make_question, put_back
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
    "CannotKeep",
    "DiscussionClosed",
    "NotPossible",
    "NotTheirs",
    "TooSoon",
    "accept_answer",
    "announce",
    "close_question",
    "closing_words",
    "delete_comment",
    "discussion_of",
    "discussion_of_topic",
    "edit_comment",
    "empty_comment",
    "endorse_answer",
    "leave_discussions",
    "make_comment",
    "make_question",
    "merge_question",
    "open_discussion",
    "open_with_article",
    "post_comment",
    "publish_words",
    "put_back",
    "recount",
    "reopen_question",
    "rewrite",
    "take_back",
    "take_back_acceptance",
    "take_back_endorsement",
    "tell_about",
    "thread_key",
    "touch",
    "words_of_comments",
]
