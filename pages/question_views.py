"""The pages of questions: all of them, those of an article, and one with its answers."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from articles.models import Article, Topic
from claims.reading import with_badges
from comments.models import Discussion, Question
from comments.reading import asked_for, was_question
from notifications.reading import is_followed
from pages.question_page import (
    detail_context,
    disputes_of,
    earlier_one,
    list_context,
    questions_of_topic,
    questions_under,
    with_tab_counts,
)

ARTICLES_PER_PAGE = 20


@login_not_required
@require_safe
def question_list(request):
    """List the questions: narrowed by the address, the newest or the latest active first."""
    return TemplateResponse(request, "pages/question_list.html", list_context(request))


@login_not_required
@require_safe
def question_detail(request, pk, slug):
    """Show a question and its answers, the best first; every other address of it leads to the one that is its own.

    One that was asked before leads to the earlier question, unless it is asked for alone.
    """
    try:
        context = detail_context(request, pk, page=asked_for(request).page)
    except Question.DoesNotExist as error:
        if was_question(pk):
            return redirect("comment_detail", pk)
        raise Http404 from error
    if "alone" not in request.GET and (earlier := earlier_one(context["question"])):
        return redirect(f"{earlier.get_absolute_url()}?from={pk}")
    if request.path != context["question"].get_absolute_url():
        query = request.META["QUERY_STRING"]  # not for ever: its title can go and come back
        return redirect(f"{context['question'].get_absolute_url()}{query and '?'}{query}")
    return TemplateResponse(request, "pages/question_detail.html", context)


def _discussion(slug):
    """Return the discussion of the published article at this address."""
    rows = with_tab_counts(Discussion.objects.select_related("article"))
    found = get_object_or_404(rows, article__slug=slug)
    if found.article.status != "published":
        raise Http404
    return found


@login_not_required
@require_safe
def article_questions(request, slug):
    """List the questions asked on an article, the newest first."""
    discussion = _discussion(slug)
    context = questions_under(request, Q(comment__discussion=discussion))
    context |= {"article": discussion.article, "discussion": discussion}
    return TemplateResponse(request, "pages/article_questions.html", context)


@login_not_required
@require_safe
def topic_detail(request, slug):
    """Show a topic: its articles, and the newest questions on it."""
    topic = get_object_or_404(Topic.objects.annotate(is_followed=is_followed(request.user, "topic")), slug=slug)
    articles = Article.objects.published().newest().filter(topics=topic).prefetch_related("bylines__author")
    page = Paginator(articles, ARTICLES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"topic": topic, "articles": page.object_list, "page": page} | questions_of_topic(topic)
    return TemplateResponse(request, "pages/topic_detail.html", context)


@login_not_required
@require_safe
def article_disputes(request, slug):
    """List the disputes about words of an article, or of its discussion, the newest first."""
    discussion = _discussion(slug)
    disputes = with_badges(list(disputes_of(discussion).order_by("-pk")))
    context = {"article": discussion.article, "disputes": disputes, "discussion": discussion}
    return TemplateResponse(request, "pages/article_disputes.html", context)
