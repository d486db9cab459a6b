"""Atom feeds of what is read most: articles, the comments of one article, the questions of a topic.

Each answers a conditional request after one query: what it holds is named by the newest change of what it lists.
Source: RFC 4287 (Atom), RFC 4151 (tag URIs), RFC 9110 (conditional requests).
"""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from articles.models import Article, Topic
from claims.feeds import ENTRIES, SteadyAtom
from comments.models import Comment, Discussion
from comments.reading import in_articles_and_topics, questions_in


class Readable(Feed):
    """A feed of things with a page each."""

    feed_type = SteadyAtom

    def author_name(self):
        """Return who publishes it."""
        return settings.SITE_NAME

    def author_link(self):
        """Return the publisher's address."""
        return f"{settings.SITE_URL}/"

    def feed_guid(self, obj):
        """Return its name: its own address."""
        return self.feed_url(obj)

    def item_link(self, item):
        """Return the page of the entry."""
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    def item_guid(self, item):
        """Return a name that stays when an address changes."""
        host, made = urlsplit(settings.SITE_URL).hostname, self.item_pubdate(item).date().isoformat()
        return f"tag:{host},{made}:/{item._meta.model_name}/{item.pk}/"


class ArticleFeed(Readable):
    """The newest articles."""

    def title(self, _obj):
        """Return its name."""
        return _("Articles of %(site)s") % {"site": settings.SITE_NAME}

    def link(self, _obj):
        """Return the page that it follows."""
        return f"{settings.SITE_URL}{reverse('article_list')}"

    def feed_url(self, _obj):
        """Return its own address."""
        return f"{settings.SITE_URL}{reverse('article_feed')}"

    def items(self, _obj):
        """Return the newest."""
        return Article.objects.published().newest()[:ENTRIES]

    def item_title(self, item):
        """Return the title of an article."""
        return item.title

    def item_description(self, item):
        """Return what it is about."""
        return linebreaks(item.standfirst, autoescape=True)

    def item_pubdate(self, item):
        """Return when it went live first."""
        return item.first_published_at

    def item_updateddate(self, item):
        """Return when it changed last."""
        return item.last_changed_at


class CommentFeed(Readable):
    """The newest comments of one article; of tombstones nothing is told."""

    def get_object(self, request, discussion):
        """Take the discussion that the view has read."""
        return discussion

    def title(self, obj):
        """Return its name."""
        return _("Comments on “%(title)s”") % {"title": obj.article.title}

    def link(self, obj):
        """Return the page that it follows."""
        return f"{settings.SITE_URL}{obj.article.get_absolute_url()}"

    def feed_url(self, obj):
        """Return its own address."""
        return f"{settings.SITE_URL}{reverse('article_comment_feed', args=[obj.article.slug])}"

    def items(self, obj):
        """Return the newest that everybody reads."""
        rows = obj.comments.filter(status=Comment.Status.PUBLISHED).select_related("author")
        return rows.order_by("-pk")[:ENTRIES]

    def item_title(self, item):
        """Return who wrote it, and what was asked."""
        name = item.author.public_name
        return f"{name}: {item.title}" if item.title else _("A comment by %(name)s") % {"name": name}

    def item_description(self, item):
        """Return the words, cleaned when they were stored."""
        return item.body_html

    def item_author_name(self, item):
        """Return the public name of whoever wrote it."""
        return item.author.public_name

    def item_pubdate(self, item):
        """Return when it was written."""
        return item.created_at

    def item_updateddate(self, item):
        """Return when its words changed last."""
        return item.edited_at or item.created_at


class QuestionFeed(CommentFeed):
    """The newest questions of a topic: asked there, or on one of its articles."""

    def get_object(self, request, topic):
        """Take the topic that the view has read."""
        return topic

    def title(self, obj):
        """Return its name."""
        return _("Questions about %(topic)s") % {"topic": obj.name}

    def link(self, obj):
        """Return the page that it follows."""
        return f"{settings.SITE_URL}{obj.get_absolute_url()}"

    def feed_url(self, obj):
        """Return its own address."""
        return f"{settings.SITE_URL}{reverse('topic_question_feed', args=[obj.slug])}"

    def items(self, obj):
        """Return the newest that everybody reads."""
        rows = _questions_of(obj.slug).select_related("comment__author").order_by("-pk")[:ENTRIES]
        return [row.comment for row in rows]

    def item_title(self, item):
        """Return what was asked."""
        return item.title


def _questions_of(slug):
    """Return the questions of a topic that everybody can read."""
    rows, on_articles = questions_in(in_articles_and_topics()), Article.objects.filter(topics__slug=slug)
    return rows.filter(Q(comment__discussion__topic__slug=slug) | Q(comment__discussion__article__in=on_articles))


def _discussion_of(slug):
    """Return the discussion of a published article."""
    rows = Discussion.objects.select_related("article").filter(article__in=Article.objects.published())
    return get_object_or_404(rows, article__slug=slug)


def _tag(rows):
    """Name the state of what is listed: the first entries with the version of what each stands in; one query."""
    return f'"{sha256(repr(list(rows[:ENTRIES])).encode()).hexdigest()[:32]}"'


def _articles_tag(_request):
    return _tag(Article.objects.published().newest().values_list("pk", "version"))


def _comments_tag(_request, slug):
    rows = Comment.objects.filter(discussion__article__in=Article.objects.published(), discussion__article__slug=slug)
    rows = rows.filter(status=Comment.Status.PUBLISHED).order_by("-pk")
    return _tag(rows.values_list("pk", "discussion__version", "discussion__article__version", "author__public_name"))


def _questions_tag(_request, slug):
    rows = _questions_of(slug).order_by("-pk")
    return _tag(rows.values_list("pk", "comment__discussion__version", "comment__author__public_name"))


@login_not_required
@require_safe
@condition(etag_func=_articles_tag)
def article_feed(request):
    """Give the newest articles as an Atom feed."""
    return ArticleFeed()(request)


@login_not_required
@require_safe
@condition(etag_func=_comments_tag)
def article_comment_feed(request, slug):
    """Give the newest comments of an article as an Atom feed."""
    return CommentFeed()(request, discussion=_discussion_of(slug))


@login_not_required
@require_safe
@condition(etag_func=_questions_tag)
def topic_question_feed(request, slug):
    """Give the newest questions of a topic as an Atom feed."""
    return QuestionFeed()(request, topic=get_object_or_404(Topic, slug=slug))
