"""Where a discussion is shown."""

from django.http import Http404
from django.urls import reverse

from comments import consequences
from comments.models import Discussion


def place_or_none(discussion: Discussion) -> str | None:
    """Return the address of the page that shows a discussion; None when it is of something that is not public."""
    if discussion.article_id:
        article = discussion.article
        return reverse("article_detail", args=[article.slug]) if article.status == "published" else None
    return next((url for place in consequences.PLACES if (url := place(discussion))), None)


def place_of(discussion: Discussion) -> str:
    """Return the address of the page that shows a discussion.

    Raises:
        Http404: no page shows it.
    """
    if url := place_or_none(discussion):
        return url
    raise Http404
