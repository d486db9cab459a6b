"""Offsets as browsers count them and as Python does. Pure: the one place that converts.

A browser counts UTF-16 code units (https://tc39.es/ecma262/#sec-ecmascript-language-types-string-type), Python code
points; they differ behind every character beyond the Basic Multilingual Plane, such as an emoji.
"""


def from_utf16(text: str, offset: int) -> int:
    """Return the code-point offset of a UTF-16 one; inside a pair of surrogates, the one before it.

    Args:
        text: what both count in.
        offset: UTF-16 code units from the start, 0 or more; beyond the end means the end.
    """
    return len(text.encode("utf-16-le")[: 2 * max(offset, 0)].decode("utf-16-le", errors="ignore"))
