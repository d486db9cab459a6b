"""What every form of words does: preview, keep, ask once more, and answer a part of a page to htmx."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import can_post
from comments import drafts, reading
from comments.actions import discard_draft
from comments.models import Comment
from comments.places import place_of

GONE = gettext_lazy("This was closed, or taken away, by now.")
in_parts = vary_on_headers("HX-Request")


@dataclass(frozen=True)
class Page:
    """A page with a form of words: its template, and what it shows."""

    template: str
    context: dict

    @property
    def form(self):
        """The form of words."""
        return self.context["form"]

    def show(self, request, *, status=200, **more) -> TemplateResponse:
        """Return the page; for htmx, the form alone."""
        template = "comments/_form.html" if request.htmx else self.template
        return TemplateResponse(request, template, self.context | more, status=status)


def check_member(request, place: str) -> None:
    """Refuse a member who may not post; the page that says so shows what they typed, and it is kept.

    Raises:
        PermissionDenied: they may not.
    """
    if request.user.is_authenticated and not can_post(request.user):
        if request.method == "POST":
            drafts.save(request, place=place)
        raise PermissionDenied


def unfinished(request, page: Page, *, back: str):
    """Answer a form that is not to be posted yet: opened, previewed, kept, wrong, or asked about once more.

    Args:
        request: a GET, or a POST of the form.
        page: with the form, bound to the POST.
        back: where the form is found, for the plain answer to "Save draft".

    Returns:
        The answer, or None where the words can be posted: then the form is valid.
    """
    if request.method != "POST":
        return page.show(request)
    form = page.form
    is_ready = form.is_valid()
    wants = {name for name in ("preview", "save_draft") if name in request.POST}
    if is_ready and not wants:
        return None
    draft = drafts.save(request, place=form.place) if request.user.is_authenticated else None
    if "save_draft" in wants and draft:
        return _kept(request, page, draft, back)
    if "preview" in wants:
        return _previewed(request, page)
    return page.show(request)


def _kept(request, page, draft, back):
    """Say that the words are kept."""
    if request.htmx:
        return TemplateResponse(request, "comments/_kept.html", {"draft": draft, "form": page.form})
    messages.success(request, _("Your draft is kept. Come back to it when you like: “My pages” lists it."))
    return redirect(back)


def _previewed(request, page):
    """Show how the words will look, above the form, or beside it to htmx."""
    title = page.form["title"].value() if "title" in page.form.fields else ""
    more = {"preview": getattr(page.form, "preview", ""), "title": title}
    if request.htmx:
        return TemplateResponse(request, "comments/_preview.html", page.context | more)
    return page.show(request, **more)


def refuse(request, page: Page, text, status: int) -> HttpResponse:
    """Show a form again, with its words and what is in the way; a member's words are kept."""
    if request.user.is_authenticated:
        drafts.save(request, place=page.form.place)
    page.form.add_error(None, text)
    return page.show(request, status=status)


def still_here(request) -> str:
    """Return what becomes of words that cannot be posted."""
    if request.user.is_authenticated:
        return _("Your words are kept among your drafts.")
    return _("Copy your words if you want to keep them.")


def to_sign_in(request, place: str, back: str) -> HttpResponse:
    """Keep a visitor's words and send them to the sign-in; then they find the form as they left it."""
    drafts.keep(request, place=place)
    messages.info(request, _("Your words are kept. Sign in, or make an account, and then post them."))
    answer = redirect_to_login(back)
    return HttpResponse(headers={"HX-Redirect": answer.url}) if request.htmx else answer


def to_ask(request, place: str, ask: str) -> HttpResponse:
    """Take the words of a question along to the page where its author sees first what is there already.

    Args:
        request: a POST of a form of comments.
        place: of that form; its draft goes.
        ask: the address where questions are asked.
    """
    if request.user.is_authenticated:
        drafts.save(request, place=ask)
        discard_draft(member=request.user, place=place)
    else:
        drafts.keep(request, place=ask)
    messages.info(request, _("Your question is below. Look at what is there already, then ask it."))
    return HttpResponse(headers={"HX-Redirect": ask}) if request.htmx else redirect(ask)


def posted(request, comment: Comment) -> HttpResponse:
    """Say what happens next: at the comment, in the place of the form or on the page of the discussion."""
    here, status = f"comment-{comment.pk}", comment.status
    if status == Comment.Status.PUBLISHED:
        messages.success(request, _("Thank you. Your words are published."), extra_tags=here)
    elif status == Comment.Status.HELD:
        text = _("Thank you. A moderator reads your post before others see it, usually within a day.")
        messages.info(request, text, extra_tags=here)
    else:
        messages.info(request, _("You have posted this before, and it is not there any more."))
        back = f"{place_of(comment.discussion)}#discussion"
        return HttpResponse(headers={"HX-Redirect": back}) if request.htmx else redirect(back)
    if not request.htmx:
        return redirect(comment)
    nodes = [reading.node_of(comment, member=request.user)]
    return TemplateResponse(
        request, "comments/_posted.html", {"nodes": nodes, "comment": comment, "article": comment.discussion.article}
    )


def why_not(comment: Comment) -> str:
    """Return why a comment can be neither changed nor deleted now."""
    if comment.is_under_review:
        return _("A moderator is looking at this comment, so it stays as it is until that is done.")
    if comment.judged_at:
        return _("A moderator found that this comment breaks a rule, so it stays as it is: you can still appeal.")
    return _("A moderator looks at this comment, or it has gone.")
