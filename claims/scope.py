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


MISFIT, FITS = "misfit", "fits"


def fit(studied: Scope, spoken_of: Collection[Scope], *, deciding: Collection[str]) -> str:
    """Tell whether a study speaks for the people whom a sentence is about.

    Args:
        studied: whom the study looked at.
        spoken_of: whom the sentence is about; more than one where several claims stand in it.
        deciding: see overlap.

    Returns:
        "misfit" when it studied other people than every claim is about; "unknown" where that cannot be told, as nobody
        has stated the one or the other; else "fits".
    """
    found = {overlap(studied, scope, deciding=deciding) for scope in spoken_of}
    if found == {DISJOINT}:
        return MISFIT
    return UNKNOWN if found <= {DISJOINT, UNKNOWN} else FITS
