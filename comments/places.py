"""Where a discussion is shown."""

from django.http import Http404
from django.urls import reverse

from comments import consequences
from comments.models import Discussion


def place_of(discussion: Discussion) -> str:
    """Return the address of the page that shows a discussion.

    Raises:
        Http404: no page shows it.
    """
    if discussion.article_id:
        return reverse("article_detail", args=[discussion.article.slug])
    for place in consequences.PLACES:
        if url := place(discussion):
            return url
    raise Http404
