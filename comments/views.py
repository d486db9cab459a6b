"""Posting, editing and finding comments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import can_post
from comments import actions, drafts, permissions, reading
from comments.forms import CommentForm, ReplyForm, WordsForm
from comments.models import Comment, Discussion
from comments.places import place_of


@login_not_required
@require_POST
def comment_create(request, pk):
    """Start a thread; a visitor's words are kept while they sign in."""
    discussion = get_object_or_404(Discussion, pk=pk)
    back, place = place_of(discussion), f"discussion:{pk}"
    if not request.user.is_authenticated:
        drafts.keep(request, place=place)
        return redirect_to_login(f"{back}#post")
    form = CommentForm(request.POST, action=request.path, button=_("Post comment"))
    if not can_post(request.user):
        raise PermissionDenied
    if form.is_valid():
        return _post(request, form, discussion, parent=None)
    context = {"form": form, "discussion": discussion, "back": back}
    return TemplateResponse(request, "comments/comment_create.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def comment_reply(request, pk):
    """Reply to a comment, on a page of its own."""
    parent = _visible(request, pk)
    place = f"reply:{pk}"
    if not request.user.is_authenticated:
        if request.method == "POST":
            drafts.keep(request, place=place)
        return redirect_to_login(request.path)
    if not permissions.can_reply(request.user, parent):
        raise PermissionDenied
    initial = drafts.kept(request, place=place)
    form = ReplyForm(request.POST or None, initial=initial, action=request.path, button=_("Post reply"))
    if form.is_valid():
        return _post(request, form, parent.discussion, parent=parent)
    return TemplateResponse(request, "comments/comment_reply.html", {"form": form, "parent": parent})


def _post(request, form, discussion, *, parent):
    data = dict(form.cleaned_data)
    try:
        comment = actions.post_comment(
            discussion=discussion, author=request.user, parent=parent, at=timezone.now(), **data
        )
    except actions.DiscussionClosed:
        form.add_error(None, _("This discussion was closed while you wrote. Copy your words if you want to keep them."))
        context = {"form": form, "discussion": discussion, "back": place_of(discussion)}
        return TemplateResponse(request, "comments/comment_create.html", context, status=409)
    drafts.forget(request)
    if comment.status == Comment.Status.HELD:
        messages.info(request, _("Thank you. A moderator reads your post before others see it, usually within a day."))
    else:
        messages.success(request, _("Thank you. Your words are published below."))
    return redirect(comment)


@login_not_required
@require_GET
def comment_detail(request, pk):
    """Open the page that shows a comment, at the comment."""
    comment = _visible(request, pk, tombstones=True)
    page = reading.page_of(comment, member=request.user)
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{place_of(comment.discussion)}{query}#comment-{pk}")


@require_http_methods(["GET", "POST"])
def comment_edit(request, pk):
    """Change one's own words."""
    comment = _visible(request, pk)
    if not permissions.can_edit(request.user, comment):
        raise PermissionDenied
    form = WordsForm(request.POST or None, initial={"body": comment.body}, button=_("Save changes"))
    if form.is_valid():
        try:
            actions.edit_comment(comment=comment, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.DiscussionClosed:
            form.add_error(None, _("A moderator is looking at this comment now, so it cannot be changed."))
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect(comment)
    return TemplateResponse(request, "comments/comment_edit.html", {"form": form, "comment": comment})


@require_http_methods(["GET", "POST"])
def comment_delete(request, pk):
    """Ask once, then take one's words away."""
    comment = _visible(request, pk)
    if not permissions.can_delete(request.user, comment):
        raise PermissionDenied
    if request.method == "POST":
        back = place_of(comment.discussion)
        actions.delete_comment(comment=comment, by=request.user, at=timezone.now())
        messages.success(request, _("Your comment is deleted. Replies to it stay."))
        return redirect(f"{back}#discussion")
    return TemplateResponse(request, "comments/comment_delete.html", {"comment": comment})


@login_not_required
@require_GET
def comment_history(request, pk):
    """Show what a comment said before it was edited."""
    comment = _visible(request, pk)
    context = {"comment": comment, "revisions": comment.revisions.order_by("-number")}
    return TemplateResponse(request, "comments/comment_history.html", context)


def _visible(request, pk, *, tombstones=False):
    comment = get_object_or_404(Comment.objects.select_related("author", "discussion__article"), pk=pk)
    rows = reading.shown(comment.discussion, request.user) if tombstones else Comment.objects.visible_to(request.user)
    article = comment.discussion.article
    if not rows.filter(pk=pk).exists() or (article and article.status != "published"):
        raise Http404
    return comment
