"""Questions about what members are told."""

from django.utils.translation import gettext as _

from accounts.sections import Section, rows_of
from notifications.models import Notice, OutboxMail, Subscription


def own_sections(member) -> list[Section]:
    """Return what a member was told and what they follow, for their download.

    Args:
        member: who reads it.
    """
    notices = Notice.objects.filter(member=member).order_by("pk")
    mails = OutboxMail.objects.filter(to=member.email).order_by("pk")
    followed = rows_of(Subscription.objects.filter(member=member).order_by("pk"), "created_at", what="subject_key")
    return [
        Section("notices", _("What you were told"), rows_of(notices, "created_at", "title", "text", "url", "read_at")),
        Section("mails", _("Mails to you"), rows_of(mails, "created_at", "subject", "text", "sent_at")),
        Section("subscriptions", _("What you follow"), followed),
    ]
