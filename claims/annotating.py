"""The marks of an article as W3C Web Annotations. Pure: plain values in, dictionaries out.

Source: https://www.w3.org/TR/annotation-model/ (2017); the names are those of its context, CONTEXT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from claims.anchoring import CONTEXT_CHARS

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTENT_TYPE = f'application/ld+json; profile="{CONTEXT}"'
HTML_FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"  # what a fragment of an HTML page conforms to


@dataclass(frozen=True)
class Text:
    """The text that carries the marks: its page, the page of this revision, when it went live, its language."""

    url: str
    revision_url: str
    published_at: datetime
    title: str
    language: str


@dataclass(frozen=True)
class Marked:
    """What a dispute marks in one block: code-point offsets in the block's plain text, and what readers are told."""

    dispute_id: int
    dispute_url: str
    block_key: str
    block_text: str
    places: Sequence[tuple[int, int]]
    badge: str
    question: str
    opened_at: datetime
    ruled_at: datetime | None = None
    summary: str = ""


def collection(marked: Sequence[Marked], *, url: str, text: Text, site: tuple[str, str]) -> dict:
    """Return the marks of a text as an AnnotationCollection with its one page.

    Args:
        marked: what each dispute marks in each block, in the order of the text.
        url: absolute address of the collection.
        text: what is marked.
        site: name and address of the site, which makes the annotations.
    """
    items = [_annotation(row, text, site) for row in marked]
    page = {"id": f"{url}#page", "type": "AnnotationPage", "partOf": url, "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT,
        "id": url,
        "type": "AnnotationCollection",
        "label": text.title,
        "total": len(items),
        "first": page,
        "last": page["id"],
    }


def _annotation(row, text, site):
    name, address = site
    annotation = {
        "id": f"{text.url}#m-{row.dispute_id}-{row.block_key}",
        "type": "Annotation",
        "motivation": "assessing" if row.ruled_at else "questioning",
        "created": _time(row.opened_at),
        "modified": _time(row.ruled_at or row.opened_at),
        "creator": {"id": address, "type": "Organization", "name": name},
        "body": [
            _words(row.badge, "tagging", text),
            _words(row.question, "describing", text),
            {"type": "SpecificResource", "source": row.dispute_url, "purpose": "linking"},
        ],
        "target": [_target(row, text, *place) for place in row.places],
    }
    if row.summary:
        annotation["body"].append(_words(row.summary, "assessing", text))
    return annotation


def _words(value, purpose, text):
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": text.language,
        "purpose": purpose,
    }


def _target(row, text, start, end):
    """Quote a passage, and say where in its block it stands: two ways to the same words."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": row.block_text[start:end],
        "prefix": row.block_text[max(0, start - CONTEXT_CHARS) : start],
        "suffix": row.block_text[end : end + CONTEXT_CHARS],
    }
    within = {
        "type": "FragmentSelector",
        "conformsTo": HTML_FRAGMENT,
        "value": f"b-{row.block_key}",
        "refinedBy": {"type": "TextPositionSelector", "start": start, "end": end},
    }
    return {
        "type": "SpecificResource",
        "source": text.url,
        "state": {"type": "TimeState", "sourceDate": _time(text.published_at), "cached": text.revision_url},
        "selector": [quote, within],
    }


def _time(at):
    """Write a time as the model asks for it: in UTC, with a Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
