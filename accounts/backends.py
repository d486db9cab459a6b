"""How a member signs in, and where their rights come from."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class MemberBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail; a member's own and their groups' permissions in one query a request."""

    def get_all_permissions(self, user_obj, obj=None):
        """Return "app.codename" of every permission that a member has; none for an inactive one or for one object."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            rights = Permission.objects.all()
            if not user_obj.is_superuser:
                rights = rights.filter(Q(user=user_obj) | Q(group__user=user_obj))
            names = rights.order_by().values_list("content_type__app_label", "codename").distinct()
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in names}
        return user_obj._perm_cache
