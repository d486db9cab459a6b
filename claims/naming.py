"""Which things a text speaks of, by the names they go by. Pure.

Names are compared word by word, in Unicode's form NFKC and case-folded: a hyphen, a dash and a space are the same,
apostrophes count for nothing, and a word and its plural in -s are one.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
_NOTHING = dict.fromkeys(map(ord, "'‘’‛′ʼ`´"))  # "farmer's walk" is "farmers walk"
_HISSING = ("s", "x", "z", "ch", "sh")  # whose plural is -es
SHORTEST_STEM = 2  # "SLRs" and "PTs" are plurals, "as" is not


def fold(text: str) -> str:
    """Return a text in Unicode's form NFKC, case-folded, with single spaces.

    Args:
        text: any.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name or a text in the form in which they are compared.

    Args:
        name: any text.
    """
    folded = fold(name.translate(_NOTHING))
    letters = (sign if _is_of_a_word(sign) else " " for sign in folded if unicodedata.category(sign) != "Cf")
    return tuple(_singular(word) for word in "".join(letters).split())


def things_in(text: str, names: Mapping[T, Collection[str]]) -> list[T]:
    """Return the things that a text names as whole words, in the order in which it names them first.

    Args:
        text: plain text.
        names: for each thing its name and its synonyms; one without words is never found.

    Returns:
        Each thing once. Longer names are looked for first and use their words up: "jumping jack" is not "jumping". Two
        things that share a name are both found.
    """
    bearers: dict[tuple[str, ...], list[T]] = defaultdict(list)
    for thing, known in names.items():
        for key in dict.fromkeys(map(words_of, known)):
            if key:
                bearers[key].append(thing)
    words, used, found = words_of(text), set(), {}
    for length in sorted({len(key) for key in bearers}, reverse=True):
        for start in range(len(words) - length + 1):
            place = range(start, start + length)
            key = words[start : start + length]
            if key in bearers and used.isdisjoint(place):
                used.update(place)
                found[start] = bearers[key]
    return list(dict.fromkeys(thing for start in sorted(found) for thing in found[start]))


def _is_of_a_word(sign):
    return unicodedata.category(sign)[0] in "LMN"


def _singular(word):
    """Return a word as its plural in -s, -es or -ies reads too."""
    if word.endswith("s") and not word.endswith("ss") and len(word) > SHORTEST_STEM:
        word = word[:-1]
    if word.endswith("ie"):
        return word[:-2] + "y"
    return word[:-1] if word.endswith("e") and word[:-1].endswith(_HISSING) else word
