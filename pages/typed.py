"""What somebody typed into a form that could not be taken: shown again, and where that is safe, sent again."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from django.utils.http import escape_leading_slashes

SECRET = re.compile(r"passw|token|secret|otp|credential|recovery|^code$", re.IGNORECASE)
PLUMBING = {"submission_key", "next", "remember", "send"}
_MADE_BY_THE_PAGE = re.compile(r"[\w-]{0,40}")  # numbers, keys, choices and buttons: kept, but no words to look at


@dataclass(frozen=True)
class Field:
    """One field of the form."""

    name: str
    label: str
    text: str
    is_words: bool


@dataclass(frozen=True)
class Typed:
    """A form as it was sent.

    `may_be_sent` is False where a password would be missing, or where the form may come from another site.
    """

    action: str
    fields: tuple[Field, ...]
    may_be_sent: bool

    @property
    def words(self) -> list[Field]:
        """The fields that a person looks at."""
        return [field for field in self.fields if field.is_words]


def _field(name, text, may_be_sent):
    """Label a field; where nothing can be sent again, every value that may have been typed is shown."""
    is_typed = not _MADE_BY_THE_PAGE.fullmatch(text) if may_be_sent else len(text) > 1
    return Field(name, name.replace("_", " ").capitalize(), text, is_typed and name not in PLUMBING)


def from_pairs(pairs: list[tuple[str, str]], *, action: str, may_be_sent: bool) -> Typed | None:
    """Return the form without its secrets, or None where nothing else was in it.

    Args:
        pairs: names and values in the order of the form.
        action: where it is sent.
        may_be_sent: False to show the words only.
    """
    open_pairs = [(name, text) for name, text in pairs if not SECRET.search(name)]
    has_secret = any(SECRET.search(name) and name != "csrfmiddlewaretoken" for name, _text in pairs)
    may_be_sent = may_be_sent and not has_secret
    fields = tuple(_field(name, text, may_be_sent) for name, text in open_pairs)
    return Typed(action, fields, may_be_sent) if fields else None


def typed_in(request) -> Typed | None:
    """Return what a POST had in it, or None where there is nothing that can be read."""
    if request.method != "POST":
        return None
    try:
        pairs = [(name, text) for name, texts in request.POST.lists() for text in texts]
        is_ours = getattr(request, "csrf_processing_done", False) or is_from_here(request)
    except (SuspiciousOperation, BadRequest, MultiPartParserError, OSError):
        return None
    action = escape_leading_slashes(request.get_full_path())
    return from_pairs(pairs, action=action, may_be_sent=is_ours and not request.FILES)


def is_from_here(request) -> bool:
    """Tell whether the browser says that the form stood on a page of this site; asked where no token has shown it.

    Another site could fill a form with words of its own; it must not get them sent by a press on our page.
    """
    parts = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    here = f"{request.scheme}://{request.get_host()}"
    return f"{parts.scheme}://{parts.netloc}" in {here, *settings.CSRF_TRUSTED_ORIGINS}
