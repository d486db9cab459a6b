"""A member who was here before."""

from django.core.signing import get_cookie_signer
from django.utils import timezone

from comments.visits import COOKIE, SALT


def was_here(client, member, discussion, *, seen, minutes_ago=60):
    """Let the browser of a signed-in member remember a visit.

    Args:
        client: signed in.
        member: who.
        discussion: which.
        seen: the newest comment there was.
        minutes_ago: when.
    """
    at = int(timezone.now().timestamp()) - minutes_ago * 60
    value = f"{discussion.pk}-0-{seen}-{at}"
    client.cookies[COOKIE] = get_cookie_signer(salt=f"{COOKIE}{SALT}.{member.pk}").sign(value)
