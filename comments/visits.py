"""What was new since a member's last visit to a discussion.

It is in a signed cookie of their browser, never in the database: what somebody reads is nobody's business (ADR 0012).
For each of the last few discussions it holds the newest comment before this visit, the newest one now, and when.
"""

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature

COOKIE = "seen"
SALT = "comments.visits"
MOST = 40  # discussions; the cookie stays under 2 kB
PAUSE = 30 * 60  # seconds without a look, after which the next look is a new visit
KEPT = 365 * 24 * 3600  # seconds


def seen_by(request) -> dict[int, tuple[int, int, int]]:
    """Return what the browser of a member remembers: by discussion (newest before, newest now, seconds)."""
    if not request.user.is_authenticated:
        return {}
    try:
        value = request.get_signed_cookie(COOKIE, "", salt=_salt(request))
        rows = [[int(number) for number in row.split("-")] for row in value.split(".") if row]
        return {discussion: (before, newest, last) for discussion, before, newest, last in rows}
    except (BadSignature, ValueError):
        return {}


def since(seen: dict, discussion_id: int, at: datetime) -> int | None:
    """Return the newest comment that there was before this visit; None at the first one.

    Args:
        seen: what the browser remembers.
        discussion_id: the discussion.
        at: now.
    """
    row = seen.get(discussion_id)
    if row is None:
        return None
    before, newest, last = row
    return newest if at.timestamp() - last > PAUSE else before


def remember(request, response, *, discussion_id: int, newest: int, at: datetime) -> None:
    """Write the visit into the cookie of a member's browser.

    Args:
        request: by anybody; a visitor's browser is told nothing.
        response: that shows the discussion.
        discussion_id: the discussion.
        newest: the newest comment that there is now.
        at: now.
    """
    if not request.user.is_authenticated:
        return
    seen = seen_by(request)
    before = since(seen, discussion_id, at)
    seen.pop(discussion_id, None)
    seen[discussion_id] = (newest if before is None else before, newest, int(at.timestamp()))
    value = ".".join("-".join(map(str, (key, *row))) for key, row in list(seen.items())[-MOST:])
    response.set_signed_cookie(
        COOKIE, value, salt=_salt(request), max_age=KEPT, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _salt(request):
    """Return what ties the cookie to the member: on a shared tablet nobody is told what another one has read."""
    return f"{SALT}.{request.user.pk}"
