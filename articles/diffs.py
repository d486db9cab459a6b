"""Word-level difference of two texts: pure."""

import re

from diff_match_patch import diff_match_patch

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_NAMES = {0: "equal", 1: "insert", -1: "delete"}


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """Compare two texts word by word.

    Args:
        old: the earlier text.
        new: the later text.

    Returns:
        (operation, text) in order; the operation is "equal", "insert" or "delete".
    """
    words: dict[str, str] = {}

    def encode(text):
        return "".join(words.setdefault(word, chr(0xE000 + len(words))) for word in _WORDS.findall(text))

    old_codes, new_codes = encode(old), encode(new)
    by_code = {code: word for word, code in words.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = 2
    changes = engine.diff_main(old_codes, new_codes, False)
    engine.diff_cleanupSemantic(changes)
    return [(_NAMES[operation], "".join(by_code[code] for code in codes)) for operation, codes in changes]


def around(changes: list[tuple[str, str]], *, context: int = 160) -> list[tuple[str, str]]:
    """Shorten what stayed the same, so that the changes stand close together.

    Args:
        changes: what word_diff returns.
        context: characters kept on each side of a change.

    Returns:
        The same list with long equal parts cut in their middle; empty when nothing changed.
    """
    if all(operation == "equal" for operation, _ in changes):
        return []
    last = len(changes) - 1
    short = []
    for place, (operation, text) in enumerate(changes):
        head = text[:context] if place else ""
        tail = text[-context:] if place < last else ""
        is_long = operation == "equal" and len(text) > len(head) + len(tail)
        short.append((operation, f"{head} … {tail}" if is_long else text))
    return short
