"""What a visitor typed, kept in the session across signing in. Nothing is posted by itself."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.permissions import can_post
from comments.forms import CommentForm

KEY = "kept_draft"
MOST_CHARS = 10_000
FIELDS = ("body", "kind", "title")


def keep(request, *, place: str) -> None:
    """Keep what a form sent.

    Args:
        request: a POST by a visitor, or by somebody whose session ended.
        place: names the form, such as "discussion:5" or "reply:17".
    """
    values = {name: request.POST.get(name, "")[:MOST_CHARS] for name in FIELDS}
    request.session[KEY] = {"place": place, "at": timezone.now().isoformat(), "values": values}


def kept(request, *, place: str) -> dict:
    """Return what was kept for this form, or nothing when it is another's or too old."""
    draft = request.session.get(KEY) or {}
    if draft.get("place") != place:
        return {}
    too_old = timezone.now() - parse_datetime(draft["at"]) > timedelta(hours=settings.KEPT_DRAFT_HOURS)
    return {} if too_old else draft["values"]


def forget(request) -> None:
    """Drop what was kept, once it was posted."""
    request.session.pop(KEY, None)


def form_for(request, discussion) -> CommentForm | None:
    """Return the form under a discussion, with what was kept of it; None where the member may not post."""
    if not discussion.is_open or (request.user.is_authenticated and not can_post(request.user)):
        return None
    button = _("Post comment") if request.user.is_authenticated else _("Sign in to post")
    action = reverse("comment_create", args=[discussion.pk])
    return CommentForm(initial=kept(request, place=f"discussion:{discussion.pk}"), action=action, button=button)
