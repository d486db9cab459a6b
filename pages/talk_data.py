"""What machines read on pages with a discussion."""

import re
from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.utils.safestring import SafeString

from claims.linked_data import as_script
from comments import linked_data
from comments.linked_data import Said
from comments.reading import Node, QuestionView

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


def linked_question(view: QuestionView) -> SafeString | str:
    """Return the data block of a question's page; empty for a question that not everybody reads. No query.

    Args:
        view: as the page shows it; only what everybody reads of it is told.
    """
    if not view.node.is_public:
        return ""
    question = view.question
    asked, url = _said(view.node.comment), _whole(question.get_absolute_url())
    answers = [answer for answer in view.answers if answer.node.is_public]
    accepted = next((_said(answer.comment) for answer in answers if answer.is_accepted), None)
    return as_script(
        linked_data.question_page(
            Said(**(vars(asked) | {"url": url})),
            name=question.comment.title,
            answer_count=question.answer_count,
            accepted=accepted,
            suggested=[_said(answer.comment) for answer in answers if not answer.is_accepted],
        )
    )


def linked_threads(nodes: Iterable[Node], *, path: str) -> SafeString | str:
    """Return the data block of the threads on a page, each by its first comment; empty without any. No query.

    Args:
        nodes: the roots; only what everybody reads of them is told.
        path: of the page.
    """
    roots = [(_said(node.comment), node.comment.reply_count) for node in nodes if node.is_public]
    return as_script(linked_data.discussion(roots, url=_whole(path))) if roots else ""


def _said(comment):
    author = comment.author
    return Said(
        text=_SPACE.sub(" ", unescape(_TAG.sub(" ", comment.body_html))).strip(),
        url=_whole(comment.get_absolute_url()),
        author=author.public_name,
        author_url=_whole(author.get_absolute_url()),
        posted_at=comment.created_at,
        edited_at=comment.edited_at,
        helpful=comment.helpful_count,
    )


def _whole(path):
    return f"{settings.SITE_URL}{path}"
