"""Public names: their form, and the key by which two names are the same. Pure."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

SHORTEST, LONGEST = 3, 30
# Letters and digits that look alike (after Unicode Technical Standard 39, confusables, in the part that names use)
_ALIKE = str.maketrans(
    dict(pair.split("=") for pair in ["а=a", "ӓ=a", "е=e", "ё=e", "о=o", "р=p", "с=c", "у=y", "х=x", "і=i", "ј=j", "ѕ=s", "ԁ=d", "ɡ=g", "һ=h", "ӏ=l", "к=k", "м=m", "т=t", "в=b", "н=h", "α=a", "ε=e", "ο=o", "ρ=p", "ι=i", "υ=u", "κ=k", "ν=v", "χ=x", "τ=t", "0=o", "1=l", "3=e", "5=s", "8=b", "i=l", "|=l", "ł=l", "ø=o", "đ=d", "ı=l"])  # noqa: E501
)  # fmt: skip
_STAFF = ("admin", "moderator", "editor", "staff", "official", "bonecommunity", "webmaster", "support", "former member")


def name_key(public_name: str) -> str:
    """Return the key that two names share when readers could take one for the other.

    Args:
        public_name: at most 30 characters.

    Returns:
        The name after NFKC and case folding, without accents, spaces and hyphens, look-alikes folded together.
    """
    folded = unicodedata.normalize("NFKC", public_name).casefold().translate(_ALIKE)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return "".join(
        letter for letter in plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w") if letter.isalnum()
    )


def name_slug(public_name: str) -> str:
    """Return the name's form in an address; letters beyond ASCII become their code."""
    plain = slugify(public_name)
    if len(plain.replace("-", "")) < sum(map(str.isalnum, public_name)):
        tail = "".join(f"{ord(letter):x}" for letter in public_name if not letter.isascii())[:24]
        plain = f"{plain}-{tail}".strip("-")
    return plain[:60]


def check_public_name(public_name: str) -> str:
    """Return the name with single spaces.

    Args:
        public_name: as typed.

    Raises:
        ValidationError: wrong length or characters, or it pretends to be staff.
    """
    name = " ".join(unicodedata.normalize("NFC", public_name).split())
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValidationError(_("Choose a name of 3 to 30 characters."), code="length")
    if not all(letter.isalnum() or letter in " -" for letter in name) or not re.search(r"[^\W\d]", name):
        raise ValidationError(_("Use only letters, digits, spaces and hyphens, and at least one letter."), code="form")
    if any(name_key(word) in name_key(name) for word in _STAFF):
        raise ValidationError(_("Choose another name: this one sounds like our staff."), code="staff")
    return name
