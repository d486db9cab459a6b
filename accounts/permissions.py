"""What a member may do, restrictions considered. One query a request."""

from django.utils import timezone

from accounts.models import Member, Restriction

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
