"""The pages of a member's own things, below /me/."""

from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from pages.me_page import cases_context, reports_context
from pages.member_page import key_in


@require_safe
def own_reports(request):
    """Show what a member reported, and what became of it."""
    context = reports_context(request.user, kind=request.GET.get("kind", ""), before=key_in(request))
    return TemplateResponse(request, "pages/own_reports.html", context)


@require_safe
def own_cases(request):
    """Show what moderators decided about a member, and which posts they have still to see."""
    context = cases_context(request.user, kind=request.GET.get("kind", ""), before=key_in(request))
    return TemplateResponse(request, "pages/own_cases.html", context)
