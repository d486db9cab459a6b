"""What professionals are told about their licence, and in which words."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext_lazy

from accounts import consequences
from accounts.models import Credential

ABOUT_LICENCE = {  # what happened -> title, and what it means
    "checked": (
        gettext_lazy("Your licence was checked"),
        gettext_lazy(
            "A moderator has looked up your licence (%(what)s). From now on your name has a badge that says so, until "
            "%(day)s. We write to you %(notice)s days before it ends."
        ),
    ),
    "refused": (
        gettext_lazy("Your licence could not be checked"),
        gettext_lazy(
            "A moderator could not check your licence (%(what)s). The number that you sent is emptied. You can apply "
            "again at any time."
        ),
    ),
    "revoked": (
        gettext_lazy("Your badge was taken away"),
        gettext_lazy(
            "A moderator has taken the badge of your licence (%(what)s) away. The number is emptied. You can apply "
            "again, or answer by writing to us: %(address)s"
        ),
    ),
    "lapsing": (
        gettext_lazy("Your badge ends soon"),
        gettext_lazy(
            "The badge of your licence (%(what)s) ends by itself after %(day)s. If you want to keep it, apply again "
            "now: the badge stays while a moderator looks. If you have applied already, there is nothing to do."
        ),
    ),
    "lapsed": (
        gettext_lazy("Your badge has ended"),
        gettext_lazy(
            "The badge of your licence (%(what)s) was valid until %(day)s, and the number is emptied. What you wrote "
            "stays as it is. You can apply again at any time."
        ),
    ),
}


def tell_professional(*, credential: Credential, verb: str, at: datetime) -> None:
    """Tell a professional what became of a licence, or that its badge ends.

    Args:
        credential: with its member, as it stands now.
        verb: a key of ABOUT_LICENCE.
        at: when (aware).
    """
    title, words = ABOUT_LICENCE[verb]
    text = str(words) % {
        "what": credential, "day": dateformat.format(credential.expires_on, "j F Y") if credential.expires_on else "",
        "notice": settings.CREDENTIAL_NOTICE_DAYS, "address": settings.CONTACT_EMAIL,
    }  # fmt: skip
    for tell in consequences.TELL:
        tell(
            member=credential.member, kind="credential", subject_key=f"credential:{credential.pk}", title=str(title),
            text="\n\n".join(filter(None, [text, credential.end_reason])), url=reverse("credential_own"), at=at,
            unique_key=f"credential:{credential.pk}/{verb}",
        )  # fmt: skip
