"""Posting, editing and finding comments."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import can_post
from comments import actions, drafts, permissions, reading
from comments.forms import CommentForm, ReplyForm, WordsForm
from comments.models import Comment, Discussion, Question
from comments.places import place_of
from comments.threading import root_of

GONE = gettext_lazy("This was closed, or taken away, by now.")
get_or_post = require_http_methods(["GET", "POST"])


@login_not_required
@require_POST
def comment_create(request, pk):
    """Start a thread; a visitor's words are kept while they sign in."""
    discussion = get_object_or_404(Discussion.objects.select_related("article"), pk=pk)
    back, place = place_of(discussion), drafts.place_of_form(discussion)
    _check_member(request)
    form = CommentForm(request.POST, action=request.path, button=drafts.button_for(request, _("Post comment")))
    show = {"template": "comments/comment_create.html", "context": {"form": form, "back": back}}
    if not form.is_valid():
        return TemplateResponse(request, **show)
    if not request.user.is_authenticated:
        return _to_sign_in(request, place, f"{back}#post")
    return _post(request, form, show, discussion=discussion, place=place)


@login_not_required
@get_or_post
def comment_reply(request, pk):
    """Reply to a comment, on a page of its own; a visitor's words are kept while they sign in."""
    parent, is_there = _comment(request, pk)
    _check_member(request)
    if request.method == "GET" and not is_there:
        raise Http404
    initial, button = drafts.kept(request, place=request.path), drafts.button_for(request, _("Post reply"))
    form = ReplyForm(request.POST or None, initial=initial, action=request.path, button=button)
    notes = reading.notes_on([pk]).get(pk, []) if is_there else []
    context = {"form": form, "parent": parent if is_there else None, "notes": notes}
    context["back"] = place_of(parent.discussion)
    show = {"template": "comments/comment_reply.html", "context": context}
    if request.method == "GET" and not reading.is_open(parent.discussion, in_reply_to=parent):
        raise PermissionDenied(GONE)
    if not form.is_valid():
        return TemplateResponse(request, **show)
    if not is_there:
        return _refuse(request, form, show, GONE, 409)
    if not request.user.is_authenticated:
        return _to_sign_in(request, request.path, request.path)
    return _post(request, form, show, discussion=parent.discussion, parent=parent, place=request.path)


def _check_member(request):
    """Refuse a member who may not post, whatever they have typed; the page that says so keeps it."""
    if request.user.is_authenticated and not can_post(request.user):
        raise PermissionDenied


def _post(request, form, show, *, discussion, place, parent=None):
    """Post what a valid form holds, or show the form again with its words and what is in the way."""
    now, data = timezone.now(), form.cleaned_data
    try:
        comment = actions.post_comment(discussion=discussion, author=request.user, parent=parent, at=now, **data)
    except actions.DiscussionClosed:
        return _refuse(request, form, show, GONE, 409)
    except actions.TooSoon as error:
        at = format_date(timezone.localtime(error.again_at), "G:i T")
        form.add_error(None, _("This discussion goes slowly: you can post again from %(at)s.") % {"at": at})
        return TemplateResponse(request, **show, status=429)
    if comment.created_at != now and not reading.was_posted_as(comment, parent=parent, **data):
        form.start_anew()
        form.add_error(None, _("With this form you have posted other words before. Send it again to post these too."))
        return TemplateResponse(request, **show, status=409)
    drafts.forget(request, place=place)
    return _posted(request, comment)


def _to_sign_in(request, place, back):
    """Keep a visitor's words, say so, and send them to the sign-in."""
    drafts.keep(request, place=place)
    messages.info(request, _("Your words are kept. Sign in, or make an account, and then post them."))
    return redirect_to_login(back)


def _refuse(request, form, show, why, status):
    form.add_error(None, f"{why} {_('Copy your words if you want to keep them.')}")
    return TemplateResponse(request, **show, status=status)


def _posted(request, comment):
    """Say what happens next, and go to the comment."""
    here = f"comment-{comment.pk}"
    if comment.status == Comment.Status.PUBLISHED:
        messages.success(request, _("Thank you. Your words are published."), extra_tags=here)
    elif comment.status == Comment.Status.HELD:
        text = _("Thank you. A moderator reads your post before others see it, usually within a day.")
        messages.info(request, text, extra_tags=here)
    else:
        messages.info(request, _("You have posted this before, and it is not there any more."))
        return redirect(f"{place_of(comment.discussion)}#discussion")
    return redirect(comment)


@login_not_required
@require_safe
def comment_detail(request, pk):
    """Open the page that shows a comment, in the order asked for, at the comment."""
    comment, _is_readable = _comment(request, pk)
    if not reading.standing(comment.discussion, request.user).filter(pk=pk).exists():
        raise Http404
    order, _page = reading.asked_for(request)
    if question := Question.objects.select_related("comment__discussion").filter(pk=root_of(comment.path)).first():
        return redirect(_place_in(question, comment, request.user))
    page = reading.page_of(comment, member=request.user, order=order)
    query = urlencode(({"order": order} if order != "oldest" else {}) | ({"page": page} if page > 1 else {}))
    return redirect(f"{place_of(comment.discussion)}{query and '?'}{query}#comment-{pk}")


def _place_in(question, comment, member):
    """Return the address of a comment on the page of its question."""
    page = reading.page_of_answer(question, comment, member=member) if comment.pk != question.pk else 1
    query = urlencode(({"alone": 1} if question.duplicate_of_id else {}) | ({"page": page} if page > 1 else {}))
    return f"{question.get_absolute_url()}{query and '?'}{query}#comment-{comment.pk}"


@get_or_post
def comment_edit(request, pk):
    """Change one's own words."""
    comment = _own(request, pk)
    if not can_post(request.user) or (request.method == "GET" and not permissions.can_edit(request.user, comment)):
        raise PermissionDenied
    form = WordsForm(request.POST or None, initial={"body": comment.body}, button=_("Save changes"))
    show = {"template": "comments/comment_edit.html", "context": {"form": form, "comment": comment}}
    if not form.is_valid():
        return TemplateResponse(request, **show)
    try:
        comment = actions.edit_comment(comment=comment, by=request.user, at=timezone.now(), **form.cleaned_data)
    except actions.DiscussionClosed:
        return _refuse(request, form, show, _("A moderator looks at this comment, or it has gone."), 409)
    text = _("Your changes are saved.")
    if comment.status == Comment.Status.HELD:
        text = _("Your changes are saved. A moderator reads them before others see your comment.")
    messages.success(request, text, extra_tags=f"comment-{comment.pk}")
    return redirect(comment)


@get_or_post
def comment_delete(request, pk):
    """Ask once, then take one's words away."""
    comment = _own(request, pk)
    is_gone = comment.status == Comment.Status.DELETED
    if not is_gone and not permissions.can_delete(request.user, comment):
        raise PermissionDenied
    if request.method == "POST" and not is_gone:
        try:
            actions.delete_comment(comment=comment, by=request.user, at=timezone.now())
        except actions.DiscussionClosed:
            messages.error(request, _("A moderator is looking at this comment now, so it stays until that is done."))
        else:
            messages.success(request, _("Your comment is deleted. Replies to it stay."))
    if request.method == "POST" or is_gone:
        return redirect(f"{place_of(comment.discussion)}#discussion")
    return TemplateResponse(request, "comments/comment_delete.html", {"comment": comment})


@login_not_required
@require_safe
def comment_history(request, pk):
    """Show what a comment said before it was edited; what was never public stays with its author and moderators."""
    comment, is_readable = _comment(request, pk)
    if not is_readable:
        raise Http404
    revisions = reading.revisions_for(comment, request.user).order_by("-number")
    context = {"comment": comment, "revisions": revisions, "notes": reading.notes_on([pk]).get(pk, [])}
    return TemplateResponse(request, "comments/comment_history.html", context)


def _comment(request, pk):
    """Return a comment whose page is public, and whether this member may read its words."""
    rows = Comment.objects.select_related("author", "discussion__article", "discussion__topic")
    comment = get_object_or_404(rows, pk=pk)
    place_of(comment.discussion)
    return comment, Comment.objects.visible_to(request.user).filter(pk=pk).exists()


def _own(request, pk):
    """Return a comment by this member, whatever became of it."""
    comment, is_readable = _comment(request, pk)
    if comment.author_id == request.user.pk:
        return comment
    if is_readable:
        raise PermissionDenied
    raise Http404
