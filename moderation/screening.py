"""Rules that hold a post back until a moderator has seen it. Pure: a signal decides nothing."""

import re

from django.utils.translation import gettext_lazy as _

from comments.consequences import Noticed

# ++ gives nothing back, and a match begins only where a word does: else "a.a.a." costs its length squared
RULES = [
    (
        Noticed("price", _("a price")),
        re.compile(r"[$€£]\s?\d|\b\d+([.,]\d\d)?\s?(dollars?|euros?|usd|eur|gbp)\b", re.IGNORECASE),
    ),
    (
        Noticed("shop", _("a link to a shop")),
        re.compile(r"\b(amazon|amzn|ebay|etsy|walmart|aliexpress)\.\w", re.IGNORECASE),
    ),
    (
        Noticed("discount code", _("a discount code")),
        re.compile(
            r"\b(discount|promo|promotion|coupon|voucher|referral)[ -]?codes?\b"
            r"|\b(use|with|enter) (my |the )?code [“\"']?\w",
            re.IGNORECASE,
        ),
    ),
    (
        Noticed("e-mail address", _("an e-mail address"), identifies=True),
        re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+\b"),
    ),
    (
        Noticed("phone number", _("a phone number"), identifies=True),
        re.compile(r"(?<![\w/-])\+?(?:\d[ ()-]{0,2}){8,}\d(?![\w/])"),  # nine digits or more
    ),
]  # "pounds" are what readers lift
_ADDRESS = re.compile(r"https?://([^\s/?#]*)\S*", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/\S+")


def screen(author, text: str) -> tuple[Noticed, ...]:
    """Return what the rules notice in a post, in their order.

    Args:
        author: who posts; not looked at.
        text: title and Markdown.
    """
    words = _DOI.sub(" ", _ADDRESS.sub(r" \1 ", text))  # of an address, the host; numbers in it say nothing
    return tuple(found for found, pattern in RULES if pattern.search(words))
