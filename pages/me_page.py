"""What a member finds of their own: where to look, how much is there, and what became of what they reported."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import restrictions
from accounts.reading import credentials_of
from claims.models import Report
from claims.reading import QUOTED
from comments.models import Comment, Draft
from moderation.reading import decisions_about, flags_of
from notifications.models import Subscription
from pages.member_page import TABS, page_of, written_by

REPORTS = {"": gettext_lazy("Statements you questioned"), "flags": gettext_lazy("Conduct you flagged")}
CASES = {"": gettext_lazy("Decisions"), "held": gettext_lazy("Waiting for a moderator")}


@dataclass(frozen=True)
class Way:
    """A link, and how much is behind it."""

    label: str
    href: str
    count: int | None = None
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Some links under one heading."""

    title: str
    ways: list[Way]


def me_context(member) -> dict:
    """Read what "My pages" shows: links with counts, in the same queries however much there is.

    Args:
        member: whose.
    """
    return {
        "restrictions": restrictions(member),
        "groups": [_told(member), _written(member), _sent(member), _about(member), _account()],
    }


def _told(member):
    new = member.unread_count
    ways = [
        Way(_("Notices"), reverse("notice_list"), hint=_("%(n)s new") % {"n": new} if new else _("Nothing new.")),
        Way(_("What you follow"), reverse("following"), Subscription.objects.filter(member=member).count()),
        Way(_("What we mail you"), reverse("notice_settings")),
    ]
    return Group(_("What you are told"), ways)


def _written(member):
    rows = {key or "comments": Count("pk", filter=which) for key, (_label, which) in TABS.items()}
    counts = written_by(member, viewer=member).aggregate(**rows)
    page = member.get_absolute_url()
    ways = [
        Way(str(label), f"{page}?show={key}" if key else page, counts[key or "comments"])
        for key, (label, _which) in TABS.items()
    ]
    drafts = Way(_("Drafts"), reverse("draft_list"), Draft.objects.filter(member=member).count())
    return Group(_("What you wrote"), [drafts, *ways])


def _sent(member):
    reports = Report.objects.filter(reporter=member).aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(status=Report.Status.WAITING))
    )
    address = reverse("own_reports")
    waiting = ngettext("%(n)s waits for an answer", "%(n)s wait for an answer", reports["waiting"])
    hint = waiting % {"n": reports["waiting"]} if reports["waiting"] else ""
    ways = [
        Way(str(REPORTS[""]), address, reports["all"], hint),
        Way(str(REPORTS["flags"]), f"{address}?kind=flags", flags_of(member).count()),
    ]
    return Group(_("What you reported, and what became of it"), ways)


def _about(member):
    address = reverse("own_cases")
    ways = [
        Way(_("Decisions about what you wrote"), address, decisions_about(member).count()),
        Way(_("Posts that wait for a moderator"), f"{address}?kind=held", _held(member).count()),
        Way(_("My licence"), reverse("credential_own"), hint=_state_of_licence(member)),
        Way(_("Members you muted"), reverse("muted_list"), member.mutes.count()),
    ]
    return Group(_("About you"), ways)


def _account():
    names = {
        "member_rename": _("Public name"),
        "account_email": _("E-mail address"),
        "account_change_password": _("Password"),
        "mfa_index": _("Second step when you sign in"),
        "usersessions_list": _("Devices where you are signed in"),
        "data_download": _("Download everything"),
        "member_delete": _("Delete my account"),
    }
    return Group(_("Your account"), [Way(label, reverse(name)) for name, label in names.items()])


def _state_of_licence(member):
    rows, now = credentials_of(member), timezone.now()
    if any(row.is_valid(now) for row in rows):
        return _("Your name has a badge.")
    if any(row.is_waiting for row in rows):
        return _("Waiting for a moderator.")
    return _("For professionals: have it checked, and get a badge.")


def _held(member):
    return Comment.objects.filter(author=member, status=Comment.Status.HELD)


def reports_context(member, *, kind: str, before: int | None) -> dict:
    """Read one page of what a member reported.

    Args:
        member: whose.
        kind: a key of REPORTS.
        before: see pages.member_page.key_in.
    """
    kind = kind if kind in REPORTS else ""
    if kind == "flags":
        rows = flags_of(member)
    else:
        rows = Report.objects.filter(reporter=member).select_related("dispute", *_of_appearance())
    found, older = page_of(rows, before=before)
    return {"rows": found, "older": older, "before": before, "kind": kind, "tabs": REPORTS.items()}


def _of_appearance():
    return [f"appearance__{name}" for name in QUOTED]


def cases_context(member, *, kind: str, before: int | None) -> dict:
    """Read one page of what moderators decided about a member, or have still to decide.

    Args:
        member: whose.
        kind: a key of CASES.
        before: see pages.member_page.key_in.
    """
    kind = kind if kind in CASES else ""
    found, older = page_of(_held(member) if kind else decisions_about(member), before=before)
    return {"rows": found, "older": older, "before": before, "kind": kind, "tabs": CASES.items()}
