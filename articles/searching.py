"""What can be found of articles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from articles import consequences
from articles.models import Article, Block
from search.actions import index_later
from search.consequences import Source
from search.documents import Document, Shown, key_of
from search.models import Kind
from search.querying import alike_of, said_count

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


@dataclass(frozen=True)
class Passage:
    """A block of an article that says what is looked for: its words, and its address."""

    text: str
    url: str


def passages_for(text: str, articles: Iterable[Article]) -> dict[int, Passage]:
    """Return the passage of each article that says most of a text, such as a question that somebody writes; one query.

    Args:
        text: as typed so far; anything.
        articles: published ones, as hits of search.reading.alike show them; one that says nothing of it is left out.
    """
    asked, by_revision = alike_of(text), {article.current_revision_id: article for article in articles}
    rows = Block.objects.filter(revision__in=by_revision).exclude(kind=Block.Kind.HEADING).order_by("position")
    best: dict[int, tuple[int, Passage]] = {}
    for revision, key, words in rows.values_list("revision", "key", "text"):
        article, count = by_revision[revision], said_count(asked, words)
        if count > best.get(article.pk, (0, None))[0]:
            best[article.pk] = count, Passage(words, f"{article.get_absolute_url()}#b-{key}")
    return {pk: passage for pk, (_count, passage) in best.items()}


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
