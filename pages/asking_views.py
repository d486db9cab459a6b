"""Asking: where, in which words, and after a look at what is there already."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Block, Topic
from claims.actions import post_quotation
from claims.forms.quoting import PassageQuestionForm
from claims.reading import plain_text_of
from claims.views.questions import QUESTIONABLE, selected_words
from comments import drafts
from comments.actions import DiscussionClosed, discussion_of, discussion_of_topic, post_comment
from comments.forms import QuestionForm
from comments.models import Discussion
from comments.reading import is_open
from comments.views.comments import post
from comments.views.writing import GONE, Page, check_member, in_parts, to_sign_in, unfinished
from pages.asking import look

NEWEST = 8
MOST_LOOKED = 10_200  # characters: a title and the longest comment
MOST_SEEN = 60  # keys that a form sends along
get_or_post = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Place:
    """Where a question is asked: its name and page, the discussion, and the verb that posts it there."""

    about: str
    back: str
    discussion: Callable[[], Discussion]
    present: Discussion | None
    article: Article | None = None
    make: type = QuestionForm
    more: dict = field(default_factory=dict)  # for the form
    verb: Callable = post_comment


@login_not_required
@require_safe
def question_ask(request):
    """Let a reader choose what they ask about."""
    articles = Article.objects.published().newest()[:NEWEST]
    context = {"topics": Topic.objects.order_by("name"), "articles": articles}
    return TemplateResponse(request, "pages/question_ask.html", context)


@login_not_required
@get_or_post
@in_parts
def topic_ask(request, slug):
    """Ask on a topic."""
    topic = get_object_or_404(Topic, slug=slug)
    present = Discussion.objects.filter(topic=topic).first()
    return _ask(
        request,
        Place(topic.name, topic.get_absolute_url(), partial(discussion_of_topic, topic), present),
    )


@login_not_required
@get_or_post
@in_parts
def article_ask(request, slug):
    """Ask on an article."""
    return _ask(request, _on(_article(slug)))


@login_not_required
@get_or_post
@in_parts
def passage_ask(request, slug, key):
    """Ask on a passage of an article: the question stands below its words."""
    article = _article(slug)
    block = get_object_or_404(Block, revision=article.current_revision, key=key, kind__in=QUESTIONABLE)
    selected = selected_words(request, plain_text_of(block))
    more = {"target": block, "selected": selected}
    return _ask(request, _on(article, make=PassageQuestionForm, more=more, verb=partial(_quote, block)))


def _article(slug):
    return get_object_or_404(Article.objects.published().select_related("current_revision"), slug=slug)


def _on(article, **more):
    discussion = discussion_of(article)
    return Place(article.title, article.get_absolute_url(), lambda: discussion, discussion, article, **more)


def _quote(block, *, sentence, **words):
    """Post a question below the words that were chosen; words that have changed meanwhile are gone."""
    try:
        return post_quotation(target=block, start=sentence[0], end=sentence[1], **words)
    except ValueError as error:
        raise DiscussionClosed from error


def _ask(request, place):
    """Show the form and what is like the question; post it once its author has seen that."""
    check_member(request, request.path)
    if request.method == "GET" and place.present and not is_open(place.present):
        raise PermissionDenied(GONE)
    form = drafts.open_form(
        request, place.make, place=request.path, action=request.get_full_path(), button=_("Ask"), **place.more
    )
    looked = _look(request, form, place.article)
    page = Page("pages/article_ask.html", {
        "form": form, "about": place.about, "back": place.back, "looked": looked, "is_passage": place.more,
        "is_kept": request.user.is_authenticated,
    })  # fmt: skip
    if request.htmx and "look" in request.POST:
        return TemplateResponse(request, "pages/_alike.html", page.context)
    if answer := unfinished(request, page, back=request.path):
        return answer
    if looked.has_news:
        return _show_first(request, page)
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path, request.get_full_path())
    return post(request, page, discussion=place.discussion(), verb=place.verb, kind="question")


def _look(request, form, article):
    """Look for what is like the words of a form, as they were sent or kept."""
    values = request.POST if request.method == "POST" else form.initial
    text = f"{values.get('title', '')}\n{values.get('body', '')}"[:MOST_LOOKED]
    seen = request.POST.get("seen", "").split()[:MOST_SEEN]
    return look(text, member=request.user, article=article, seen=seen)


def _show_first(request, page):
    """Show what is like the question before it is asked; the words are kept."""
    if request.user.is_authenticated:
        drafts.save(request, place=request.path)
    page.form.helper.inputs[0].value = _("Ask it all the same")
    return page.show(request, is_asked=True)
