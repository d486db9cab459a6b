"""Short ways to a question and its answers."""

from comments.models import Comment
from tests.factories import CommentFactory

TITLE = "How many stairs?"


def question(title=TITLE, **fields):
    """Ask a question under an article."""
    return CommentFactory(kind=Comment.Kind.QUESTION, title=title, **fields).question


def answer(asked, body="Ten at least.", **fields):
    """Answer a question."""
    return CommentFactory(**({"parent": asked.comment, "body": body} | fields))
