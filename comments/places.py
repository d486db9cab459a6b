"""Where a discussion is shown."""

from collections.abc import Collection

from django.http import Http404
from django.urls import reverse

from articles.models import Article
from articles.searching import place_key
from comments import consequences
from comments.consequences import Place
from comments.models import Discussion
from search.documents import key_of


def place_or_none(discussion: Discussion) -> str | None:
    """Return the address of the page that shows a discussion; None when it is of something that is not public."""
    if discussion.article_id:
        article = discussion.article
        return reverse("article_detail", args=[article.slug]) if article.status == "published" else None
    if discussion.topic_id:
        return reverse("topic_detail", args=[discussion.topic.slug])
    return next((url for place in consequences.PLACES if (url := place(discussion))), None)


def ask_page(discussion: Discussion) -> str | None:
    """Return the address where questions are asked in a discussion; None where its own form takes them."""
    if discussion.article_id:
        return reverse("article_ask", args=[discussion.article.slug])
    return reverse("topic_ask", args=[discussion.topic.slug]) if discussion.topic_id else None


def place_of(discussion: Discussion) -> str:
    """Return the address of the page that shows a discussion.

    Raises:
        Http404: no page shows it.
    """
    if url := place_or_none(discussion):
        return url
    raise Http404


def places_of(discussion_ids: Collection[int]) -> dict[int, Place]:
    """Return where discussions are shown that everybody can open, by their keys; a constant number of queries.

    Args:
        discussion_ids: primary keys.
    """
    found: dict[int, Place] = {}
    rows = Discussion.objects.filter(pk__in=discussion_ids).select_related("topic")
    articles = Article.objects.published().filter(pk__in=rows.values("article")).in_bulk()
    for row in rows:
        if article := articles.get(row.article_id):
            found[row.pk] = Place(place_key(article.pk), article.title, article.get_absolute_url())
        elif row.topic:
            found[row.pk] = Place(key_of("topic", row.topic_id), row.topic.name, row.topic.get_absolute_url())
    for places in consequences.SHOWN_AT:
        found |= places(discussion_ids)
    return found
