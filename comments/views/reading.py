"""Helpful marks and featured comments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from comments import actions, permissions
from comments.models import Comment
from comments.places import place_of


@login_not_required
@require_POST
@vary_on_headers("HX-Request")
def comment_helpful(request, pk):
    """Mark a comment helpful, or take the mark back; a visitor signs in first, and nothing is marked by itself."""
    comment, is_marked = _readable(request, pk), request.POST.get("mark") != "0"
    if not request.user.is_authenticated:
        messages.info(request, _("Sign in, or make an account, and then mark the comment."))
        return redirect_to_login(comment.get_absolute_url())
    verb, name = actions.mark_helpful if is_marked else actions.take_mark_back, comment.author.public_name
    comment = verb(comment=comment, by=request.user, at=timezone.now())
    if request.htmx:
        row = {"pk": pk, "is_marked": is_marked, "helpful": comment.helpful_count, "name": name}
        return TemplateResponse(request, "comments/_helpful_answer.html", {"c": row})
    return redirect(comment)


@require_http_methods(["GET", "POST"])
def comment_feature(request, pk):
    """Ask once, then show a comment above its discussion, or take it down from there."""
    comment = _readable(request, pk)
    if not permissions.can_feature(request.user, comment):
        raise PermissionDenied
    if request.method == "POST":
        is_featured = request.POST.get("is_featured") == "1"
        actions.feature_comment(comment=comment, is_featured=is_featured, by=request.user, at=timezone.now())
        return redirect(f"{place_of(comment.discussion)}#discussion")
    return TemplateResponse(request, "comments/comment_feature.html", {"comment": comment})


def _comments():
    return Comment.objects.select_related("author", "discussion__article")


def _readable(request, pk):
    """Return a comment that this member can read on a public page."""
    comment = get_object_or_404(_comments().visible_to(request.user), pk=pk)
    place_of(comment.discussion)
    return comment
