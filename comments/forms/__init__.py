"""Forms of the discussion."""

from comments.forms.words import MOST_LINKS, MOST_NAMED, NUL, WRITE, CommentForm, ReplyForm, WordsForm, says_something

__all__ = ["MOST_LINKS", "MOST_NAMED", "NUL", "WRITE", "CommentForm", "ReplyForm", "WordsForm", "says_something"]
