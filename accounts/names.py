"""Public names: their form, and the key by which two names are the same. Pure."""

import re
import unicodedata
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

SHORTEST, LONGEST = 3, 30
# Letters and digits that look alike (after Unicode Technical Standard 39, confusables, in the part that names use):
# Cyrillic, Greek, Armenian, small capitals, letters with a stroke, and digits.
_LOOKS_LIKE = {
    "a": "аαɑᴀ", "b": "8вьʙƀ", "c": "сϲᴄ", "d": "ԁđᴅ", "e": "3еεєᴇɛ", "f": "ƒ", "g": "ɡցǥ", "h": "һнհħʜ",
    "k": "кκᴋ", "l": "1iіıιɩɪɨӏłƚʟ|", "j": "јᴊ", "m": "мᴍ", "n": "ηոɴ", "o": "0оοօøᴏσ", "p": "рρᴘ", "q": "ԛզ",
    "r": "гʀ", "s": "5ѕꜱ", "t": "тτŧᴛ", "u": "υսᴜʉ", "v": "νѵᴠ", "w": "ԝѡωᴡ", "x": "хχ", "y": "уγүʏ", "z": "ᴢƶ",
}  # fmt: skip
_ALIKE = str.maketrans({twin: letter for letter, twins in _LOOKS_LIKE.items() for twin in twins})
_STAFF = ("admin", "moderator", "editor", "staff", "official", "bonecommunity", "webmaster", "support", "former member")
_INNOCENT = ("badminton", "creditor", "stafford", "falstaff", "supporter")  # they only contain a word of _STAFF
_ALPHABETS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "COPTIC", "CHEROKEE"}  # whose capitals look alike
_INVISIBLE = "\u115f\u1160"  # Hangul fillers: letters to Unicode, nothing to the eye


def name_key(public_name: str) -> str:
    """Return the key that two names share when readers could take one for the other.

    Args:
        public_name: at most 30 characters.

    Returns:
        The name after NFKC and case folding, without accents, spaces and hyphens, look-alikes folded together.
    """
    folded = unicodedata.normalize("NFKC", public_name).casefold()
    plain = unicodedata.normalize("NFKD", folded).translate(_ALIKE)
    return "".join(filter(str.isalnum, plain)).replace("rn", "m").replace("vv", "w")


def name_slug(public_name: str) -> str:
    """Return the name's form in an address; where letters beyond ASCII fall out, a number made of the key follows."""
    plain = slugify(public_name)
    letters = unicodedata.normalize("NFKD", public_name)
    if not all(letter.isascii() or unicodedata.combining(letter) for letter in letters):
        plain = f"{plain}-{sha256(name_key(public_name).encode()).hexdigest()[:10]}".strip("-")
    return plain[:60]


def check_public_name(public_name: str) -> str:
    """Return the name with single spaces, in Unicode's form NFKC.

    Args:
        public_name: as typed.

    Raises:
        ValidationError: wrong length or characters, a word of two alphabets, or it pretends to be staff.
    """
    name = " ".join(unicodedata.normalize("NFKC", public_name[: 10 * LONGEST]).split())
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValidationError(_("Choose a name of 3 to 30 characters."), code="length")
    kinds = {_kind(letter) for letter in name}
    if "other" in kinds or "letter" not in kinds:
        raise ValidationError(_("Use only letters, digits, spaces and hyphens, and at least one letter."), code="form")
    if any(len(_alphabets(word)) > 1 for word in re.split("[ -]", name)):
        raise ValidationError(_("Write each word of the name in one alphabet."), code="mixed")
    key = name_key(name)
    for word in _INNOCENT:
        key = key.replace(name_key(word), " ")
    if any(name_key(word) in key for word in _STAFF):
        raise ValidationError(_("Choose another name: this one sounds like our staff."), code="staff")
    return name


def _alphabets(word):
    """Return which of the alphabets that can be taken for one another a word is written in."""
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word} & _ALPHABETS


def _kind(letter):
    """Sort a character: letter, digit, gap or other."""
    category = unicodedata.category(letter)
    if letter in " -":
        return "gap"
    if category == "Nd":
        return "digit"
    return "letter" if category.startswith("L") and letter not in _INVISIBLE else "other"
