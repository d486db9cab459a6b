"""Words around what was found, safe to show."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

BEGIN, END = "\ue000", "\ue001"  # letters of no script, put around what was found; plain() takes them out of texts


def plain(text: str) -> str:
    """Return a text as the index keeps it: without the two marks and without NUL.

    Args:
        text: anything.
    """
    return text.replace(BEGIN, "").replace(END, "").replace("\x00", "").encode("utf-8", "ignore").decode()


def marked(excerpt: str) -> SafeString:
    """Return an excerpt as HTML: all of it escaped, and what was found inside <mark>.

    Args:
        excerpt: with BEGIN and END around what was found.
    """
    opened = escape(" ".join(excerpt.split())).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(opened)  # noqa: S308 - escaped one line above
