"""What a visitor typed, kept in the session across signing in. Nothing is posted by itself."""

from datetime import timedelta

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.permissions import can_post
from comments.forms import CommentForm

KEY = "kept_drafts"
MOST_CHARS = 10_000
MOST_DRAFTS = 5
FIELDS = ("body", "kind", "title")


def keep(request, *, place: str) -> None:
    """Keep what a form sent; of several forms, the latest few.

    Args:
        request: a POST by a visitor, or by somebody whose session ended.
        place: names the form, such as "discussion:5" or the address of its page.

    Raises:
        ImmediateHttpResponse: this address has filled enough sessions; the answer shows the words again.
    """
    if not ratelimit.consume(request, action="kept_form"):
        messages.info(request, _("Your words are below, but not kept. Sign in in a new window, then send them again."))
        raise ImmediateHttpResponse(ratelimit.respond_429(request))
    values = {name: request.POST.get(name, "")[:MOST_CHARS] for name in FIELDS}
    drafts = {at: draft for at, draft in request.session.get(KEY, {}).items() if at != place}
    drafts[place] = {"at": timezone.now().isoformat(), "values": values}
    request.session[KEY] = dict(list(drafts.items())[-MOST_DRAFTS:])


def kept(request, *, place: str) -> dict:
    """Return what was kept for this form; nothing when it is too old."""
    draft = request.session.get(KEY, {}).get(place)
    if not draft:
        return {}
    too_old = timezone.now() - parse_datetime(draft["at"]) > timedelta(hours=settings.KEPT_DRAFT_HOURS)
    return {} if too_old else draft["values"]


def forget(request, *, place: str) -> None:
    """Drop what was kept for a form, once it was sent."""
    drafts = request.session.get(KEY, {})
    if place in drafts:
        request.session[KEY] = {at: draft for at, draft in drafts.items() if at != place}


def place_of_form(discussion) -> str:
    """Return the name under which the form of a discussion is kept."""
    return f"discussion:{discussion.pk}"


def form_for(request, discussion) -> CommentForm | None:
    """Return the form under a discussion, with what was kept of it; None where the member may not post."""
    if not discussion.is_open or (request.user.is_authenticated and not can_post(request.user)):
        return None
    action = reverse("comment_create", args=[discussion.pk])
    initial, button = kept(request, place=place_of_form(discussion)), button_for(request, _("Post comment"))
    return CommentForm(initial=initial, action=action, button=button)


def button_for(request, words: str) -> str:
    """Return the words on the button that posts something: for a visitor, what comes first."""
    return words if request.user.is_authenticated else _("Sign in to post")
