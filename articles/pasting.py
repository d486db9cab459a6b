"""Text pasted from a page or a word processor, put into Markdown where its meaning is plain. Pure."""

import re

_BULLET = re.compile(r"^[^\S\n]*[•◦▪‣][^\S\n]+", re.MULTILINE)
_PRINTED = re.compile(r"^\[(\d{1,3})\][^\S\n]+(?=\S)", re.MULTILINE)


def tidy(source: str) -> str:
    r"""Return a text with its bullets as list items and its printed references as ours.

    Args:
        source: what an editor typed or pasted, with \n line ends.

    Returns:
        The text: "• " at the start of a line is "- "; where a line begins with "[1] " and "[1]" stands in the text,
        the line is the reference "[^1]: " and the number points at it. Everything else is left alone.
    """
    text = _BULLET.sub("- ", source)
    for number in dict.fromkeys(_PRINTED.findall(text)):
        cited = re.compile(rf"(?<=\S)\[{number}\](?![(:\[])")
        if cited.search(text):
            text = cited.sub(f"[^{number}]", text)
            text = re.sub(rf"^\[{number}\][^\S\n]+", f"[^{number}]: ", text, flags=re.MULTILINE)
    return text
