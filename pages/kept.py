"""A form that was sent without being signed in, kept in the session across the sign-in. Nothing is sent by itself."""

from dataclasses import asdict
from datetime import timedelta

from allauth.core import ratelimit
from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import escape_leading_slashes

from pages.typed import Field, Typed

KEY = "kept_form"
MOST_CHARS = 10_000  # of one field
MOST_CHARS_IN_ALL = 40_000
MOST_FIELDS = 100


def keep(request, typed: Typed) -> bool:
    """Keep one form in the session; a later one takes its place.

    Args:
        request: a POST by a visitor, its CSRF token checked.
        typed: what was in it.

    Returns:
        False where it was not kept: it holds a password, it is too long, or this address has filled enough sessions.
    """
    sizes = [len(field.name) + len(field.text) for field in typed.fields]
    is_small = len(sizes) <= MOST_FIELDS and max(sizes) <= MOST_CHARS and sum(sizes) <= MOST_CHARS_IN_ALL
    if not (typed.may_be_sent and is_small and ratelimit.consume(request, action="kept_form")):
        return False
    request.session[KEY] = {"at": timezone.now().isoformat(), **asdict(typed)}
    return True


def kept_for(request) -> Typed | None:
    """Return the form that was kept for this address, unless it is too old."""
    row = request.session.get(KEY)
    if not row or row["action"] != escape_leading_slashes(request.get_full_path()):
        return None
    if timezone.now() - parse_datetime(row["at"]) > timedelta(hours=settings.KEPT_DRAFT_HOURS):
        forget(request)
        return None
    return Typed(row["action"], tuple(Field(**field) for field in row["fields"]), True)


def forget(request) -> None:
    """Drop the form."""
    request.session.pop(KEY, None)
