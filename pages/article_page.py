"""What the article page shows, put together from several apps."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.safestring import mark_safe

from articles.models import Article, Block
from claims.marking import overlay
from claims.models import Quotation
from claims.reading import marks_for, quotations_on, references_of
from comments.drafts import discussions_with_draft, form_for
from comments.paging import Asked
from comments.reading import moved_below, thread_page
from comments.visits import seen_by, since
from notifications.reading import is_followed
from pages.article_data import linked_article
from pages.question_page import with_tab_counts
from pages.talk_data import linked_threads


@dataclass(frozen=True)
class Piece:
    """A block as the page shows it: stored HTML with marks laid over it, the notes of its disputes, a caution."""

    key: str
    kind: str
    tag: str
    opening: str
    html: str
    closing: str
    text: str
    notes: list
    caution: str = ""


def pieces_of(blocks, view) -> list[Piece]:
    """Lay the marks of a revision over its blocks."""
    return [
        Piece(
            key=block.key,
            kind=block.kind,
            tag=block.tag,
            opening=mark_safe(block.opening),  # noqa: S308 - common/html.py cleaned it when it was stored
            html=mark_safe(overlay(block.html, view.marks.get(block.key, []), key=block.key)),  # noqa: S308 - the same
            closing=mark_safe(block.closing),  # noqa: S308 - the same
            text=block.text,
            notes=view.notes.get(block.key, []),
            caution=view.cautions.get(block.key, ""),
        )
        for block in blocks
    ]


def _discussion_under(request, slug):
    """Return the discussion of an article that was published once, with its live text, is_followed, has_quotes."""
    rows = with_tab_counts(discussions_with_draft(request)).select_related("article__current_revision")
    found = rows.filter(article__slug=slug, article__current_revision__isnull=False)
    quoting = Exists(Quotation.objects.filter(comment__discussion=OuterRef("pk")))
    found = found.annotate(is_followed=is_followed(request.user, "article", key="article"), has_quotes=quoting)
    if discussion := found.first():
        return discussion
    raise Article.DoesNotExist


def article_context(request, slug: str, *, asked: Asked, at) -> dict:
    """Read everything that the page of a published or withdrawn article shows.

    Args:
        request: of a reader.
        slug: of the article.
        asked: the order and the page of its discussion.
        at: now (aware).

    Raises:
        Article.DoesNotExist: there is none at this address, or it was never published.
    """
    discussion = _discussion_under(request, slug)
    article = discussion.article
    if article.withdrawn_at:
        return {"article": article}
    revision = article.current_revision
    view = marks_for(revision, discussion.pk)
    threads = thread_page(
        discussion, member=request.user, asked=asked, since=since(seen_by(request), discussion.pk, at)
    )
    blocks = list(Block.objects.filter(revision=revision).order_by("position"))
    pieces = pieces_of(blocks, view)
    printed = {
        "bylines": article.bylines.select_related("author").order_by("position"),
        "topics": article.topics.order_by("name"),
        "citations": references_of(revision, blocks),
    }
    return printed | {
        "article": article,
        "linked": linked_article(article, blocks=blocks, view=view, **printed),
        "revision": revision,
        "view": view,
        "pieces": pieces,
        "contents": [piece for piece in pieces if piece.tag == "h2"],
        "today": timezone.localdate(),
        "minutes": max(1, round(revision.word_count / 200)),
        "discussion": discussion,
        "threads": threads,
        "linked_threads": linked_threads(threads.nodes, path=article.get_absolute_url()),
        "comment_moves": moved_below(threads.nodes),
        "comment_quotes": quotations_on(threads.readable, view=view) if discussion.has_quotes else {},
        "form": form_for(request, discussion),
        **view.below(threads.nodes),
    }
