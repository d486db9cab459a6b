"""The lead picture of an article."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from articles.models import Article
from articles.pictures import prepare
from audit.actions import record


@transaction.atomic
def set_lead_picture(*, article: Article, picture: File | None, alt: str, credit: str, by, at: datetime) -> Article:
    """Give an article its lead picture, or describe the one it has.

    Args:
        article: which.
        picture: a new one as it was sent (articles.pictures.prepare says what is taken); None keeps the present one.
        alt: what it shows, for those who do not see it, at most 300 characters.
        credit: who made it, at most 200 characters.
        by: the editor.
        at: when (aware).

    Returns:
        The article as it is now, its version one on.

    Raises:
        articles.pictures.NotAPicture: the file cannot be shown.
        articles.pictures.PictureTooLarge: it is too large.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    if picture:
        _forget_file(article.lead_image)
        article.lead_image = prepare(picture)
    article.lead_alt, article.lead_credit, article.version = alt, credit, article.version + 1
    article.save()
    record(actor=by, verb="set_lead_picture", subject=article, at=at, after={"is_new": bool(picture)})
    return article


@transaction.atomic
def remove_lead_picture(*, article: Article, by, at: datetime) -> None:
    """Take the lead picture away; its file goes once that is certain.

    Args:
        article: which; one without a picture stays as it is, its version one on.
        by: the editor.
        at: when (aware).
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    _forget_file(article.lead_image)
    article.lead_image, article.lead_alt, article.lead_credit = "", "", ""
    article.version += 1
    article.save()
    record(actor=by, verb="remove_lead_picture", subject=article, at=at)


def _forget_file(field):
    """Delete the stored file after the commit: before, a rollback would leave the row without it."""
    if field:
        name, storage = field.name, field.storage
        transaction.on_commit(lambda: storage.delete(name))
