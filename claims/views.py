"""Questioning a statement, triage, and the pages of disputes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from articles.models import Article, Block
from claims import actions
from claims.actions import plain_text_of
from claims.forms import QuestionForm, TriageForm
from claims.models import Dispute, Ruling
from claims.permissions import can_report, can_triage
from claims.reading import badge_of, for_whom, positions_of, waiting_for_staff
from comments.drafts import form_for
from comments.models import Comment
from comments.reading import thread_page
from common.transitions import InvalidTransition

NEWEST = 100
QUESTIONABLE = (Block.Kind.PARAGRAPH, Block.Kind.ITEM)
triager = permission_required("claims.triage_report", raise_exception=True)


@login_not_required
@require_GET
def dispute_list(request):
    """List public disputes, the newest first."""
    disputes = Dispute.objects.public().order_by("-opened_at", "-pk")[:NEWEST]
    return TemplateResponse(request, "claims/dispute_list.html", {"disputes": disputes})


@login_not_required
@require_GET
def dispute_detail(request, pk, slug):
    """Show a dispute: its question, sides, ruling and discussion."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user).select_related("discussion"), pk=pk)
    if dispute.merged_into_id:
        return redirect(dispute.merged_into, permanent=False)
    ruling = Ruling.objects.filter(dispute=dispute, superseded_by=None).select_related("ruled_by").first()
    is_ruled = dispute.status == Dispute.Status.RULED
    sides = positions_of(dispute)
    context = {
        "dispute": dispute, "badge": badge_of(dispute, ruling.outcome if is_ruled else ""), "sides": sides,
        "ruling": ruling if is_ruled else None, "whom": for_whom(sides),
        "anchors": ruling.anchors.filter(appearance__dispute=dispute).order_by("pk") if is_ruled else [],
    }  # fmt: skip
    if dispute.discussion:
        threads = thread_page(dispute.discussion, member=request.user, order="oldest", page=1)
        form = form_for(request, dispute.discussion)
        context |= {"discussion": dispute.discussion, "threads": threads, "form": form}
    return TemplateResponse(request, "claims/dispute_detail.html", context)


def _others(article, besides):
    """Return what a statement can contradict: (key, words) of the article's passages and of its comments."""
    blocks = Block.objects.filter(revision=article.current_revision, kind__in=QUESTIONABLE).order_by("position")
    comments = Comment.objects.filter(discussion__article=article, status=Comment.Status.PUBLISHED).order_by("pk")
    rows = [(f"b-{block.key}", block) for block in blocks] + [(f"c-{comment.pk}", comment) for comment in comments]
    return {key: thing for key, thing in rows if thing != besides}


def _question(request, target, article):
    if not can_report(request.user):
        raise PermissionDenied
    others = _others(article, target)
    words = [(key, plain_text_of(thing)) for key, thing in others.items()]
    form = QuestionForm(request.POST or None, text=plain_text_of(target), others=words)
    if form.is_valid():
        data = dict(form.cleaned_data)
        start, end = data.pop("sentence")
        other = others.get(data.pop("against"))
        against = (other, 0, len(plain_text_of(other).rstrip())) if other else None
        actions.report_statement(
            reporter=request.user, target=target, start=start, end=end, against=against, at=timezone.now(), **data
        )
        messages.success(request, _("Thank you. A moderator reads it, usually within two days, and you are told."))
        return redirect("me")
    return TemplateResponse(request, "claims/statement_question.html", {"form": form, "article": article})


@require_http_methods(["GET", "POST"])
def statement_question(request, slug, key):
    """Question a sentence of an article."""
    article = get_object_or_404(Article.objects.published().select_related("current_revision"), slug=slug)
    block = get_object_or_404(Block, revision=article.current_revision, key=key, kind__in=QUESTIONABLE)
    return _question(request, block, article)


@require_http_methods(["GET", "POST"])
def comment_question(request, pk):
    """Question a sentence of a comment under an article."""
    comment = get_object_or_404(Comment, pk=pk, status=Comment.Status.PUBLISHED, discussion__article__isnull=False)
    article = get_object_or_404(Article.objects.published(), pk=comment.discussion.article_id)
    return _question(request, comment, article)


@require_GET
@triager
def dispute_queue(request):
    """List reports that wait for triage and disputes that wait for a ruling, the oldest first."""
    rows = waiting_for_staff().prefetch_related("reports__appearance")
    return TemplateResponse(request, "claims/dispute_queue.html", {"disputes": rows[:NEWEST]})


@require_http_methods(["GET", "POST"])
@triager
def report_triage(request, pk):
    """Open a report as a dispute, or close it, on form only."""
    dispute = get_object_or_404(Dispute, pk=pk)
    form = TriageForm(request.POST or None)
    if request.method == "POST" and not can_triage(request.user, dispute):
        raise PermissionDenied
    if form.is_valid():
        try:
            _triage(request, dispute, form.cleaned_data)
        except InvalidTransition:
            form.add_error(None, _("Somebody else has decided this report meanwhile."))
        else:
            messages.success(request, _("Recorded. The reporter is told."))
            return redirect("dispute_queue")
    reports = dispute.reports.select_related("reporter", "appearance", "against", "source").order_by("pk")
    return TemplateResponse(
        request, "claims/report_triage.html", {"form": form, "dispute": dispute, "reports": reports}
    )


def _triage(request, dispute, data):
    common = {"dispute": dispute, "by": request.user, "at": timezone.now()}
    if data["decision"] == "open":
        positions = [(data["first"], ""), (data["second"], "")]
        return actions.open_dispute(question=data["question"], positions=positions, **common)
    return actions.dismiss_dispute(code=data["decision"], reason=data["reason"], publish=False, **common)
