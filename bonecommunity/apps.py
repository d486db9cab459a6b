"""The admin app, with our site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class SiteAdminConfig(AdminConfig):
    """Make SiteAdmin the default admin site."""

    default_site = "bonecommunity.admin.SiteAdmin"
