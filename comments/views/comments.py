"""Posting, editing and finding comments."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import actions, drafts, permissions, reading
from comments.forms import AnswerForm, AnswerWordsForm, CommentForm, ReplyForm, WordsForm, rests_on
from comments.models import Comment, Discussion, Question
from comments.places import ask_page, place_of
from comments.threading import root_of
from comments.views.writing import (
    GONE,
    Page,
    check_member,
    in_parts,
    posted,
    refuse,
    still_here,
    to_ask,
    to_sign_in,
    unfinished,
    why_not,
)

get_or_post = require_http_methods(["GET", "POST"])


@login_not_required
@require_POST
@in_parts
def comment_create(request, pk):
    """Start a thread; a visitor's words are kept while they sign in."""
    discussion = get_object_or_404(Discussion.objects.select_related("article"), pk=pk)
    back, place = place_of(discussion), drafts.place_of_form(discussion)
    check_member(request, place)
    form = drafts.open_form(request, CommentForm, place=place, action=request.path, button=_("Post comment"))
    page = Page("comments/comment_create.html", {"form": form, "back": back})
    if answer := unfinished(request, page, back=f"{back}#post"):
        return answer
    if form.cleaned_data["kind"] == Comment.Kind.QUESTION and (ask := ask_page(discussion)):
        return to_ask(request, place, ask)
    if not request.user.is_authenticated:
        return to_sign_in(request, place, f"{back}#post")
    return post(request, page, discussion=discussion)


@login_not_required
@get_or_post
@in_parts
def comment_reply(request, pk):
    """Reply to a comment, in its place or on a page of its own; a visitor's words are kept while they sign in."""
    parent, is_there = _comment(request, pk)
    check_member(request, request.path)
    if request.method == "GET" and not is_there:
        raise Http404
    form = _reply_form(request, AnswerForm if _is_question(parent) else ReplyForm)
    notes = reading.notes_on([pk]).get(pk, []) if is_there else []
    context = {"form": form, "parent": parent if is_there else None, "notes": notes, "is_answer": _is_question(parent)}
    page = Page("comments/comment_reply.html", context | {"back": place_of(parent.discussion)})
    if request.method == "GET" and not reading.is_open(parent.discussion, in_reply_to=parent):
        raise PermissionDenied(GONE)
    if answer := unfinished(request, page, back=request.path):
        return answer
    if not is_there:
        return refuse(request, page, f"{GONE} {still_here(request)}", 409)
    if not request.user.is_authenticated:
        return to_sign_in(request, request.path, request.path)
    return post(request, page, discussion=parent.discussion, parent=parent)


def _reply_form(request, make):
    """Return the form of a reply or an answer; htmx has it under the comment."""
    button = _("Post answer") if make is AnswerForm else _("Post reply")
    return drafts.open_form(
        request, make, place=request.path, action=request.path, button=button, in_place=bool(request.htmx)
    )


def _is_question(comment):
    """Tell whether replies to a comment are answers."""
    return comment is not None and comment.kind == Comment.Kind.QUESTION


def post(request, page: Page, *, discussion: Discussion, parent=None, verb=actions.post_comment, **more):
    """Post what a valid form holds, or show the form again with its words and what is in the way.

    Args:
        request: a POST by a member who may post.
        page: with the form.
        discussion: where.
        parent: the comment replied to, if any.
        verb: what posts it, taking what post_comment takes.
        **more: for the verb.
    """
    form = page.form
    now, data = timezone.now(), form.cleaned_data
    try:
        comment = verb(
            discussion=discussion, author=request.user, parent=parent, at=now, draft_place=form.place, **data, **more
        )
    except (actions.DiscussionClosed, actions.TooSoon) as error:
        return _not_now(request, page, error)
    if comment.created_at != now and not reading.was_posted_as(comment, parent=parent, **data):
        form.start_anew()
        text = _("With this form you have posted other words before. Send it again to post these too.")
        return refuse(request, page, text, 409)
    drafts.forget(request, place=form.place)
    return posted(request, comment)


def _not_now(request, page, error):
    """Show a form again that cannot be posted, or not yet."""
    if isinstance(error, actions.DiscussionClosed):
        return refuse(request, page, f"{GONE} {still_here(request)}", 409)
    at = format_date(timezone.localtime(error.again_at), "G:i T")
    return refuse(request, page, _("This discussion goes slowly: you can post again from %(at)s.") % {"at": at}, 429)


@login_not_required
@require_safe
def comment_detail(request, pk):
    """Open the page that shows a comment, in the order asked for, at the comment."""
    comment, _is_readable = _comment(request, pk)
    if not reading.standing(comment.discussion, request.user).filter(pk=pk).exists():
        raise Http404
    order = reading.asked_for(request).order
    if question := Question.objects.select_related("comment__discussion").filter(pk=root_of(comment.path)).first():
        return redirect(_place_in(question, comment, request.user))
    return redirect(_place_in_discussion(comment, request.user, order))


def _place_in_discussion(comment, member, order):
    """Return the address of a comment on the page that shows its discussion, or on that of its long thread."""
    if (behind := reading.place_in_thread(comment, member=member)) is not None:
        return f"{reverse('thread_detail', args=[root_of(comment.path)])}?after={behind}#comment-{comment.pk}"
    place = reading.place_of_page(comment, member=member, order=order)
    query = {"order": order} if order != "oldest" else {}
    query = urlencode(query | ({"after": place.token(order)} if place else {}))
    return f"{place_of(comment.discussion)}{query and '?'}{query}#comment-{comment.pk}"


def _place_in(question, comment, member):
    """Return the address of a comment on the page of its question."""
    page = reading.page_of_answer(question, comment, member=member) if comment.pk != question.pk else 1
    query = urlencode(({"alone": 1} if question.duplicate_of_id else {}) | ({"page": page} if page > 1 else {}))
    return f"{question.get_absolute_url()}{query and '?'}{query}#comment-{comment.pk}"


@get_or_post
@in_parts
def comment_edit(request, pk):
    """Change one's own words."""
    comment = _own(request, pk)
    check_member(request, request.path)
    if request.method == "GET" and not permissions.can_edit(request.user, comment):
        raise PermissionDenied(why_not(comment))
    form = _edit_form(request, comment)
    page = Page("comments/comment_edit.html", {"form": form, "comment": comment} | _how_freely(comment))
    if answer := unfinished(request, page, back=request.path):
        return answer
    try:
        comment = actions.edit_comment(
            comment=comment, by=request.user, at=timezone.now(), draft_place=request.path, **form.cleaned_data
        )
    except actions.DiscussionClosed:
        comment.refresh_from_db()
        return refuse(request, page, f"{why_not(comment)} {still_here(request)}", 409)
    text = _("Your changes are saved.")
    if comment.status == Comment.Status.HELD:
        text = _("Your changes are saved. A moderator reads them before others see your comment.")
    messages.success(request, text, extra_tags=f"comment-{comment.pk}")
    return redirect(comment)


def _edit_form(request, comment):
    """Return the form with the words of a comment, and with what an answer rests on."""
    is_answer = _is_question(comment.parent)
    initial = {"body": comment.body, "interest": comment.interest} | (rests_on(comment) if is_answer else {})
    make = AnswerWordsForm if is_answer else WordsForm
    return drafts.open_form(
        request, make, place=request.path, initial=initial, action=request.path, button=_("Save changes")
    )


def _how_freely(comment):
    """Return until when nobody sees what the comment said before; empty once somebody can."""
    return {"free_until": reading.free_until(comment) if reading.is_free(comment, timezone.now()) else None}


@get_or_post
def comment_delete(request, pk):
    """Ask once, then take one's words away."""
    comment = _own(request, pk)
    is_gone = comment.status == Comment.Status.DELETED
    if not is_gone and not permissions.can_delete(request.user, comment):
        raise PermissionDenied(why_not(comment))
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
    rows = Comment.objects.select_related("author", "discussion__article", "discussion__topic", "parent", "source")
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
