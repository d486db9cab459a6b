"""Words that are spelt nearly as they were typed: pure."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 4  # letters; of shorter words too many are alike


def reach(word: str) -> int:
    """Return how many letters may differ, be missing or change places.

    Args:
        word: as typed, folded.
    """
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < 6 else 2


def nearest(word: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """Return the word that was probably meant; None if none is near.

    Args:
        word: as typed, folded.
        candidates: (word, how many documents hold it).
    """
    most = reach(word)
    found = [
        (distance, other[0] != word[0], -count, other)
        for other, count in candidates
        if other != word and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
    ]
    return min(found)[-1] if found else None
