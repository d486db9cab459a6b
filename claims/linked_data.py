"""Pages in the words of schema.org, for machines that read them. Pure: plain values in, dictionaries out.

Source: https://schema.org/MedicalWebPage, https://schema.org/Claim, https://schema.org/ClaimReview, and what a search
engine asks of a review (https://developers.google.com/search/docs/appearance/structured-data/factcheck, 2025):
`claimReviewed`, `reviewRating` with an `alternateName`, and `url`. Our outcomes are words and no scale, so there is no
`ratingValue`: a number would be a verdict that nobody gave.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString, mark_safe

VOCABULARY = "https://schema.org"
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Publisher:
    """Who runs the site: its name and its address."""

    name: str
    url: str


@dataclass(frozen=True)
class Reference:
    """A source that an article cites: how it is called, its address and DOI, and whether it is a study."""

    name: str
    url: str = ""
    doi: str = ""
    year: int | None = None
    is_study: bool = False


@dataclass(frozen=True)
class RulingFacts:
    """How a dispute ended: the outcome in a word or two, the summary, and the day it was published."""

    outcome: str
    summary: str
    published_at: datetime


@dataclass(frozen=True)
class MarkedFacts:
    """Words that wear a mark in an article: as they read, the mark's address, and the dispute about them.

    `first_side` is the address of the side whose words were questioned; empty where the dispute has no sides.
    """

    words: str
    url: str
    dispute_url: str
    question: str
    first_side: str = ""
    ruling: RulingFacts | None = None


@dataclass(frozen=True)
class ArticleFacts:
    """What machines are told about an article; people and topics as (name, address)."""

    url: str
    headline: str
    description: str
    language: str
    revision: int
    published_at: datetime
    changed_at: datetime
    authors: Sequence[tuple[str, str]] = ()
    topics: Sequence[tuple[str, str]] = ()
    references: Sequence[Reference] = ()
    image: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None
    marked: Sequence[MarkedFacts] = ()


@dataclass(frozen=True)
class Passage:
    """Where a side's words stand in public: the words, the address, and who wrote them if it was a reader."""

    words: str
    url: str
    author: str = ""


@dataclass(frozen=True)
class SideFacts:
    """A side of a dispute: the address of its place on the page, its name, and its passages, the oldest first."""

    url: str
    name: str
    passages: Sequence[Passage] = ()


def article_page(facts: ArticleFacts, *, publisher: Publisher) -> dict:
    """Describe an article as MedicalWebPage and Article, its marked statements as Claims, the rulings as ClaimReviews.

    A ruling is no part of an article, so the article mentions it. It reviewed the words as they were: it may be why
    they read otherwise now. So it reviews the first side of the dispute, and a marked Claim is only its subject.

    Args:
        facts: of a published article; addresses are absolute.
        publisher: who runs the site; also its author where nobody stands in the byline.
    """
    organisation = _organisation(publisher)
    people = [_without_empty({"@type": "Person", "name": name, "url": url}) for name, url in facts.authors]
    ruled = {row.dispute_url: row for row in facts.marked if row.ruling}
    return _without_empty(
        {
            "@context": VOCABULARY,
            "@type": ["MedicalWebPage", "Article"],
            "@id": facts.url,
            "url": facts.url,
            "headline": facts.headline,
            "description": facts.description,
            "inLanguage": facts.language,
            "version": facts.revision,
            "datePublished": facts.published_at.isoformat(),
            "dateModified": facts.changed_at.isoformat(),
            "author": people or [organisation],
            "publisher": organisation,
            "image": facts.image,
            "about": [{"@type": "Thing", "name": name, "url": url} for name, url in facts.topics],
            "reviewedBy": {"@type": "Person", "name": facts.reviewed_by} if facts.reviewed_by else None,
            "lastReviewed": facts.reviewed_on.isoformat() if facts.reviewed_on else None,
            "citation": [_reference(reference) for reference in facts.references],
            "hasPart": [_marked_claim(row, publisher) for row in facts.marked],
            "mentions": [_mentioned(row, publisher) for row in ruled.values()],
        }
    )


def dispute_page(
    sides: Sequence[SideFacts], *, url: str, question: str, publisher: Publisher, ruling: RulingFacts | None = None
) -> dict:
    """Describe the sides of a public dispute as Claims, and its ruling as a ClaimReview of the first.

    Args:
        sides: in their order; the questioned statement is the first.
        url: absolute address of the page.
        question: neutral; it stands for a statement where there is no side.
        publisher: who publishes the ruling.
        ruling: the one in force, if any.
    """
    claims = [_claim(side, publisher) for side in sides]
    if ruling is None:
        return {"@context": VOCABULARY, "@graph": claims}
    first = claims[0] if claims else {"@type": "Claim", "name": question}
    reviewed = first.get("text") or question
    review = _review(ruling, publisher, url=url, reviewed=reviewed, item=first)
    return {"@context": VOCABULARY, "@graph": [review, *claims[1:]]}


def as_script(data: dict) -> SafeString:
    """Return a data block for a page: browsers don't run it, and no words in it can end it.

    Args:
        data: what json.dumps can write.

    Source: https://html.spec.whatwg.org/multipage/scripting.html#data-block
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped in the line above


def _claim(side, publisher):
    places = [_appearance(passage, publisher) for passage in side.passages]
    return _without_empty(
        {
            "@type": "Claim",
            "@id": side.url,
            "url": side.url,
            "name": side.name,
            "text": side.passages[0].words if side.passages else side.name,
            "author": _author(side.passages[0], publisher) if side.passages else None,
            "firstAppearance": places[0] if places else None,
            "appearance": places,
        }
    )


def _marked_claim(row, publisher):
    place = _appearance(Passage(row.words, row.url), publisher)
    about = {"@type": "WebPage", "url": row.dispute_url, "name": row.question}
    return {
        "@type": "Claim",
        "@id": row.url,
        "url": row.url,
        "text": row.words,
        "author": _organisation(publisher),
        "firstAppearance": place,
        "appearance": [place],
        "subjectOf": {"@id": _name_of_review(row.dispute_url)} if row.ruling else about,
    }


def _mentioned(row, publisher):
    side = {"@type": "Claim", "@id": row.first_side, "url": row.first_side}
    item = side if row.first_side else {"@type": "Claim", "name": row.question}
    return _review(row.ruling, publisher, url=row.dispute_url, reviewed=row.question, item=item)


def _review(ruling, publisher, *, url, reviewed, item):
    return {
        "@type": "ClaimReview",
        "@id": _name_of_review(url),
        "url": url,
        "claimReviewed": reviewed,
        "reviewRating": {"@type": "Rating", "alternateName": ruling.outcome, "ratingExplanation": ruling.summary},
        "author": _organisation(publisher),
        "datePublished": ruling.published_at.date().isoformat(),
        "reviewBody": ruling.summary,
        "itemReviewed": item,
    }


def _name_of_review(dispute_url):
    return f"{dispute_url}#ruling"


def _appearance(passage, publisher):
    role = "author" if passage.author else "publisher"
    kind = "Comment" if passage.author else "Article"
    return {"@type": kind, "url": passage.url, role: _author(passage, publisher)}


def _author(passage, publisher):
    """Return the reader who wrote the words; for an article's, the site that publishes it."""
    return {"@type": "Person", "name": passage.author} if passage.author else _organisation(publisher)


def _reference(reference):
    return _without_empty(
        {
            "@type": "ScholarlyArticle" if reference.is_study else "CreativeWork",
            "name": reference.name,
            "url": reference.url,
            "identifier": f"doi:{reference.doi}" if reference.doi else "",
            "datePublished": str(reference.year) if reference.year else "",
        }
    )


def _organisation(publisher):
    return {"@type": "Organization", "name": publisher.name, "url": publisher.url}


def _without_empty(values):
    return {key: value for key, value in values.items() if value not in (None, "", [])}
