"""Markdown as editors and readers write it: CommonMark without raw HTML, rendered once when saved."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

from common.html import plain_text, sanitize

MAX_COMMENT_CHARS = 10_000
MAX_ARTICLE_CHARS = 200_000
MAX_BRACKETS = 2_000  # nested brackets cost quadratic time in every CommonMark parser
MAX_PARAGRAPH_CHARS = 10_000  # so do asterisks within one paragraph
MAX_SIGNS = 20_000  # every sign that may become a tag costs time to clean
MAX_TOKENS = 10_000  # a paragraph is 3, a list item 5: about 2,000 blocks
MAX_NESTING = 40  # what stands deeper is lost to the parser
CONTAINERS = ("do", "dont", "warning", "clinician", "steps")
_SIGNS = re.compile(r"[*_<>&`]")
_REFERENCE = re.compile(r"\[\^([\w-]{1,40})\]")
_BARE_URL = re.compile(r"https?://[^\s<>()\[\]\"'*`\\]+[^\s<>()\[\]\"'*`\\.,;:!?_~]", re.IGNORECASE)
_SCHEME = re.compile(r"(?:^|[^\w/])(https?)$", re.IGNORECASE)
# the slug of a public name, not in an address; ++ gives nothing back: of "@ruth.example.org" no part is a name
NAMED = re.compile(r"(?<![\w@./+-])@([a-z0-9]++(?:-[a-z0-9]++)*+)(?![\w@]|[.-]\w)", re.IGNORECASE)


class MarkdownTooLarge(ValueError):
    """The text is longer, or more deeply nested, than the parser may be given; the message says how to mend it."""


def _reference(state, silent):
    """Inline rule: [^label] points at a numbered reference."""
    found = _REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("reference", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def _bare_url(state, silent):
    """Inline rule: an address that stands in the text is a link; one in code or in a link is left alone."""
    is_here = state.src.startswith("://", state.pos) and not state.linkLevel
    scheme = _SCHEME.search(state.pending[-6:]) if is_here else None
    start = state.pos - len(scheme.group(1)) if scheme else state.pos
    found = scheme and _BARE_URL.match(state.src, start, state.posMax)
    address = found and state.md.normalizeLink(found.group(0))
    if not address or not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: start - state.pos]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = state.md.normalizeLinkText(found.group(0))
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _named(state, silent):
    """Inline rule: @slug is a link to the member who is called so; `env` says who is, and hears who was asked for."""
    found = None if state.linkLevel else NAMED.match(state.src, state.pos)
    if not found:
        return False
    slug = found.group(1).lower()
    if not silent:
        state.env.setdefault("named", {})[slug] = True
    address = state.env.get("members", {}).get(slug)
    if not address:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = found.group(0)
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _caps(state):
    """Core rule between blocks and words: refuse what would take long to read, or would be lost."""
    if len(state.tokens) > MAX_TOKENS:
        raise MarkdownTooLarge(_("Divide the text: it has too many paragraphs, list items and table cells."))
    if any(len(token.content) > MAX_PARAGRAPH_CHARS for token in state.tokens if token.type == "inline"):
        message = _("Divide the longest paragraph: %(most)s characters are the most.")
        raise MarkdownTooLarge(message % {"most": MAX_PARAGRAPH_CHARS})
    if any(token.level >= MAX_NESTING - 1 for token in state.tokens if token.nesting == 1):
        raise MarkdownTooLarge(_("Put fewer lists, quotations and boxes inside one another."))


def _parser() -> MarkdownIt:
    """Return the parser of all texts. Link definitions are off: a long one used often makes a page without end."""
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": MAX_NESTING}
    return MarkdownIt("js-default", options).disable(["image", "reference"])


def article_parser() -> MarkdownIt:
    """Return a parser for articles: tables, our containers, and references to sources.

    Nothing is struck out in an article: its history shows what was said before.

    Raises:
        MarkdownTooLarge: when it parses; see the constants.
    """
    parser = _parser().disable("strikethrough")
    for name in CONTAINERS:
        parser.use(container_plugin, name)
    parser.inline.ruler.before("link", "citation", _reference)
    parser.core.ruler.after("block", "caps", _caps)
    return parser


def _comment_parser() -> MarkdownIt:
    parser = _parser().disable(["table", "heading", "lheading"])
    parser.inline.ruler.before("linkify", "bare_url", _bare_url)
    parser.inline.ruler.before("linkify", "named", _named)
    return parser


_comments = _comment_parser()


def check_size(source: str, limit: int) -> None:
    """Refuse text that the parser should not be given.

    Args:
        source: Markdown.
        limit: most characters allowed.

    Raises:
        MarkdownTooLarge: too long, more than MAX_BRACKETS opening brackets, or more than MAX_SIGNS other signs.
    """
    if len(source) > limit:
        message = _("Shorten the text to %(most)s characters; it has %(now)s.")
        raise MarkdownTooLarge(message % {"most": limit, "now": len(source)})
    if source.count("[") > MAX_BRACKETS:
        raise MarkdownTooLarge(_("Use fewer square brackets: %(most)s are the most.") % {"most": MAX_BRACKETS})
    if len(_SIGNS.findall(source)) > MAX_SIGNS:
        message = _("Use fewer signs such as * _ < > & and `: %(most)s are the most.")
        raise MarkdownTooLarge(message % {"most": MAX_SIGNS})


def named_in(source: str) -> list[str]:
    """Return the slugs that a comment names as @slug, in small letters, each once; whose they are is another matter.

    Args:
        source: Markdown, at most MAX_COMMENT_CHARS characters.

    Raises:
        MarkdownTooLarge: see check_size.
    """
    check_size(source, MAX_COMMENT_CHARS)
    if "@" not in source:
        return []
    env: dict = {}
    _comments.parse(source, env)
    return list(env.get("named", {}))


def render_comment(source: str, *, members: Mapping[str, str] | None = None) -> str:
    """Render what a reader wrote; links carry rel="ugc nofollow noopener".

    Args:
        source: Markdown, at most MAX_COMMENT_CHARS characters.
        members: by slug, the addresses of members whom `@slug` links to; the plain text is the same with and without.

    Returns:
        Cleaned HTML.

    Raises:
        MarkdownTooLarge: see check_size.
    """
    check_size(source, MAX_COMMENT_CHARS)
    rendered = _comments.render(source, {"members": members or {}})
    return sanitize(rendered, profile="comment").replace("<a href=", '<a rel="ugc nofollow noopener" href=')


def text_of(source: str) -> str:
    """Return the plain text of a comment, paragraphs divided by line breaks."""
    return plain_text(render_comment(source)).strip()
