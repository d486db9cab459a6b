"""Topics and authors."""

from datetime import datetime

from django.db import transaction

from articles.models import Author, Topic
from articles.searching import place_key
from audit.actions import record
from search.actions import index_later


@transaction.atomic
def add_topic(*, by, at: datetime, **fields) -> Topic:
    """Add a topic with these fields.

    Args:
        by: the editor.
        at: when (aware).
        **fields: name and slug, at most 60 characters each; description, at most 500.

    Returns:
        The new topic.

    Raises:
        django.db.IntegrityError: another topic has this name or slug.
    """
    topic = Topic.objects.create(**fields)
    record(actor=by, verb="add_topic", subject=topic, at=at)
    return topic


@transaction.atomic
def add_author(*, by, at: datetime, **fields) -> Author:
    """Add an author with these fields.

    Args:
        by: the editor.
        at: when (aware).
        **fields: name and slug, at most 100 characters each; role, at most 120; bio, at most 3,000; member.

    Returns:
        The new author.

    Raises:
        django.db.IntegrityError: another author has this slug or member.
    """
    author = Author.objects.create(**fields)
    record(actor=by, verb="add_author", subject=author, at=at)
    return author


@transaction.atomic
def update_author(*, author: Author, by, at: datetime, **fields) -> Author:
    """Change these fields of an author.

    Args:
        author: whom.
        by: the editor.
        at: when (aware).
        **fields: see add_author; a field that is not named stays.

    Returns:
        The author as it is now.

    Raises:
        django.db.IntegrityError: another author has this slug or member.
    """
    author = Author.objects.select_for_update().get(pk=author.pk)
    for name, value in fields.items():
        setattr(author, name, value)
    author.save()
    index_later(*(place_key(pk) for pk in author.articles.published().order_by("pk").values_list("pk", flat=True)))
    record(actor=by, verb="update_author", subject=author, at=at)
    return author
