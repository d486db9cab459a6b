"""What every template knows about the site."""

from django.conf import settings


def site(request):
    """Return the site's name and address for templates."""
    return {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, "CONTACT_EMAIL": settings.CONTACT_EMAIL}
