"""Words around what was found, safe to show."""

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

BEGIN, END = "\ue000", "\ue001"  # signs of no script, put around what was found; plain() takes such out of texts
LINE_END = re.compile(f"(?<=[\\w{END}])[^\\S\\n]*\\n\\s*")  # of a line that no full stop ends
RARE = re.compile("[^\x01-\x7f\xc0-\xff]")


def plain(text: str) -> str:
    """Return a text as the index keeps it: without signs that are of no script, and new ones set apart from words.

    SQLite reads signs that its Unicode (6.1) does not know, such as newer emoji, as letters of the word beside them.

    Args:
        text: anything.
    """
    return RARE.sub(_apart, text).encode("utf-8", "ignore").decode()


def _apart(found):
    sign = found[0]
    if sign.isalnum():
        return unicodedata.normalize("NFKC", sign)  # a raised 2 is found as 2
    if unicodedata.category(sign) in ("Cn", "Co", "Cc"):
        return " "
    is_old = unicodedata.ucd_3_2_0.category(sign) != "Cn"
    return sign if is_old else f" {sign} "


def marked(excerpt: str) -> SafeString:
    """Return an excerpt as HTML: all of it escaped, and what was found inside <mark>.

    Args:
        excerpt: with BEGIN and END around what was found.
    """
    joined = LINE_END.sub(" · ", excerpt.strip())
    opened = escape(" ".join(joined.split())).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(opened)  # noqa: S308 - escaped one line above
