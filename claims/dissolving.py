"""Why two statements may not contradict each other after all. Pure: it never says which of them is right.

The questions are asked in one order and the first that answers is shown: are they about one thing at all, about the
same people, from different documents? Only then is there a disagreement, or a facet that has to be asked first.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claims.scope import DISJOINT, UNKNOWN, Scope, overlap

OTHER_THINGS, OTHER_PEOPLE = "other_things", "other_people"
SAME_DOCUMENT, OLDER_VERSION = "same_document", "older_version"
SCOPE_MISSING, AGREE, IN_PART, DISAGREE = "scope_missing", "agree", "in_part", "disagree"
FIRST, SECOND = "first", "second"
FOR, AGAINST = frozenset({"recommends", "effect"}), frozenset({"against", "no_effect"})


@dataclass(frozen=True)
class Statement:
    """What one side says, as far as it is stated: nothing in a field means that nobody has stated it."""

    stance: str = ""  # a Claim.Stance
    scope: Scope = field(default_factory=dict)
    things: frozenset[Hashable] = frozenset()
    documents: frozenset[str] = frozenset()  # what it rests on, one name for each document
    later: frozenset[str] = frozenset()  # the newer versions of these documents


@dataclass(frozen=True)
class Verdict:
    """The first question that answers; `facet` is a code, `document` one name, `older` the side with the older one."""

    kind: str
    facet: str = ""
    document: str = ""
    older: str = ""


def dissolve(a: Statement, b: Statement, *, deciding: Sequence[str]) -> Verdict:
    """Ask why two statements differ, in one order, and return the first answer.

    Args:
        a: one statement.
        b: the other.
        deciding: codes of the facets that have to be stated on both sides, the one to ask first in front.

    Returns:
        "other_things" (each names things, and none is named by both), "other_people" (with the facet), "same_document"
        or "older_version" (with the side that has the older one), "agree" or "in_part" (their stances do not oppose
        each other), "scope_missing" (with the facet to ask), or "disagree".
    """
    if a.things and b.things and not a.things & b.things:
        return Verdict(OTHER_THINGS)
    shared = overlap(a.scope, b.scope, deciding=deciding)
    if shared == DISJOINT:
        return Verdict(OTHER_PEOPLE, facet=_first_apart(a.scope, b.scope, deciding))
    return _of_documents(a, b) or _of_stances(a, b) or _of_scopes(a, b, shared, deciding)


def mirrored(verdict: Verdict) -> Verdict:
    """Return the same answer with the two sides in the other order."""
    return replace(verdict, older={FIRST: SECOND, SECOND: FIRST}.get(verdict.older, ""))


def _first_apart(a, b, deciding):
    """Return the facet that sets them apart: a deciding one before any other."""
    apart = [facet for facet in a if a[facet] and b.get(facet) and not set(a[facet]) & set(b[facet])]
    order = {facet: place for place, facet in enumerate(deciding)}
    return min(apart, key=lambda facet: (order.get(facet, len(order)), facet))


def _of_documents(a, b):
    if shared := a.documents & b.documents:
        return Verdict(SAME_DOCUMENT, document=min(shared))
    newer_there, newer_here = a.later & b.documents, b.later & a.documents
    if newer_there and newer_here:  # each is said to be newer than the other: as good as one document
        return Verdict(SAME_DOCUMENT, document=min(newer_there | newer_here))
    if newer_there:
        return Verdict(OLDER_VERSION, document=min(newer_there), older=FIRST)
    return Verdict(OLDER_VERSION, document=min(newer_here), older=SECOND) if newer_here else None


def _of_stances(a, b):
    """Answer where both stances are known and do not oppose each other."""
    stances = {a.stance, b.stance}
    if "" in stances or (stances & FOR and stances & AGAINST):
        return None
    is_one = len(stances) == 1 or stances <= FOR or stances <= AGAINST
    return Verdict(AGREE if is_one else IN_PART)


def _of_scopes(a, b, shared, deciding):
    facet = _missing(a.scope, b.scope, deciding) if shared == UNKNOWN else ""
    return Verdict(SCOPE_MISSING, facet=facet) if facet else Verdict(DISAGREE)


def _missing(a: Mapping, b: Mapping, deciding):
    """Return the facet to ask: the first that one side alone states; of two that state nothing, the first of all."""
    one_sided = [facet for facet in deciding if bool(a.get(facet)) != bool(b.get(facet))]
    return next(iter(one_sided or deciding), "")
