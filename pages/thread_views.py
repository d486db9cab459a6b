"""A long thread on a page of its own, and more of it for the page that shows its first replies."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.reading import marks_for, quotations_on
from comments.models import Comment
from comments.places import place_of
from comments.reading import more_of_thread, moved_below, readable_keys
from comments.visits import seen_by, since


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def thread_detail(request, pk):
    """Show replies of a thread, behind the one that the address names."""
    root = get_object_or_404(Comment.objects.select_related("discussion__article"), pk=pk, parent=None)
    discussion, back = root.discussion, place_of(root.discussion)
    seen = since(seen_by(request), discussion.pk, timezone.now())
    threads = more_of_thread(root, member=request.user, behind=_behind(request, root), since=seen)
    if not threads.nodes:
        raise Http404
    context = {"threads": threads, "root": root, "discussion": discussion, "back": back, "dispute": True}
    view = marks_for(None, discussion.pk)
    quotes = quotations_on(readable_keys(threads.nodes), view=None if discussion.article_id else view)
    context |= view.below(threads.nodes) | {"comment_quotes": quotes, "comment_moves": moved_below(threads.nodes)}
    name = "_more.html" if request.htmx else "thread_detail.html"
    return TemplateResponse(request, f"pages/{name}", context)


def _behind(request, root):
    """Return the reply that an address names; nothing where it names none."""
    key = request.GET.get("after", "")
    if not key:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) < 11):
        raise BadRequest
    return get_object_or_404(Comment, pk=key, discussion=root.discussion_id, path__startswith=root.path)
