"""The one cleaner of HTML. bleach stands behind Markdown with raw HTML off, and nowhere else (ADR 0004)."""

import html
import re
from urllib.parse import urlsplit

import bleach  # noqa: TID251 - the one place that knows it

MAX_CHARS = 1_000_000
INLINE = {"a", "abbr", "br", "code", "del", "em", "s", "span", "strong", "sub", "sup"}
TEXT = INLINE | {"blockquote", "hr", "li", "ol", "p", "pre", "ul"}
ARTICLE = TEXT | {"div", "h2", "h3", "h4", "section", "table", "tbody", "td", "th", "thead", "tr"}
PROFILES = {"inline": INLINE, "comment": TEXT, "article": ARTICLE}
CLASSES = {"cite", "sr"}
SCHEMES = {"http", "https", "mailto"}
_DROPPED = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
CITE = re.compile(r'<a [^>]*class="cite"[^>]*>.*?</a>')  # a reference number is no part of the sentence
_NO_HOST = re.compile(r"[\s\x00-\x1f]")


def is_safe_link(url: str) -> bool:
    """Tell whether a link may be shown: http, https or mailto, or an address within the page or the site.

    Args:
        url: the address as written, entities already decoded.

    Returns:
        False for any other scheme, for addresses without scheme on another host (//host), and for host:port tricks.
    """
    if _NO_HOST.search(url) or url.startswith(("//", "\\", "/\\")):
        return False
    if url.startswith(("/", "#")):
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in SCHEMES and bool(parts.hostname)


def _attributes(tag, name, value):
    if ">" in value:
        return False  # whoever cuts HTML at its tags would cut here
    if tag == "a" and name == "href":
        return is_safe_link(html.unescape(value))
    if tag == "a" and name in {"id", "rel", "title"}:
        return True
    if name == "class":
        return set(value.split()) <= CLASSES
    return tag == "ol" and name == "start" and value.isdigit()


def sanitize(source: str, *, profile: str = "comment") -> str:
    """Return HTML that is safe to show.

    Args:
        source: HTML, as a rule made from Markdown; at most MAX_CHARS characters.
        profile: "inline", "comment" or "article": which tags stay.

    Returns:
        HTML with every other tag and attribute gone, the text of scripts and styles too.

    Raises:
        ValueError: the source is longer than MAX_CHARS.
    """
    if len(source) > MAX_CHARS:
        raise ValueError(f"HTML of {len(source)} characters is longer than {MAX_CHARS}")
    source = _DROPPED.sub("", source)
    if trick := _DROPPED.search(source):  # a script put together out of what stood around another
        source = source[: trick.start()]
    cleaned = bleach.clean(
        source,
        tags=PROFILES[profile],
        attributes=_attributes,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return cleaned.replace("\x00", "")


def plain_text(source: str) -> str:
    """Return what a leaf says: tags and reference numbers gone, entities decoded.

    Args:
        source: HTML of one leaf, already cleaned.
    """
    return html.unescape(_TAGS.sub("", CITE.sub("", source)))
