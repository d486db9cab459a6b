"""Rules that hold a post back until a moderator has seen it. Pure: a signal decides nothing."""

import re

# ++ gives nothing back, and a match begins only where a word does: else "a.a.a." costs its length squared
RULES = [
    ("price", re.compile(r"[$€£]\s?\d|\b\d+([.,]\d\d)?\s?(dollars?|euros?|usd|eur|gbp)\b", re.IGNORECASE)),
    (
        "shop",
        re.compile(r"\b(amazon|ebay|etsy|walmart|aliexpress)\.\w|\b(discount|promo|coupon) code\b", re.IGNORECASE),
    ),
    ("e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+\b")),
    ("phone number", re.compile(r"(?<![\w/-])\+?(?:\d[ ()-]{0,2}){8,}\d(?![\w/])")),  # nine digits or more
]  # "pounds" are what readers lift
_ADDRESS = re.compile(r"https?://([^\s/?#]*)\S*", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")


def screen(author, body: str) -> str | None:
    """Return the name of the first rule that a post meets, or None.

    Args:
        author: who posts; not looked at.
        body: the Markdown.
    """
    words = _DOI.sub(" ", _ADDRESS.sub(r" \1 ", body))  # of an address, the host; numbers in it say nothing
    return next((name for name, pattern in RULES if pattern.search(words)), None)
