"""What stands at a passage: its words, and the disputes and claims that quote the same sentences."""

from dataclasses import dataclass

from django.db.models import Q

from articles.models import Block
from claims.models import Appearance, Resolution
from claims.sentences import widen
from comments.models import Comment
from common.html import plain_text


@dataclass(frozen=True)
class Outside:
    """Words of an outside source that a report puts against a passage."""

    address: str  # a web address or DOI
    words: str


@dataclass(frozen=True)
class Standing:
    """An appearance, and where it stands now in the text that is asked about."""

    appearance: Appearance
    start: int
    end: int


def plain_text_of(target: Block | Comment) -> str:
    """Return the plain text in which a passage's offsets are counted.

    Args:
        target: a block of a revision, or a comment.
    """
    return target.text if isinstance(target, Block) else plain_text(target.body_html)


def words_about(target: Block | Comment, start: int, end: int) -> str:
    """Return the whole sentences of a passage, with the lines that govern them: what it speaks of is named in these.

    Args:
        target: a block of a revision, or a comment.
        start: first code point of the passage in its plain text.
        end: one past the last.
    """
    text = plain_text_of(target)
    first, last = widen(text, start, end)
    above = [target.lead_in, target.parent_item] if isinstance(target, Block) else []
    return "\n".join(filter(None, [*above, text[first:last]]))


def standing_at(target: Block | Comment, start: int, end: int) -> list[Standing]:
    """Return the appearances whose words share a sentence with a passage, the latest first; one query.

    Args:
        target: a block of a revision, or a comment; of it, only words that are the present ones.
        start: first code point of the passage in its plain text.
        end: one past the last.
    """
    first, last = widen(plain_text_of(target), start, end)
    here = Q(start__lt=last, end__gt=first)
    if isinstance(target, Block):
        rows = Resolution.objects.filter(
            here, revision=target.revision_id, block_key=target.key, state__in=Resolution.CERTAIN
        )
        rows = rows.select_related("appearance__claim").order_by("-appearance")
        return [Standing(row.appearance, row.start, row.end) for row in rows]
    quoted = Appearance.objects.filter(here, comment=target, comment_revision=target.revision)
    return [Standing(row, row.start, row.end) for row in quoted.select_related("claim").order_by("-pk")]
