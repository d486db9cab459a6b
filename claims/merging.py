"""Which claims are one, because editors merged them. Pure: merging moves nothing, reading follows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping


class Families:
    """Claims with all that were merged into them, at any depth."""

    def __init__(self, merged_into: Mapping[int, int]):
        """Read who was merged into whom.

        Args:
            merged_into: for each merged claim the one that it was merged into, by their keys.
        """
        self._into = dict(merged_into)
        self._merged = defaultdict(list)
        for key in sorted(self._into):
            self._merged[self.root_of(key)].append(key)

    def root_of(self, key: int) -> int:
        """Return the claim that stands for a claim: itself, unless it was merged.

        Args:
            key: of any claim.
        """
        seen = set()
        while key in self._into and key not in seen:
            seen.add(key)
            key = self._into[key]
        return key

    def members_of(self, root: int) -> list[int]:
        """Return a claim and all that were merged into it, at any depth.

        Args:
            root: of a claim that stands for itself.
        """
        return [root, *self._merged.get(root, ())]

    def members_of_all(self, roots: Iterable[int]) -> dict[int, int]:
        """Return every claim of these families, each with the one that stands for it.

        Args:
            roots: of claims that stand for themselves.
        """
        return {key: root for root in roots for key in self.members_of(root)}

    def keys(self) -> set[int]:
        """Return every claim that was merged into another, or that stands for one that was."""
        return {*self._into, *self._merged}

    def merged_to(self, key: int) -> list[int]:
        """Return the claims that stand between a claim and the one that stands for it, and that one, in order.

        Args:
            key: of any claim.
        """
        path = []
        while key in self._into and len(path) <= len(self._into):
            key = self._into[key]
            path.append(key)
        return path
