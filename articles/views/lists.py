"""Lists of articles, and the public history of each."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from articles.diffs import word_diff
from articles.models import Article, Author, Topic

PER_PAGE = 20


def _listed():
    return Article.objects.published().newest().prefetch_related("bylines__author")


def _page(request, articles):
    return Paginator(articles, PER_PAGE).get_page(request.GET.get("page"))


@login_not_required
@require_safe
def article_list(request):
    """List published articles, newest first."""
    page = _page(request, _listed())
    return TemplateResponse(request, "articles/article_list.html", {"articles": page.object_list, "page": page})


@login_not_required
@require_safe
def topic_list(request):
    """List the topics."""
    return TemplateResponse(request, "articles/topic_list.html", {"topics": Topic.objects.order_by("name")})


@login_not_required
@require_safe
def author_detail(request, slug):
    """Show an author with their articles."""
    author = get_object_or_404(Author, slug=slug)
    page = _page(request, _listed().filter(authors=author))
    context = {"heading": author.name, "role": author.role, "text": author.bio, "articles": page.object_list}
    return TemplateResponse(request, "articles/list_of.html", context | {"page": page})


@login_not_required
@require_safe
def article_history(request, slug):
    """List the public revisions of an article, with reason and kind."""
    article = get_object_or_404(Article.objects.published(), slug=slug)
    revisions = list(article.revisions.order_by("-number"))
    older = [revision.number for revision in revisions[1:]]
    context = {"article": article, "rows": list(zip(revisions, [*older, None], strict=True))}
    return TemplateResponse(request, "articles/article_history.html", context)


@login_not_required
@require_safe
def revision_detail(request, slug, number):
    """Show what an article said in one of its revisions."""
    article = get_object_or_404(Article.objects.published(), slug=slug)
    revision = get_object_or_404(article.revisions, number=number)
    context = {"article": article, "revision": revision, "blocks": revision.blocks.order_by("position")}
    return TemplateResponse(request, "articles/revision_detail.html", context)


@login_not_required
@require_safe
def article_diff(request, slug, old, new):
    """Compare two revisions word by word."""
    article = get_object_or_404(Article.objects.published(), slug=slug)
    old, new = get_object_or_404(article.revisions, number=old), get_object_or_404(article.revisions, number=new)
    context = {"article": article, "old": old, "new": new, "changes": word_diff(old.body, new.body)}
    return TemplateResponse(request, "articles/article_diff.html", context)
