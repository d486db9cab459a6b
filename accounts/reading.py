"""Questions about members that need the database."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Min, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Credential, Member, Mute, NameRedirect, Restriction
from accounts.names import LONGEST, name_key, name_slug
from accounts.sections import Section, rows_of
from audit.models import Entry

SUGGESTED = 8


def check_name_is_free(public_name: str, *, besides: Member | None = None) -> None:
    """Refuse a name that somebody has, had, or could be taken for.

    Raises:
        ValidationError: it is taken.
    """
    key, slug = name_key(public_name), name_slug(public_name)
    members, former = Member.objects.all(), NameRedirect.objects.all()
    if besides:
        members, former = members.exclude(pk=besides.pk), former.exclude(member=besides)
    taken = members.filter(name_key=key).exists() or members.filter(slug=slug).exists()
    if not key or not slug or taken or former.filter(name_key=key).exists() or former.filter(slug=slug).exists():
        raise ValidationError(_("Somebody has this name, or one that looks like it. Choose another."), code="taken")


def names_of(member: Member) -> set[str]:
    """Return the keys of the member's name and of their former names: each names nobody else.

    Args:
        member: any.
    """
    former = NameRedirect.objects.filter(member=member).values_list("name_key", flat=True)
    return {member.name_key, *former}


def slugs_of(member: Member) -> list[str]:
    """Return the member's slug and their former ones.

    Args:
        member: any.
    """
    return [member.slug, *NameRedirect.objects.filter(member=member).order_by("pk").values_list("slug", flat=True)]


def own_sections(member: Member) -> list[Section]:
    """Return what this app and those below store about a member, for their download.

    Args:
        member: who reads it.
    """
    devices = rows_of(UserSession.objects.filter(user=member).order_by("pk"), "ip", "user_agent", "created_at")
    steps = rows_of(Authenticator.objects.filter(user=member).order_by("pk"), "type", "created_at", "last_used_at")
    names = rows_of(NameRedirect.objects.filter(member=member).order_by("pk"), address="slug")
    mails = rows_of(EmailAddress.objects.filter(user=member).order_by("pk"), "email", "verified", "primary")
    acts = rows_of(Entry.objects.filter(actor_id=member.pk).order_by("pk"), "at", "verb", "subject")
    mutes = rows_of(Mute.objects.filter(member=member).order_by("pk"), "created_at", whom="muted__public_name")
    return [
        Section("profile", _("Your account"), [_profile(member)]),
        Section("email_addresses", _("Your e-mail addresses"), mails),
        Section("earlier_names", _("Addresses of your earlier names"), names),
        Section("devices", _("Where you are signed in"), devices),
        Section("second_steps", _("Second steps when you sign in"), steps),
        Section("credentials", _("Your licences"), _credentials(member)),
        Section("mutes", _("Members you muted"), mutes),
        Section("restrictions", _("Restrictions of your account"), _restrictions(member)),
        Section("acts", _("What you did as a member of staff"), acts),
    ]


def _profile(member):
    columns = (
        "public_name", "email", "slug", "joined_at", "email_confirmed_at", "name_changed_at", "last_login", "leaves_at",
        "leaving_mode",
    )  # fmt: skip
    return {column: getattr(member, column) for column in columns}


def _restrictions(member):
    rows = Restriction.objects.filter(member=member).order_by("pk")
    return rows_of(rows, "ability", "effect", "reason", "starts_at", "ends_at", "lifted_at")


def _credentials(member):
    rows = Credential.objects.filter(member=member).order_by("pk")
    found = rows_of(
        rows, "kind", "country", "register_url", "applied_at", "checked_at", "expires_on", "ending", "ended_at",
        reason="end_reason",
    )  # fmt: skip
    kept = _("stored encrypted, and not in this file, which is not")
    return [row | {"number": kept if sealed.number_sealed else ""} for row, sealed in zip(found, rows, strict=True)]


def next_lapse_at() -> datetime | None:
    """Return when the next professional will have to be told of a lapse; None while nobody waits for it."""
    rows = Credential.objects.standing().filter(lapsed_at=None)
    days = rows.aggregate(
        warn=Min("expires_on", filter=Q(warned_at=None)), lapse=Min("expires_on", filter=Q(warned_at__isnull=False))
    )
    due = [days["warn"] - timedelta(days=settings.CREDENTIAL_NOTICE_DAYS)] if days["warn"] else []
    due += [days["lapse"] + timedelta(days=1)] if days["lapse"] else []  # its last day is over
    return datetime.combine(min(due), time.min, tzinfo=UTC) if due else None


def credentials_of(member: Member) -> list[Credential]:
    """Return what a member has applied for and been granted, the newest first.

    Args:
        member: whose.
    """
    return list(member.credentials.order_by("-pk"))


def called(slugs: Iterable[str]) -> dict[str, int]:
    """Return the keys of the members who have, or had, these slugs; of whoever has left, nothing.

    Args:
        slugs: in small letters.

    Returns:
        By slug; two queries.
    """
    slugs = list(slugs)
    former = NameRedirect.objects.filter(slug__in=slugs, member__is_active=True).values_list("slug", "member")
    return dict(former) | dict(Member.objects.filter(slug__in=slugs, is_active=True).values_list("slug", "pk"))


def suggested(typed: str) -> list[Member]:
    """Return the members whose public names begin like this, at most SUGGESTED: one query, or none.

    Args:
        typed: the beginning of a name or of its slug; the first 30 characters count.
    """
    typed = typed[:LONGEST]
    key, slug = name_key(typed), slugify(typed)
    if not key:
        return []
    begins = Q(name_key__startswith=key) | (Q(slug__startswith=slug) if slug else Q())
    rows = Member.objects.filter(begins, is_active=True).order_by("name_key").only("public_name", "slug")
    return list(rows[:SUGGESTED])
