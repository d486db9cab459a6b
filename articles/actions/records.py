"""Topics and authors."""

from datetime import datetime

from django.db import transaction

from articles.models import Author, Topic
from audit.actions import record


@transaction.atomic
def add_topic(*, by, at: datetime, **fields) -> Topic:
    """Add a topic with these fields."""
    topic = Topic.objects.create(**fields)
    record(actor=by, verb="add_topic", subject=topic, at=at)
    return topic


@transaction.atomic
def add_author(*, by, at: datetime, **fields) -> Author:
    """Add an author with these fields."""
    author = Author.objects.create(**fields)
    record(actor=by, verb="add_author", subject=author, at=at)
    return author


@transaction.atomic
def update_author(*, author: Author, by, at: datetime, **fields) -> Author:
    """Change these fields of an author."""
    author = Author.objects.select_for_update().get(pk=author.pk)
    for name, value in fields.items():
        setattr(author, name, value)
    author.save()
    record(actor=by, verb="update_author", subject=author, at=at)
    return author
