"""How a member signs in, and where their rights come from."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from accounts.consequences import READ_WITH_MEMBER
from accounts.models import Member
from accounts.permissions import Ability, restriction_on


class MemberBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail; a member's own and their groups' permissions in one query a request.

    A suspended member has none: whoever may not speak here may not act for the site either.
    """

    def get_user(self, user_id):
        """Return the signed-in member, with what higher apps read along with them: one query.

        Args:
            user_id: the key that the session holds.
        """
        also = {name: make() for name, make in READ_WITH_MEMBER.items()}
        member = Member.objects.filter(pk=user_id).annotate(**also).first()
        return member if member and self.user_can_authenticate(member) else None

    def get_all_permissions(self, user_obj, obj=None):
        """Return "app.codename" of every permission that a member has.

        Args:
            user_obj: a Member or AnonymousUser.
            obj: None; nobody has a permission for one object only.
        """
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _names(_rights(user_obj))
        return user_obj._perm_cache


def _rights(member):
    if member.is_superuser:
        return Permission.objects.all()
    rights = Permission.objects.filter(Q(user=member) | Q(group__user=member))
    return rights.none() if restriction_on(member, Ability.ALL) else rights


def _names(rights):
    rows = rights.order_by().values_list("content_type__app_label", "codename").distinct()
    return {f"{app}.{codename}" for app, codename in rows}
