"""Rows for tests, made by the site's own verbs: valid by default, nothing surprising."""

import uuid
from datetime import UTC, datetime

import factory

from accounts.actions import create_member
from articles.actions import create_article, publish_draft
from articles.models import Article, Author, Revision, Topic
from comments.actions import discussion_of, post_comment, recount
from comments.models import Comment

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "a walk before breakfast"
BODY = """Walking is good for bones.

::: dont
- Do not lift heavy things with a bent back.
- Do not jump.
:::
"""


class MemberFactory(factory.Factory):
    """A reader with a confirmed address, PASSWORD and no restriction."""

    class Meta:
        model = dict  # create_member makes the row

    public_name = factory.Sequence(lambda n: f"Reader {n}")
    email = factory.LazyAttribute(lambda o: f"{o.public_name.lower().replace(' ', '.')}@example.org")
    password = PASSWORD
    at = NOON
    confirmed = True

    @classmethod
    def _create(cls, model_class, **fields):
        return create_member(**fields)


class TopicFactory(factory.django.DjangoModelFactory):
    """A topic."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class AuthorFactory(factory.django.DjangoModelFactory):
    """An author."""

    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Author {n}")
    slug = factory.Sequence(lambda n: f"author-{n}")


class ArticleFactory(factory.Factory):
    """A published article with a paragraph and a list; `published=False` leaves it a draft."""

    class Meta:
        model = Article

    title = factory.Sequence(lambda n: f"Article {n}")
    standfirst = "What helps and what harms."
    body = BODY
    by = factory.SubFactory(MemberFactory)
    at = NOON
    published = True

    @classmethod
    def _create(cls, model_class, *, published, **fields):
        article = create_article(**fields)
        if published:
            publish_draft(
                article=article, kind=Revision.Kind.FIRST, reason="First version", by=fields["by"], at=fields["at"]
            )
            article.refresh_from_db()
        return article


class CommentFactory(factory.Factory):
    """A published comment under an article; `parent` makes it a reply, `status` moves it on."""

    class Meta:
        model = Comment

    class Params:
        article = factory.SubFactory(ArticleFactory)

    discussion = factory.LazyAttribute(lambda o: o.parent.discussion if o.parent else discussion_of(o.article))
    author = factory.SubFactory(MemberFactory)
    body = "Is this also true after the menopause?"
    kind = factory.LazyAttribute(lambda o: "" if o.parent else Comment.Kind.REMARK)
    submission_key = factory.LazyFunction(uuid.uuid4)
    at = NOON
    parent = None
    status = Comment.Status.PUBLISHED

    @classmethod
    def _create(cls, model_class, *, status, **fields):
        comment = post_comment(**fields)
        if status != comment.status:
            comment.move_to(status, code="promotion" if status == Comment.Status.REMOVED else "")
            recount(comment)
        return comment
