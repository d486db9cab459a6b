"""What can be found of articles."""

from collections.abc import Collection, Iterable
from datetime import datetime

from articles import consequences
from articles.models import Article, Block
from search.actions import index_later
from search.consequences import Source
from search.documents import Document, Shown, key_of
from search.models import Kind

NAME = "article"


def place_key(article_id: int) -> str:
    """Return the key of an article: what stands under it in the index goes with it.

    Args:
        article_id: its primary key.
    """
    return key_of(NAME, article_id)


def document_of(article_id: int) -> Document | None:
    """Return what a published article says; None for another.

    Args:
        article_id: its primary key.
    """
    article = Article.objects.published().filter(pk=article_id).first()
    if article is None:
        return None
    blocks = Block.objects.filter(revision=article.current_revision_id).order_by("position")
    authors = article.bylines.order_by("position", "pk").values_list("author__name", flat=True)
    return Document(
        subject_key=place_key(article_id), kind=Kind.ARTICLE, title=article.title, dated_at=article.last_changed_at,
        text="\n".join([article.standfirst, *blocks.values_list("text", flat=True), *authors]),
        topics=article.topics.order_by("slug").values_list("slug", flat=True),
    )  # fmt: skip


def keys() -> Iterable[int]:
    """Return the keys of the published articles."""
    return Article.objects.published().order_by("pk").values_list("pk", flat=True)


def show(article_ids: Collection[int], member) -> dict[int, Shown]:
    """Return those of these articles that are published, by key; one query.

    Args:
        article_ids: primary keys.
        member: who asks; not looked at.
    """
    rows = Article.objects.published().filter(pk__in=article_ids)
    return {row.pk: Shown(title=row.title, url=row.get_absolute_url(), thing=row) for row in rows}


def follow(article: Article, *, at: datetime) -> None:
    """Ask the worker to index a published article and what stands under it.

    Args:
        article: as it stands now, in the transaction that changed it.
        at: when (aware).
    """
    index_later(place_key(article.pk))
    for consequence in consequences.ON_LISTED:
        consequence(article=article, at=at)


SOURCE = Source(NAME, document_of, keys, show)
