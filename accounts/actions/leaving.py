"""Leaving: ask for the deletion of one's account, take it back within the week, and the deletion itself."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import PROTECT
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import consequences
from accounts.actions.exporting import drop_export_files
from accounts.actions.members import is_last_admin
from accounts.models import FORMER_ID, Member
from accounts.names import name_key
from accounts.permissions import holds_role
from audit.actions import purge_words, record
from common import jobs


class RolesFirst(Exception):
    """The member still works for the site; `is_last` if nobody else could give roles."""

    def __init__(self, *, is_last: bool):
        super().__init__("roles first")
        self.is_last = is_last


@transaction.atomic
def request_deletion(*, member: Member, mode: str, at: datetime) -> Member:
    """Plan the deletion of an account after DELETION_DAYS; asked twice, the first day stays and the last choice counts.

    Args:
        member: whose account; the caller has seen that it is they who ask.
        mode: a Member.Leaving: what becomes of their words.
        at: when (aware).

    Returns:
        The member as they are now.

    Raises:
        RolesFirst: they hold a role of the site.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    check_no_role(member)
    is_new = member.leaves_at is None
    member.leaves_at = member.leaves_at or at + timedelta(days=settings.DELETION_DAYS)
    member.leaving_mode = mode
    member.version += 1  # a banner appears on every page
    member.save(update_fields=["leaves_at", "leaving_mode", "version"])
    if is_new:
        _tell_asked(member, at)
        jobs.enqueue("accounts.jobs.tend_privacy")
    return member


def check_no_role(member: Member) -> None:
    """Refuse whoever works for the site: the roles are given back first.

    Args:
        member: who wants to leave.

    Raises:
        RolesFirst: they hold a role.
    """
    if holds_role(member):
        raise RolesFirst(is_last=is_last_admin(member))


def _tell_asked(member, at):
    day = date_format(localtime(member.leaves_at), "j F Y, G:i T")
    lines = [
        _("You asked us to delete your account. That happens on %(day)s.") % {"day": day},
        _("Until then you can sign in as before, and take it back with one button."),
        _("If it was not you who asked: sign in, take it back, and choose a new password."),
    ]
    _tell(member, at, kind="deletion_asked", title=_("Your account will be deleted"), lines=lines)


def _tell(member, at, *, kind, title, lines):
    for tell in consequences.TELL:
        tell(
            member=member, kind=kind, subject_key=f"member:{member.pk}", title=title, text="\n\n".join(lines),
            url=reverse("deletion_cancel"), at=at, unique_key=f"{kind}/{at.isoformat()}",
        )  # fmt: skip


@transaction.atomic
def cancel_deletion(*, member: Member, at: datetime) -> bool:
    """Take back the wish to leave.

    Args:
        member: whose account.
        at: when (aware).

    Returns:
        False if nothing was planned.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.leaves_at is None:
        return False
    member.leaves_at, member.leaving_mode, member.version = None, "", member.version + 1
    member.save(update_fields=["leaves_at", "leaving_mode", "version"])
    lines = [_("You have taken it back: your account stays as it was.")]
    _tell(member, at, kind="deletion_taken_back", title=_("Your account stays"), lines=lines)
    return True


@transaction.atomic
def erase_member(*, member_id: int, at: datetime) -> bool:
    """Delete an account whose day has come: once, whoever calls it how often, and not if it was taken back.

    The apps above go first (ON_ERASE): they empty or keep what they hold. What still points at the member is then
    handed over to the one former member, and the member's row goes, with everything that is theirs alone.

    Args:
        member_id: the member's key.
        at: when (aware).

    Returns:
        True if the account was deleted.
    """
    member = Member.objects.select_for_update().filter(pk=member_id, leaves_at__lte=at).first()
    if member is None or holds_role(member):
        return False
    former, mode = former_member(), member.leaving_mode
    for erase in consequences.ON_ERASE:
        erase(member=member, former=former, mode=mode, at=at)
    for session in UserSession.objects.filter(user=member):
        session.end()
    drop_export_files(member=member)
    _forget_in_admin(member)
    purge_words(subjects=[f"credential:{pk}" for pk in member.credentials.values_list("pk", flat=True)])
    record(actor=None, rule="deletion", verb="erase_member", subject=member, at=at, after={"mode": mode})
    hand_over(member, former)
    member.delete()
    return True


def _forget_in_admin(member):
    """Delete what Django's admin site noted about the member: it keeps the name."""
    kind = ContentType.objects.get_for_model(Member)
    LogEntry.objects.filter(content_type=kind, object_id=str(member.pk)).delete()


def former_member() -> Member:
    """Return the one member who stands for everybody who has left; nobody can sign in as them."""
    name = _("Former member")
    return Member.objects.get_or_create(
        pk=FORMER_ID,
        defaults={
            "email": "former.member@site.invalid", "public_name": name, "name_key": name_key(name),
            "slug": "former-member", "joined_at": datetime.fromisoformat("2000-01-01T00:00:00+00:00"),
            "is_active": False, "password": make_password(None),
        },
    )[0]  # fmt: skip


def keys_to() -> list:
    """Return each column of another table that points at a member, as Django's relation."""
    relations = Member._meta.get_fields(include_hidden=True)
    return [row for row in relations if row.auto_created and not row.concrete and not row.many_to_many]


def hand_over(member: Member, former: Member) -> None:
    """Let the former member have whatever may not go with the member: each key that protects its row.

    Args:
        member: who leaves.
        former: see former_member.
    """
    for relation in keys_to():
        if relation.on_delete is PROTECT:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: member})
            rows.update(**{relation.field.name: former})
