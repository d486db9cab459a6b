"""Questions about members that need the database."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Member, NameRedirect
from accounts.names import name_key, name_slug


def check_name_is_free(public_name: str, *, besides: Member | None = None) -> None:
    """Refuse a name that somebody has, had, or could be taken for.

    Raises:
        ValidationError: it is taken.
    """
    key, slug = name_key(public_name), name_slug(public_name)
    members, former = Member.objects.all(), NameRedirect.objects.all()
    if besides:
        members, former = members.exclude(pk=besides.pk), former.exclude(member=besides)
    taken = members.filter(name_key=key).exists() or members.filter(slug=slug).exists()
    if not key or not slug or taken or former.filter(name_key=key).exists() or former.filter(slug=slug).exists():
        raise ValidationError(_("Somebody has this name, or one that looks like it. Choose another."), code="taken")
