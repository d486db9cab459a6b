"""How two populations relate. Pure: populations are plain sets of value codes per facet code."""

from collections.abc import Collection, Mapping

EQUAL, SUBSET, SUPERSET = "equal", "subset", "superset"
PARTIAL, DISJOINT, UNKNOWN = "partial", "disjoint", "unknown"
Scope = Mapping[str, Collection[str]]


def overlap(a: Scope, b: Scope, *, deciding: Collection[str]) -> str:
    """Compare two populations.

    Args:
        a: value codes per facet; a facet without values is not stated.
        b: the same.
        deciding: codes of the facets that have to be stated on both sides or on neither.

    Returns:
        "disjoint" when a facet stated by both shares nothing; else "unknown" when a deciding facet is stated by one
        only, or nothing is stated at all; else "equal", "subset" (a within b), "superset" or "partial".
    """
    a, b = _stated(a), _stated(b)
    if any(not a[facet] & b[facet] for facet in a.keys() & b.keys()):
        return DISJOINT
    if (not a and not b) or any((facet in a) != (facet in b) for facet in deciding):
        return UNKNOWN
    a_within_b = all(facet in a and a[facet] <= b[facet] for facet in b)
    b_within_a = all(facet in b and b[facet] <= a[facet] for facet in a)
    if a_within_b and b_within_a:
        return EQUAL
    if a_within_b:
        return SUBSET
    return SUPERSET if b_within_a else PARTIAL


def _stated(scope):
    return {facet: frozenset(values) for facet, values in scope.items() if values}
