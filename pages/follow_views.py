"""Members follow articles, threads and topics, and see all that they follow."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Topic
from comments.models import Comment
from comments.places import place_of
from notifications.actions import follow, unfollow
from pages.followed import followed_page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def article_follow(request, slug):
    """Follow an article, or stop."""
    article = get_object_or_404(Article.objects.published(), slug=slug)
    return _follow(request, f"article:{article.pk}", article.get_absolute_url())


@get_or_post
def topic_follow(request, slug):
    """Follow a topic, or stop."""
    topic = get_object_or_404(Topic, slug=slug)
    return _follow(request, f"topic:{topic.pk}", topic.get_absolute_url())


@get_or_post
def thread_follow(request, pk):
    """Follow a thread by its first comment, or stop."""
    root = get_object_or_404(Comment.objects.select_related("discussion__article"), pk=pk, parent=None)
    place_of(root.discussion)
    is_readable = Comment.objects.visible_to(request.user).filter(pk=pk).exists()
    if not is_readable and "stop" not in request.POST:
        raise Http404
    return _follow(request, f"thread:{pk}", root.get_absolute_url(), tags=f"comment-{pk}")


@require_safe
def following(request):
    """List what one follows, the newest first."""
    before = request.GET.get("before")
    if before is not None and not (before.isascii() and before.isdecimal() and len(before) <= 18):
        raise BadRequest
    page = followed_page(request.user, before=before and int(before))
    return TemplateResponse(request, "pages/following.html", {"page": page})


def _follow(request, key, page, tags=""):
    """Follow, or stop; a GET only leads to the page."""
    if request.method == "POST" and "stop" in request.POST:
        unfollow(member=request.user, subject_key=key)
        messages.success(request, _("You follow this no longer."), extra_tags=tags)
    elif request.method == "POST":
        follow(member=request.user, subject_key=key, at=timezone.now())
        messages.success(request, _("You follow this now. What you follow is listed on your pages."), extra_tags=tags)
    return redirect(page)
