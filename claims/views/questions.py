"""Readers question a statement, take it back, and read what became of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.models import Article, Block
from claims import actions
from claims.actions import plain_text_of
from claims.forms.questions import QuestionForm
from claims.models import Dispute, Report
from claims.offsets import from_utf16
from claims.permissions import can_report
from claims.reading import QUOTED
from claims.sentences import to_words
from claims.views.offers import carried, is_within_budget, offer_for, send, soon
from comments.models import Comment
from common.transitions import InvalidTransition

QUESTIONABLE = (Block.Kind.PARAGRAPH, Block.Kind.ITEM)
get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def statement_question(request, slug, key):
    """Question a sentence of an article."""
    article = get_object_or_404(Article.objects.published().select_related("current_revision"), slug=slug)
    block = get_object_or_404(Block, revision=article.current_revision, key=key, kind__in=QUESTIONABLE)
    return _question(request, block, article)


@get_or_post
def comment_question(request, pk):
    """Question a sentence of a comment, under an article or in the discussion of a dispute."""
    comment = get_object_or_404(Comment.objects.select_related("discussion"), pk=pk, status=Comment.Status.PUBLISHED)
    return _question(request, comment, _article_of(comment))


def _article_of(comment):
    """Return the article that a comment is about: its own, or one whose words its dispute is about."""
    articles = Article.objects.published().select_related("current_revision")
    if comment.discussion.article_id:
        return get_object_or_404(articles, pk=comment.discussion.article_id)
    dispute = get_object_or_404(Dispute.objects.public(), discussion=comment.discussion_id)
    about = Q(pk__in=dispute.appearances.values("article")) | Q(
        pk__in=dispute.appearances.values("comment__discussion__article")
    )
    article = articles.filter(about).order_by("pk").first()
    if article is None:
        raise Http404
    return article


def _question(request, target, article):
    if not can_report(request.user):
        raise PermissionDenied
    passages, comments = _others(article, target)
    selected = selected_words(request, plain_text_of(target))
    form = QuestionForm(request.POST or None, target=target, passages=passages, comments=comments, selected=selected)
    offer = None
    if form.is_valid() and is_within_budget(request, form):
        offer = offer_for(request, form, target)
        if offer is None or (offer.is_bound and offer.is_valid()):
            if answer := send(request, form, offer, target):
                return answer
            offer = offer_for(request, form, target)  # as it stands now
    context = {"form": form, "offer": offer, "article": article, "soon": soon(), "carried": carried(request, offer)}
    return TemplateResponse(request, "claims/statement_question.html", context)


def selected_words(request, text):
    """Return the words that were selected on the page, as (start, end), or None when there are none.

    Args:
        request: with `start` and `end` in its address, as a browser counts.
        text: plain text of the block or comment.
    """
    start, end = request.GET.get("start", ""), request.GET.get("end", "")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 8 and len(end) < 8):
        return None
    start, end = from_utf16(text, int(start)), from_utf16(text, int(end))
    words = text[start:end]
    if not words.strip():
        return None
    return to_words(text, start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _others(article, besides):
    """Return what a statement can contradict, by key: the article's other passages, and its comments."""
    blocks = Block.objects.filter(revision=article.current_revision, kind__in=QUESTIONABLE).order_by("position")
    comments = Comment.objects.filter(discussion__article=article, status=Comment.Status.PUBLISHED).order_by("pk")
    return (
        {f"b-{block.key}": block for block in blocks if block != besides},
        {f"c-{row.pk}": row for row in comments.select_related("author") if row != besides},
    )


@get_or_post
def report_retract(request, pk):
    """Ask once, then take one's own report back."""
    reports = Report.objects.filter(reporter=request.user).select_related(
        "dispute", *(f"appearance__{name}" for name in QUOTED)
    )
    report = get_object_or_404(reports, pk=pk)
    if request.method == "POST":
        try:
            actions.retract_report(report=report, at=timezone.now())
        except InvalidTransition:
            messages.info(request, _("This report has ended already."))
        else:
            messages.success(request, _("You have taken your report back."))
        return redirect("own_reports")
    return TemplateResponse(request, "claims/report_retract.html", {"report": report})
