"""Markdown as editors and readers write it: CommonMark without raw HTML, rendered once when saved."""

import re

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

from common.html import plain_text, sanitize

MAX_COMMENT_CHARS = 10_000
MAX_ARTICLE_CHARS = 200_000
MAX_BRACKETS = 2_000  # nested brackets cost quadratic time in every CommonMark parser
CONTAINERS = ("do", "dont", "warning", "clinician", "steps")
_REFERENCE = re.compile(r"\[\^([\w-]{1,40})\]")


class MarkdownTooLarge(ValueError):
    """The text is longer, or more deeply bracketed, than the parser may be given."""


def _reference(state, silent):
    """Inline rule: [^label] points at a numbered reference."""
    found = _REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("reference", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _parser() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 40})


def article_parser() -> MarkdownIt:
    """Return a parser for articles: tables, our containers, and references to sources."""
    parser = _parser().disable("image")
    for name in CONTAINERS:
        parser.use(container_plugin, name)
    parser.inline.ruler.before("link", "reference", _reference)
    return parser


_comments = _parser().disable(["image", "table", "heading", "lheading"])
_BARE_URL = re.compile(r"(?<![\w(<\[\"'/])(https?://[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:!?])")


def check_size(source: str, limit: int) -> None:
    """Refuse text that the parser should not be given.

    Args:
        source: Markdown.
        limit: most characters allowed.

    Raises:
        MarkdownTooLarge: too long, or more than MAX_BRACKETS opening brackets.
    """
    if len(source) > limit or source.count("[") > MAX_BRACKETS:
        raise MarkdownTooLarge(f"{len(source)} characters, {source.count('[')} brackets; {limit} characters allowed")


def render_comment(source: str) -> str:
    """Render what a reader wrote; links carry rel="ugc nofollow noopener".

    Args:
        source: Markdown, at most MAX_COMMENT_CHARS characters.

    Returns:
        Cleaned HTML.

    Raises:
        MarkdownTooLarge: see check_size.
    """
    check_size(source, MAX_COMMENT_CHARS)
    rendered = _comments.render(_BARE_URL.sub(r"<\1>", source))
    return sanitize(rendered, profile="comment").replace("<a href=", '<a rel="ugc nofollow noopener" href=')


def text_of(source: str) -> str:
    """Return the plain text of a comment, paragraphs divided by line breaks."""
    return plain_text(render_comment(source)).strip()
