"""What machines fetch about an article."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import condition, require_safe

from articles.models import Article, SlugRedirect
from claims.annotating import CONTENT_TYPE
from claims.reading import annotations_of, marks_version


def _published(slug):
    return Article.objects.published().select_related("current_revision").filter(slug=slug)


def _etag(request, slug):
    article = _published(slug).first()
    return article and f'"{marks_version(article)}"'


@login_not_required
@require_safe
@condition(etag_func=_etag)
def article_annotations(request, slug):
    """Give the marks of an article as W3C Web Annotations; a former address leads to the present one."""
    article = _published(slug).first()
    if article is None:
        former = get_object_or_404(SlugRedirect, slug=slug, article__in=Article.objects.published())
        return redirect("article_annotations", former.article.slug, permanent=True)
    return JsonResponse(annotations_of(article), content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False})
