"""Rules that hold a post back until a moderator has seen it. Pure: a signal decides nothing."""

import re

RULES = [
    ("price", re.compile(r"[$€£]\s?\d|\b\d+([.,]\d\d)?\s?(dollars?|euros?|pounds?|usd|eur|gbp)\b", re.IGNORECASE)),
    (
        "shop",
        re.compile(r"\b(amazon|ebay|etsy|walmart|aliexpress)\.\w|\b(discount|promo|coupon) code\b", re.IGNORECASE),
    ),
    ("e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")),
    ("phone number", re.compile(r"(?<![\w/])\+?\d[\d ()-]{8,}\d(?![\w/])")),
]
_ADDRESS = re.compile(r"https?://\S+")


def screen(author, body: str) -> str | None:
    """Return the name of the first rule that a post meets, or None.

    Args:
        author: who posts; not looked at.
        body: the Markdown.
    """
    words = _ADDRESS.sub(lambda found: found.group(0).split("?")[0] if "amazon" in found.group(0) else " ", body)
    return next((name for name, pattern in RULES if pattern.search(words)), None)
