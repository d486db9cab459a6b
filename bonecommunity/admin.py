"""The admin site: behind the site's own sign-in, read-only for whatever has a verb."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied


class SiteAdmin(AdminSite):
    """Django's admin without a login page of its own, so rate limits and the second factor hold here too."""

    site_header = site_title = "BoneCommunity reference data"

    def login(self, request, extra_context=None):
        """Send a visitor to the site's sign-in page; a member is told who may come here."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
