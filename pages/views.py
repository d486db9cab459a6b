"""Pages that show several apps."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import FORMER_ID, Member, NameRedirect
from articles.models import Article, SlugRedirect
from claims.reading import (
    anchors_to_place,
    references_to_look_at,
    waiting_for_staff,
    waiting_ripples,
)
from comments.reading import asked_for
from comments.visits import remember
from pages.article_page import article_context
from pages.home_page import home_context
from pages.me_page import me_context
from pages.member_page import key_in, member_context
from pages.question_desk import waiting_questions
from pages.search_page import search_context
from pages.style_guide import specimens

NEWEST_MAILS = 50
PER_PAGE = 20


@login_not_required
@require_safe
def home(request):
    """Show the newest articles, what is in dispute, what waits for an answer and what was corrected."""
    return TemplateResponse(request, "pages/home.html", home_context())


@login_not_required
@require_safe
def article_detail(request, slug):
    """Show an article with its marks, its notes and its discussion."""
    asked, now = asked_for(request), timezone.now()
    try:
        context = article_context(request, slug, asked=asked, at=now)
    except Article.DoesNotExist:
        former = get_object_or_404(SlugRedirect.objects.select_related("article"), slug=slug)
        return redirect(former.article, permanent=True)
    if "revision" not in context:
        return TemplateResponse(request, "pages/article_withdrawn.html", context, status=410)
    response, threads = TemplateResponse(request, "pages/article_detail.html", context), context["threads"]
    remember(request, response, discussion_id=context["discussion"].pk, newest=threads.newest, at=now)
    return response


@login_not_required
@require_safe
def member_detail(request, slug):
    """Show what a member has written; nothing about health, no scores."""
    if former := NameRedirect.objects.filter(slug=slug).select_related("member").first():
        return redirect(former.member, permanent=True)
    is_shown = Q(is_active=True, email_confirmed_at__isnull=False) | Q(pk=FORMER_ID)
    member = get_object_or_404(Member, is_shown, slug=slug)
    if member.pk == FORMER_ID:
        return TemplateResponse(request, "pages/member_former.html")
    context = member_context(member, viewer=request.user, show=request.GET.get("show", ""), before=key_in(request))
    return TemplateResponse(request, "pages/member_detail.html", context)


@require_safe
def me(request):
    """Show a member the ways to what is theirs, and what they were told last."""
    return TemplateResponse(request, "pages/me.html", me_context(request.user))


@require_safe
@permission_required("articles.edit_article", raise_exception=True)
def editorial_home(request):
    """The editor's desk: articles by status, and what waits for an editor."""
    status = request.GET.get("status", "")
    sets = {
        "": (_("All articles"), Article.objects.all()),
        "draft": (_("Never published"), Article.objects.unpublished()),
        "changed": (_("Changed since they went live"), Article.objects.changed()),
        "published": (_("Published"), Article.objects.published()),
        "withdrawn": (_("Withdrawn"), Article.objects.withdrawn()),
    }
    rows = sets.get(status, sets[""])[1].select_related("draft__updated_by").order_by("-draft__updated_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "status": status, "query": f"?status={status}&" if status in sets else "?",
        "filters": [(key, label, articles.count()) for key, (label, articles) in sets.items()],
        "changed": set(Article.objects.changed().filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True)),
        "open_count": waiting_for_staff(timezone.now()).count(), "anchor_count": anchors_to_place().count(),
        "reference_count": references_to_look_at(),
        "ripple_count": waiting_ripples(request.user).count(), "question_count": waiting_questions(),
    }  # fmt: skip
    return TemplateResponse(request, "pages/editorial_home.html", context)


@login_not_required
@require_safe
def search(request):
    """Find articles, questions, answers, comments, disputes, claims and members by their words."""
    return TemplateResponse(request, "pages/search.html", search_context(request.GET, request.user))


@login_not_required
@require_safe
def policy_disclaimer(request):
    """Say what the articles are and are not."""
    return TemplateResponse(request, "pages/policy_disclaimer.html")


@login_not_required
@require_safe
def policy_professionals(request):
    """Say what a professional's badge means, and what it does not."""
    return TemplateResponse(request, "pages/policy_professionals.html")


@login_not_required
@require_safe
def policy_privacy(request):
    """Say what is stored about a reader."""
    context = {"DELETION_DAYS": settings.DELETION_DAYS, "APPEAL_DAYS": settings.APPEAL_DAYS}
    return TemplateResponse(request, "pages/policy_privacy.html", context)


@login_not_required
@require_safe
def healthz(request):
    """Answer a monitor: the site runs and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def dev_mail(request):
    """Show the mail that the site has written to its folder; on a developer's machine only."""
    if not settings.DEBUG:
        raise Http404
    files = sorted(settings.MAIL_DIR.glob("*.log"), reverse=True)[:NEWEST_MAILS]
    mails = [path.read_text(errors="replace") for path in files]
    return TemplateResponse(request, "pages/dev_mail.html", {"mails": mails})


@login_not_required
@require_safe
def style_guide(request):
    """Show each component once, so that a change of look is seen in one place."""
    return TemplateResponse(request, "pages/style_guide.html", specimens())
