"""The people that statements, articles and studies are about, as sets for comparing and in words for reading."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from claims.models import Facet, FacetValue, Population
from claims.scope import Scope

Narrower = Mapping[int, Collection[str]]  # codes of the narrower values, by the key of the wider


def values_of(populations: Iterable[int]) -> dict[int, list[FacetValue]]:
    """Return the facet values of populations by their keys, facet by facet; one query.

    Args:
        populations: keys; one that states nothing is not in the answer.
    """
    rows = Population.values.through.objects.filter(population__in=set(populations)).select_related("facetvalue__facet")
    found: dict[int, list[FacetValue]] = defaultdict(list)
    for row in rows.order_by("facetvalue__facet__position", "facetvalue__position", "facetvalue"):
        found[row.population_id].append(row.facetvalue)
    return dict(found)


def narrower_codes() -> Narrower:
    """Return the codes of the narrower values that each value holds, those within these too; one query."""
    rows = {pk: (code, wider) for pk, code, wider in FacetValue.objects.values_list("pk", "code", "wider")}
    found: dict[int, set[str]] = defaultdict(set)
    for code, above in rows.values():
        while above and code not in found[above]:
            found[above].add(code)
            above = rows[above][1]
    return found


def deciding_codes() -> list[str]:
    """Return the codes of the facets that both sides have to state, the first to ask in front; one query."""
    return list(Facet.objects.filter(is_deciding=True).order_by("position", "pk").values_list("code", flat=True))


def scope_of(values: Iterable[FacetValue], narrower: Narrower) -> Scope:
    """Return facet values as scope.overlap reads them: a value speaks for the narrower ones that it holds.

    Args:
        values: with their facets loaded.
        narrower: see narrower_codes.
    """
    scope: dict[str, set[str]] = defaultdict(set)
    for value in values:
        scope[value.facet.code] |= {value.code, *narrower.get(value.pk, ())}
    return dict(scope)


def people_in_words(values: Iterable[FacetValue]) -> str:
    """Return facet values in words: alternatives of one facet joined by "or"; empty where nothing is stated.

    Args:
        values: in the order of their facets.
    """
    facets: dict[int, list[str]] = defaultdict(list)
    for value in values:
        facets[value.facet_id].append(value.name if not facets[value.facet_id] else begun_small(value.name))
    return "; ".join(_(" or ").join(names) for names in facets.values())


def begun_small(words: str) -> str:
    """Return words that begin a sentence as they stand within one; "MRI" and "80 and over" stay as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
