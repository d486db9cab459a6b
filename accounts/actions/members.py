"""What can be done with members."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import consequences
from accounts.models import Member, NameRedirect, Restriction
from accounts.names import check_public_name, name_key, name_slug
from accounts.reading import check_name_is_free
from audit.actions import record

NAME_PAUSE = timedelta(days=30)
MODERATOR = (
    "accounts.check_credential",
    "audit.read_log",
    "claims.triage_report",
    "comments.feature_comment",
    "comments.keep_questions",
    "comments.read_unpublished",
    "moderation.review_case",
)
EDITOR = (
    "articles.edit_article",
    "claims.confirm_anchor",
    "claims.keep_claims",
    "claims.rule_dispute",
    "claims.set_caution",
    "claims.triage_report",
    "comments.feature_comment",
    "comments.keep_questions",
    "search.keep_synonyms",
)
ADMIN = (*MODERATOR, *EDITOR, "accounts.change_member", "accounts.view_member")
ROLES = {"Moderator": MODERATOR, "Editor": EDITOR, "Admin": tuple(sorted(set(ADMIN)))}


@transaction.atomic
def create_member(
    *, email: str, public_name: str, password: str | None, at: datetime, confirmed: bool = False
) -> Member:
    """Make a member.

    Args:
        email: to sign in with.
        public_name: 3 to 30 letters, digits, spaces or hyphens.
        password: None for a member who sets one by a link.
        at: when (aware).
        confirmed: the e-mail address is known to be theirs.

    Returns:
        The new member.

    Raises:
        ValidationError: the name cannot be used.
    """
    name = check_public_name(public_name)
    check_name_is_free(name)
    member = Member(email=email.strip().lower(), joined_at=at)  # allauth finds small letters only
    put_name(member, name)
    member.set_password(password)
    if confirmed:
        member.email_confirmed_at = at
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=confirmed, primary=True)
    announce(member)
    return member


@transaction.atomic
def make_admin(*, email: str, public_name: str, at: datetime) -> Member:
    """Give an address the role Admin, from the server's command line; make the member if there is none.

    Args:
        email: to sign in with; whoever runs the command vouches for it, so it counts as confirmed.
        public_name: of a new member; one who is there keeps theirs.
        at: when (aware).

    Returns:
        The member, an admin.

    Raises:
        ValidationError: the name cannot be used, or the account is closed.
    """
    member = Member.objects.select_for_update().filter(email__iexact=email).first()
    if member is None:
        member = create_member(email=email, public_name=public_name, password=None, at=at, confirmed=True)
    if not member.is_active:
        raise ValidationError(_("This account is closed. Choose another address."), code="inactive")
    if member.email_confirmed_at is None:
        EmailAddress.objects.filter(user=member, email=member.email).update(verified=True, primary=True)
        member.email_confirmed_at = at
        member.save(update_fields=["email_confirmed_at"])
    member.leaves_at, member.leaving_mode = None, ""  # whoever runs the command needs them here
    member.save(update_fields=["leaves_at", "leaving_mode"])
    announce(member)
    push_roles()
    set_role(member=member, group_name="Admin")
    record(actor=None, rule="create_admin", verb="set_role", subject=member, at=at, after={"role": "Admin"})
    return member


@transaction.atomic
def confirm_by_code(*, member: Member, at: datetime) -> None:
    """Note that a member has read the code sent to their address; the first time, that shows that it is theirs.

    Whoever signed up may have been somebody else, so the password given then does not count any more.

    Args:
        member: whose address; the row in memory changes too.
        at: when (aware).
    """
    member.set_unusable_password()
    member.email_confirmed_at = at
    member.save(update_fields=["password", "email_confirmed_at"])
    announce(member)


def drop_unconfirmed(*, email: str, besides: int) -> None:
    """Let whoever proves that a mailbox is theirs have its address, though somebody signed up with it.

    Args:
        email: the address that is about to be confirmed.
        besides: the key of the member who confirms it.
    """
    Member.objects.filter(email__iexact=email, email_confirmed_at=None).exclude(pk=besides).delete()


def announce(member: Member) -> None:
    """Let the apps above know that a member's public page appeared, changed its name, or went.

    Args:
        member: as the row stands now, in the transaction that changed it.
    """
    for consequence in consequences.ON_CHANGED:
        consequence(member=member)


def put_name(member: Member, public_name: str) -> None:
    """Set the name with its key and slug on an unsaved or locked row.

    Args:
        member: an unsaved or locked row; the caller saves it.
        public_name: one that check_public_name has passed.
    """
    member.public_name, member.name_key, member.slug = public_name, name_key(public_name), name_slug(public_name)


@transaction.atomic
def rename_member(*, member: Member, public_name: str, at: datetime) -> Member:
    """Change the public name; the old address redirects.

    Args:
        member: whose name.
        public_name: see create_member.
        at: when (aware); the last change must be 30 days past.

    Returns:
        The member under the new name.

    Raises:
        ValidationError: too soon, taken, the same as before, or not a possible name.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    name = check_public_name(public_name)
    if name == member.public_name:
        raise ValidationError(_("This is your name already. Type the new one."), code="same")
    if member.name_changed_at and at - member.name_changed_at < NAME_PAUSE:
        again = date_format(localtime(member.name_changed_at + NAME_PAUSE), "j F Y, G:i T")
        raise ValidationError(
            _("You can change your name once in 30 days: again from %(time)s.") % {"time": again}, code="soon"
        )
    check_name_is_free(name, besides=member)
    old_slug, old_key = member.slug, member.name_key
    put_name(member, name)
    if member.slug != old_slug:
        NameRedirect.objects.filter(slug=member.slug).delete()
        NameRedirect.objects.get_or_create(slug=old_slug, defaults={"member": member, "name_key": old_key})
    member.name_changed_at, member.version = at, member.version + 1
    member.save()
    announce(member)
    return member


@transaction.atomic
def restrict_member(
    *, member: Member, ability: str, effect: str, until: datetime | None, reason: str, at: datetime
) -> Restriction:
    """Restrict a member from now until a time, or until it is lifted.

    Args:
        member: whom.
        ability: a Restriction.Ability.
        effect: a Restriction.Effect.
        until: when it ends by itself; None for good.
        reason: shown to the member.
        at: from when (aware).

    Returns:
        The restriction.
    """
    raise_version(member)
    return Restriction.objects.create(
        member=member, ability=ability, effect=effect, starts_at=at, ends_at=until, reason=reason
    )


@transaction.atomic
def lift_restriction(*, restriction: Restriction, at: datetime) -> None:
    """End a restriction now.

    Args:
        restriction: which; one that was lifted keeps its time.
        at: when (aware).
    """
    Restriction.objects.filter(pk=restriction.pk, lifted_at=None).update(lifted_at=at)
    raise_version(restriction.member)


def raise_version(member: Member) -> None:
    """Let caches know that what others see of the member, or what the member may do, has changed.

    Args:
        member: whose.
    """
    Member.objects.filter(pk=member.pk).update(version=F("version") + 1)


@transaction.atomic
def push_roles(*, prune: bool = False) -> dict[str, int]:
    """Make our groups hold our permissions; add what is missing and take nothing away unless told.

    Args:
        prune: also take away what the list does not name.

    Returns:
        How many permissions each group was given.
    """
    added = {}
    for name, wanted in ROLES.items():
        group, _made = Group.objects.get_or_create(name=name)
        codes = [code.split(".") for code in wanted]
        rows = [Permission.objects.get(content_type__app_label=app, codename=code) for app, code in codes]
        have = set(group.permissions.values_list("pk", flat=True))
        added[name] = len({row.pk for row in rows} - have)
        group.permissions.add(*rows)
        if prune:
            group.permissions.set(rows)
    return added


@transaction.atomic
def set_role(*, member: Member, group_name: str) -> None:
    """Put a member into a group of ours; an Admin may also open the admin site.

    Args:
        member: whom.
        group_name: a key of ROLES whose group push_roles has made.

    Raises:
        django.contrib.auth.models.Group.DoesNotExist: there is no such group.
    """
    member.groups.add(Group.objects.get(name=group_name))
    if group_name == "Admin" and not member.is_staff:
        member.is_staff = True
        member.save(update_fields=["is_staff"])


@transaction.atomic
def set_roles(*, member: Member, group_names, by: Member, at: datetime) -> Member:
    """Give a member these roles of ours and no others; groups that a site made itself are left alone.

    Args:
        member: whose roles.
        group_names: keys of ROLES, perhaps none.
        by: an admin; never the member.
        at: when (aware).

    Returns:
        The member as they are now.

    Raises:
        ValueError: it is their own account.
        ValidationError: their address is not confirmed, they are about to leave, or no admin would be left.
    """
    if member.pk == by.pk:
        raise ValueError("nobody decides about their own roles")
    list(Group.objects.select_for_update().filter(name="Admin"))  # two admins at once: one after the other
    member = Member.objects.select_for_update().get(pk=member.pk)
    if group_names and member.email_confirmed_at is None:
        raise ValidationError(
            _("This member has not confirmed their e-mail address yet. Give the role once they have."), code="address"
        )
    if group_names and member.leaves_at:
        raise ValidationError(_("This member is about to leave. Ask them to take it back first."), code="leaving")
    if "Admin" not in group_names and is_last_admin(member):
        raise ValidationError(
            _("This is the last admin. Make somebody else an admin first, then take this role away."), code="last"
        )
    ours = member.groups.filter(name__in=ROLES)
    before = sorted(ours.values_list("name", flat=True))
    member.groups.remove(*ours)
    member.groups.add(*Group.objects.filter(name__in=group_names))
    member.is_staff = member.is_superuser or "Admin" in group_names
    member.save(update_fields=["is_staff"])
    raise_version(member)
    after = {"roles": sorted(group_names)}
    record(actor=by, role="admin", verb="set_roles", subject=member, at=at, before={"roles": before}, after=after)
    return member


def is_last_admin(member: Member) -> bool:
    """Tell whether nobody else could give roles if this member were no admin.

    Args:
        member: whoever may lose the role; a superuser keeps all rights without it.
    """
    admins = Member.objects.filter(is_active=True, groups__name="Admin")
    others = admins | Member.objects.filter(is_active=True, is_superuser=True)
    return admins.filter(pk=member.pk).exists() and not others.exclude(pk=member.pk).exists()
