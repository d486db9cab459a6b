"""Lengths of time in words."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def in_words(length: timedelta) -> str:
    """Say how long something took, in hours below two days and in days above, rounded.

    Args:
        length: zero or more.
    """
    if length < HOUR:
        return _("less than an hour")
    if length < 2 * DAY:
        hours = round(length / HOUR)
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(length / DAY)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
