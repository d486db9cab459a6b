"""What a member may do, restrictions considered. One query a request."""

from django.db.models import BooleanField, ExpressionWrapper, Q, Value
from django.utils import timezone

from accounts.models import Credential, Member, Mute, Restriction

Ability = Restriction.Ability
Effect = Restriction.Effect


def restrictions(member: Member) -> list[Restriction]:
    """Return the restrictions in force, kept on the member so that a request asks once."""
    if not hasattr(member, "_restrictions_in_force"):
        member._restrictions_in_force = list(member.restrictions.in_force(timezone.now()).order_by("-starts_at"))
    return member._restrictions_in_force


def restriction_on(member, ability: str) -> Restriction | None:
    """Return what refuses this ability to the member, or None.

    Args:
        member: a Member or AnonymousUser.
        ability: a Restriction.Ability.
    """
    if not member.is_authenticated:
        return None
    for row in restrictions(member):
        if row.effect == Effect.REFUSED and row.ability in (ability, Ability.ALL):
            return row
    return None


def premoderated(member) -> bool:
    """Tell whether a moderator sees the member's posts first."""
    return any(
        row.effect == Effect.PREMODERATED and row.ability in (Ability.POST, Ability.ALL) for row in restrictions(member)
    )


def _may(member, ability):
    is_reader = member.is_authenticated and member.is_active and member.email_confirmed_at is not None
    return is_reader and restriction_on(member, ability) is None


def can_post(member) -> bool:
    """Tell whether the member may comment, ask and answer."""
    return _may(member, Ability.POST)


def can_flag(member) -> bool:
    """Tell whether the member may flag conduct."""
    return _may(member, Ability.FLAG)


def can_question(member) -> bool:
    """Tell whether the member may question a statement."""
    return _may(member, Ability.QUESTION)


def is_staff_member(member) -> bool:
    """Tell whether the member holds any right that readers lack."""
    return member.is_authenticated and (member.is_superuser or bool(member.get_all_permissions()))


def holds_role(member) -> bool:
    """Tell whether the member works for the site, even while a suspension takes the rights of it away.

    Args:
        member: any.
    """
    return member.is_superuser or member.groups.exists() or member.user_permissions.exists()


def can_apply(member) -> bool:
    """Tell whether the member may apply as a professional."""
    return _may(member, Ability.ALL)


def can_check(member, credential: Credential) -> bool:
    """Tell whether the member may look up and judge a licence: a moderator, never their own."""
    is_other = credential.member_id != member.pk
    return is_other and member.has_perm("accounts.check_credential") and restriction_on(member, Ability.ALL) is None


def muted_by(member) -> frozenset[int]:
    """Return the keys of those whom the member has muted, kept on the member so that a request asks once.

    Args:
        member: a Member or AnonymousUser; a visitor has muted nobody.
    """
    if not member.is_authenticated:
        return frozenset()
    if not hasattr(member, "_muted"):
        member._muted = frozenset(member.mutes.values_list("muted", flat=True))
    return member._muted


def by_muted(member, author: str = "author"):
    """Return an annotation that tells of each row whether the member has muted its author: no further query.

    Args:
        member: a Member or AnonymousUser.
        author: the row's field that holds a Member.
    """
    if not member.is_authenticated:
        return Value(False, output_field=BooleanField())
    mutes = Mute.objects.filter(member=member).values("muted")
    return ExpressionWrapper(Q(**{f"{author}__in": mutes}), output_field=BooleanField())
