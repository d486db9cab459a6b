"""Which block of a new revision is which block of the old one: pure.

Equal text first, in order; then, in the gaps between, by how many words are shared (a ratio of 0.6 or more). A split
leaves the key with the part that has more of the words, a merge with the longer; restored text gets its old key back.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

RATIO = 0.6


def word_ratio(old: str, new: str) -> float:
    """Return how alike two texts are by words, from 0 to 1: twice the shared words over all words."""
    a, b = old.split(), new.split()
    if not a and not b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _bag(text):
    """Return a text's words as a set whose second "the" is another than the first: quick to count what is shared."""
    seen, bag = Counter(), set()
    for word in text.split():
        bag.add(f"{word} {seen[word]}")
        seen[word] += 1
    return bag


def match(
    old: Sequence[tuple[str, str]],
    new: Sequence[str],
    *,
    new_key: Callable[[], str],
    former: dict[str, str] | None = None,
) -> list[str]:
    """Give each new text its key.

    Args:
        old: (key, text) of the last revision's blocks, in order.
        new: texts of the new blocks, in order.
        new_key: makes a key that this article has never used.
        former: text -> key of blocks of earlier revisions that are no longer live.

    Returns:
        One key for each new text, all different.
    """
    keys: list[str | None] = [None] * len(new)
    pairs = _equal_in_order([text for _, text in old], new)
    for i, j in pairs:
        keys[j] = old[i][0]
    free = set(range(len(old))) - {i for i, _ in pairs}
    _moved(old, new, keys, free)
    for gap_old, gap_new in _gaps(pairs, len(old), len(new)):
        _by_words(old, new, keys, [i for i in gap_old if i in free], [j for j in gap_new if keys[j] is None], free)
    used = {key for key in keys if key}
    for j, text in enumerate(new):
        if keys[j] is None:
            restored = (former or {}).get(text)
            keys[j] = restored if restored and restored not in used else new_key()
            used.add(keys[j])
    return keys


def _equal_in_order(old, new):
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(a + k, b + k) for a, b, size in matcher.get_matching_blocks() for k in range(size)]


def _moved(old, new, keys, free):
    """Equal text that changed its place keeps its key where it is the only one of its kind."""
    places = Counter(new)
    by_text = {}
    for i in sorted(free):
        by_text.setdefault(old[i][1], []).append(i)
    for j, text in enumerate(new):
        if keys[j] is None and places[text] == 1 and len(by_text.get(text, ())) == 1:
            i = by_text.pop(text)[0]
            keys[j] = old[i][0]
            free.discard(i)


def _gaps(pairs, old_size, new_size):
    edges = [(-1, -1), *pairs, (old_size, new_size)]
    for (i, j), (next_i, next_j) in pairwise(edges):
        yield range(i + 1, next_i), range(j + 1, next_j)


def _by_words(old, new, keys, gap_old, gap_new, free):
    """Pair what is left in one gap, most shared words first, never crossing an earlier pair."""
    found = []
    bags = {j: _bag(new[j]) for j in gap_new}
    for i in gap_old:
        bag = _bag(old[i][1])
        for j in gap_new:
            shared = len(bag & bags[j])
            if ratio := _likeness(old[i][1], new[j], shared, len(bag), len(bags[j])):
                found.append((-shared, -ratio, i, j))
    taken: list[tuple[int, int]] = []
    for _, _, i, j in sorted(found):
        place = bisect_left(taken, (i, j))
        before = taken[place - 1] if place else (-1, -1)
        after = taken[place] if place < len(taken) else (len(old), len(new))
        if before[0] < i < after[0] and before[1] < j < after[1]:
            taken.insert(place, (i, j))
            keys[j] = old[i][0]
            free.discard(i)


def _likeness(old, new, shared, old_words, new_words):
    """Return the ratio of two texts that are like enough, or one a piece of the other (a split, a merge); else 0."""
    shorter = min(old_words, new_words)
    is_part = shorter > 0 and shared == shorter and (new in old or old in new)
    if not is_part and 2 * shared < RATIO * (old_words + new_words):
        return 0  # the order of the words can only make the ratio smaller: spare the comparison
    ratio = word_ratio(old, new)
    return ratio if is_part or ratio >= RATIO else 0
