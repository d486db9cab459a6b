"""Short ways to an application and to a badge, by the site's own verbs."""

from datetime import date

from accounts.actions import apply_for_credential, check_credential
from notifications.models import Notice
from tests.factories import NOON, MemberFactory

NUMBER = "PH-104-221"
APPLY, OWN = "/me/professional/apply/", "/me/professional/"
SENT = {"kind": "physiotherapist", "country": "Norway", "credential_number": NUMBER, "register_url": ""}
DAY = date(2028, 3, 2)


def applied(member=None, *, at=NOON, **said):
    """Let a member apply."""
    said = {"kind": "physiotherapist", "country": "Norway", "number": NUMBER, "register_url": ""} | said
    return apply_for_credential(member=member or MemberFactory(), at=at, **said)


def checked(by, member=None, *, at=NOON, expires_on=DAY, **said):
    """Let a member apply, and a moderator check it."""
    return check_credential(credential=applied(member, at=at, **said), expires_on=expires_on, by=by, at=at)


def told():
    """Return what members were told, in order."""
    return list(Notice.objects.order_by("pk").values_list("member__public_name", "title"))
