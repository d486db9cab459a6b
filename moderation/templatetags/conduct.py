"""What became of a flag, in words."""

from django import template
from django.utils.translation import gettext as _

from moderation.models import Flag
from moderation.tasks import outcome_for_flagger

register = template.Library()


@register.filter
def outcome(flag: Flag) -> str:
    """Return what the one who flagged is told, or that nobody has decided yet.

    Args:
        flag: of moderation.reading.flags_of: its case's decisions are loaded, the latest last.
    """
    decisions = list(flag.case.decisions.all())
    return outcome_for_flagger(decisions[-1]) if decisions else _("No moderator has decided yet.")
