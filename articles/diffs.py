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
