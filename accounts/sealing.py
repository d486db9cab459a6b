"""Sealing a licence number so that the database alone does not give it away. Pure: text and keys in, text out."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.views.decorators.debug import sensitive_variables

PURPOSE = b"bonecommunity credential number"  # another purpose would get another key out of the same secret


class Unreadable(Exception):
    """None of the keys opens it."""


class Secret(str):
    """A text that a page can show and no report of an error does."""

    __slots__ = ()

    def __repr__(self):
        return "<secret>"


@sensitive_variables()
def seal(text: str, secrets: Sequence[str]) -> str:
    """Return a text that only somebody with the secret can read.

    Args:
        text: what to seal; empty stays empty.
        secrets: one or more long random texts; the first seals.

    Returns:
        A Fernet token: encrypted and signed, another one each time.
    """
    return _box(secrets).encrypt(text.encode()).decode() if text else ""


@sensitive_variables()
def unseal(token: str, secrets: Sequence[str]) -> Secret:
    """Return what was sealed.

    Args:
        token: made by seal; empty stays empty.
        secrets: any of them may be the one that sealed it.

    Raises:
        Unreadable: none of them did, or the token was changed.
    """
    if not token:
        return Secret()
    try:
        return Secret(_box(secrets).decrypt(token.encode()).decode())
    except InvalidToken:
        raise Unreadable from None


@sensitive_variables()
def reseal(token: str, secrets: Sequence[str]) -> str:
    """Return the same text sealed with the first secret.

    Args:
        token: see unseal.
        secrets: the new secret first, then those that may have sealed it.

    Raises:
        Unreadable: see unseal.
    """
    return seal(unseal(token, secrets), secrets)


def _box(secrets):
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret):
    """Derive a key for this purpose alone from a long random text.

    Source: RFC 5869 (HKDF), which asks for no salt where the input is random already.
    """
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
