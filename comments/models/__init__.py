"""Discussions and their threads. One table serves comments, questions and answers."""

from comments.models.comments import Comment, CommentQuerySet, CommentRevision, readable_by
from comments.models.discussions import Discussion
from comments.models.marks import Draft, Endorsement, HelpfulMark, Mention
from comments.models.questions import Move, Question

__all__ = [
    "Comment",
    "CommentQuerySet",
    "CommentRevision",
    "Discussion",
    "Draft",
    "Endorsement",
    "HelpfulMark",
    "Mention",
    "Move",
    "Question",
    "readable_by",
]
