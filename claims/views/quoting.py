"""Readers quote a passage in a comment or a question, and look again once it has changed."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article, Block
from claims import actions
from claims.actions import plain_text_of
from claims.forms.quoting import QuoteAnswerForm, QuoteForm, QuoteReplyForm
from claims.models import Quotation
from claims.permissions import can_look_at_quotation
from claims.reading import quotations_on
from claims.views.questions import QUESTIONABLE, selected_words
from comments import drafts
from comments.actions import DiscussionClosed, TooSoon, discussion_of
from comments.models import Comment
from comments.places import place_of
from comments.reading import is_open, was_posted_as
from comments.views.writing import GONE, Page, check_member, in_parts, posted, refuse, still_here, unfinished

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@in_parts
def passage_quote(request, slug, key):
    """Quote a passage of an article in a comment or a question about it."""
    article = get_object_or_404(Article.objects.published().select_related("current_revision"), slug=slug)
    block = get_object_or_404(Block, revision=article.current_revision, key=key, kind__in=QUESTIONABLE)
    return _quote(request, block, QuoteForm, discussion=discussion_of(article))


@get_or_post
@in_parts
def comment_quote(request, pk):
    """Quote a passage of a comment in a reply to it."""
    comments = Comment.objects.select_related("author", "discussion__article", "discussion__topic")
    comment = get_object_or_404(comments, pk=pk, status=Comment.Status.PUBLISHED)
    make = QuoteAnswerForm if comment.kind == Comment.Kind.QUESTION else QuoteReplyForm
    return _quote(request, comment, make, discussion=comment.discussion, parent=comment)


def _quote(request, target, form_class, *, discussion, parent=None):
    """Show the form; post what a finished one holds, or show it again with its words and what is in the way."""
    back = place_of(discussion)
    check_member(request, request.path)
    if request.method == "GET" and not is_open(discussion, in_reply_to=parent):
        raise PermissionDenied(GONE)
    selected = selected_words(request, plain_text_of(target))
    form = drafts.open_form(
        request, partial(form_class, target=target, selected=selected), place=request.path,
        action=request.get_full_path(), button=_("Post it"),
    )  # fmt: skip
    context = {"form": form, "back": back, "parent": parent, "article": discussion.article}
    page = Page("claims/passage_quote.html", context)
    if answer := unfinished(request, page, back=request.get_full_path()):
        return answer
    return _post(request, page, target, discussion=discussion, parent=parent)


def _post(request, page, target, **where):
    """Post what a finished form holds, with the passage above it, or say why not."""
    form, now, words = page.form, timezone.now(), dict(page.form.cleaned_data)
    start, end = words.pop("sentence")
    said = {"author": request.user, "at": now, "draft_place": form.place, **where, **words}
    try:
        comment = actions.post_quotation(target=target, start=start, end=end, **said)
    except DiscussionClosed:
        return refuse(request, page, f"{GONE} {still_here(request)}", 409)
    except TooSoon as error:
        at = format_date(timezone.localtime(error.again_at), "G:i T")
        text = _("This discussion goes slowly: you can post again from %(at)s.") % {"at": at}
        return refuse(request, page, text, 429)
    except ValueError:
        return refuse(request, page, _("These words have changed meanwhile. Choose the words once more."), 409)
    if comment.created_at != now and not was_posted_as(comment, parent=where["parent"], **words):
        form.start_anew()
        text = _("With this form you have posted other words before. Send it again to post these too.")
        return refuse(request, page, text, 409)
    return posted(request, comment)


@get_or_post
def quotation_look(request, pk):
    """Look at what a comment quotes as it is now, and say that the comment still holds."""
    quotation = get_object_or_404(Quotation.objects.select_related("comment__author", "comment__discussion"), pk=pk)
    comment = quotation.comment
    if not Comment.objects.visible_to(request.user).filter(pk=comment.pk).exists():
        raise Http404
    if not can_look_at_quotation(request.user, quotation):
        raise PermissionDenied
    quoted = next(row for row in quotations_on([comment.pk])[comment.pk] if row.quotation.pk == pk)
    number = request.POST.get("number", "")
    if request.method == "POST" and number.isascii() and number.isdecimal() and len(number) < 8:
        try:
            actions.look_at_quotation(quotation=quotation, number=int(number), by=request.user, at=timezone.now())
        except actions.ChangedAgain:
            messages.info(request, _("It has changed once more, or somebody has looked. This is how it is now."))
            return redirect("quotation_look", pk=pk)
        messages.success(request, _("Noted: it still holds."), extra_tags=f"comment-{comment.pk}")
        return redirect(comment)
    return TemplateResponse(request, "claims/quotation_look.html", {"quoted": quoted, "comment": comment})
