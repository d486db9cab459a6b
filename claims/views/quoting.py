"""Readers quote a passage in a comment or a question, and look again once it has changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import can_post
from articles.models import Article, Block
from claims import actions
from claims.actions import plain_text_of
from claims.forms.quoting import QuoteForm, QuoteReplyForm
from claims.models import Quotation
from claims.permissions import can_look_at_quotation
from claims.reading import quotations_on
from claims.views.questions import QUESTIONABLE, selected_words
from comments.actions import DiscussionClosed, TooSoon, discussion_of
from comments.models import Comment
from comments.places import place_of
from comments.reading import is_open, was_posted_as

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def passage_quote(request, slug, key):
    """Quote a passage of an article in a comment or a question about it."""
    article = get_object_or_404(Article.objects.published().select_related("current_revision"), slug=slug)
    block = get_object_or_404(Block, revision=article.current_revision, key=key, kind__in=QUESTIONABLE)
    return _quote(request, block, QuoteForm, discussion=discussion_of(article))


@get_or_post
def comment_quote(request, pk):
    """Quote a passage of a comment in a reply to it."""
    comments = Comment.objects.select_related("author", "discussion__article")
    comment = get_object_or_404(comments, pk=pk, status=Comment.Status.PUBLISHED)
    return _quote(request, comment, QuoteReplyForm, discussion=comment.discussion, parent=comment)


def _quote(request, target, form_class, *, discussion, parent=None):
    """Show the form; post what a valid one holds, or show it again with its words and what is in the way."""
    back = place_of(discussion)
    if not can_post(request.user) or (request.method == "GET" and not is_open(discussion, in_reply_to=parent)):
        raise PermissionDenied
    selected = selected_words(request, plain_text_of(target))
    form = form_class(request.POST or None, target=target, selected=selected)
    status = 200
    if form.is_valid():
        comment, status = _posted(request, form, target, discussion=discussion, parent=parent)
        if comment:
            return redirect(comment)
    context = {"form": form, "back": back, "parent": parent, "article": discussion.article}
    return TemplateResponse(request, "claims/passage_quote.html", context, status=status)


def _posted(request, form, target, **where):
    """Post it; return the comment, or None with the status of the page that says why not."""
    now, words = timezone.now(), dict(form.cleaned_data)
    start, end = words.pop("sentence")
    place = {"target": target, "start": start, "end": end}
    try:
        comment = actions.post_quotation(**place, author=request.user, at=now, **where, **words)
    except DiscussionClosed:
        form.add_error(None, _("This was closed, or taken away, by now. Copy your words if you want to keep them."))
        return None, 409
    except TooSoon as error:
        at = format_date(timezone.localtime(error.again_at), "G:i T")
        form.add_error(None, _("This discussion goes slowly: you can post again from %(at)s.") % {"at": at})
        return None, 429
    except ValueError:
        form.add_error("sentence", _("These words have changed meanwhile. Choose the words once more."))
        return None, 409
    if comment.created_at != now and not was_posted_as(comment, parent=where["parent"], **words):
        form.start_anew()
        form.add_error(None, _("With this form you have posted other words before. Send it again to post these too."))
        return None, 409
    _say(request, comment)
    return comment, 302


def _say(request, comment):
    """Say what happens next, at the comment."""
    text = _("Thank you. Your words are published, with the passage above them.")
    if comment.status != Comment.Status.PUBLISHED:
        text = _("Thank you. A moderator reads your post before others see it, usually within a day.")
    messages.success(request, text, extra_tags=f"comment-{comment.pk}")


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
