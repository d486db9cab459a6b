"""Discussions in the words of schema.org, for machines that read them. Pure: plain values in, dictionaries out.

Source: https://schema.org/QAPage, https://schema.org/DiscussionForumPosting, and what a search engine asks of them
(https://developers.google.com/search/docs/appearance/structured-data/qapage and …/discussion-forum, 2025): a question
has a name, its number of answers, and each answer its words, author, address and number of marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

VOCABULARY = "https://schema.org"


@dataclass(frozen=True)
class Said:
    """Words that everybody reads: who wrote them, when, and where they stand; addresses are absolute."""

    text: str
    url: str
    author: str
    author_url: str
    posted_at: datetime
    edited_at: datetime | None = None
    helpful: int = 0


def question_page(
    asked: Said, *, name: str, answer_count: int, accepted: Said | None = None, suggested: Sequence[Said] = ()
) -> dict:
    """Describe the page of a question as QAPage.

    Args:
        asked: the question's own words; its address is that of the page.
        name: its title.
        answer_count: of all answers that everybody reads.
        accepted: the one that the asker accepts, where it is on the page.
        suggested: the other ones of the page, best first.
    """
    answers = {
        "acceptedAnswer": _posted(accepted, "Answer") if accepted else None,
        "suggestedAnswer": [_posted(row, "Answer") for row in suggested],
    }
    entity = _posted(asked, "Question") | {"name": name, "answerCount": answer_count} | answers
    return {"@context": VOCABULARY, "@type": "QAPage", "url": asked.url, "mainEntity": _without_empty(entity)}


def discussion(roots: Sequence[tuple[Said, int]], *, url: str) -> dict:
    """Describe the threads of a page, each by its first comment, as DiscussionForumPostings.

    Args:
        roots: with the number of comments below each.
        url: absolute address of the page that they stand on.
    """
    graph = [
        _posted(row, "DiscussionForumPosting") | {"commentCount": count, "isPartOf": {"@type": "WebPage", "@id": url}}
        for row, count in roots
    ]
    return {"@context": VOCABULARY, "@graph": graph}


def _posted(row, kind):
    marks = {"@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction"}
    forum = kind == "DiscussionForumPosting"
    return _without_empty(
        {
            "@type": kind,
            "@id": row.url,
            "url": row.url,
            "text": row.text,
            "author": {"@type": "Person", "name": row.author, "url": row.author_url},
            "datePublished": row.posted_at.isoformat(),
            "dateModified": row.edited_at.isoformat() if row.edited_at else None,
            "upvoteCount": None if forum else row.helpful,
            "interactionStatistic": marks | {"userInteractionCount": row.helpful} if forum else None,
        }
    )


def _without_empty(values):
    return {key: value for key, value in values.items() if value not in (None, "", [])}
