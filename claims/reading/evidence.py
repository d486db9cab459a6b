"""The sources beside the sides of a dispute: whom they studied, what is set aside, and how many they are."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Source
from claims.documents import Leads, Weight, mirrors_of, newest_of, weigh
from claims.models import Dispute, Evidence, FacetValue, StudiedPopulation
from claims.reading.populations import people_in_words, values_of


@dataclass(frozen=True)
class Brought:
    """A source that somebody brought, with the people it studied in words."""

    row: Evidence
    role: str  # in words: supports or opposes, of what was set aside too
    people: str
    document: int  # key of the record that stands for it and for its mirrors and older versions


@dataclass(frozen=True)
class Weighed:
    """What stands beside one side: what counts, and apart from it what was set aside."""

    counted: list[Brought] = field(default_factory=list)
    aside: list[Brought] = field(default_factory=list)
    weight: Weight = field(default_factory=Weight)

    @property
    def rows(self) -> list[Evidence]:
        """Everything that was brought, oldest first."""
        return sorted((item.row for item in (*self.counted, *self.aside)), key=lambda row: row.pk)

    @property
    def count(self) -> str:
        """How many distinct sources count, and by how many links if there are more of those."""
        words = ngettext("%(n)s source", "%(n)s sources", self.weight.sources) % {"n": self.weight.sources}
        if self.weight.links == self.weight.sources:
            return words
        links = ngettext("%(n)s link", "%(n)s links", self.weight.links) % {"n": self.weight.links}
        return _("%(sources)s (%(links)s)") % {"sources": words, "links": links}


def weighed_of(dispute: Dispute) -> dict[int, Weighed]:
    """Read the sources of a dispute by the key of their position: four queries, however many there are.

    Args:
        dispute: any.
    """
    rows = Evidence.objects.filter(position__dispute=dispute).order_by("pk")
    rows = list(rows.select_related("source__checked_by", "added_by", "set_aside_by"))
    if not rows:
        return {}
    leads = leads_of()
    studied = studied_by([row.source_id for row in rows], leads)
    sides: dict[int, list[Brought]] = defaultdict(list)
    for row in rows:
        people = row.source.people_studied or people_in_words(studied.get(row.source_id, ()))
        sides[row.position_id].append(Brought(row, _role(row), people, newest_of(row.source_id, leads)))
    return {key: _sorted(side) for key, side in sides.items()}


def _role(row):
    return Evidence.Role(row.brought_as or row.role).label


def _sorted(side):
    counted = [item for item in side if item.row.role != Evidence.Role.SET_ASIDE]
    aside = [item for item in side if item.row.role == Evidence.Role.SET_ASIDE]
    return Weighed(counted, aside, weigh(item.document for item in counted))


def leads_of() -> Leads:
    """Return where every record leads that is a mirror or an older version; one query."""
    rows = Source.objects.filter(Q(mirror_of__isnull=False) | Q(newer_version__isnull=False))
    return {pk: (mirror, newer) for pk, mirror, newer in rows.values_list("pk", "mirror_of", "newer_version")}


def studied_by(sources: Collection[int], leads: Leads) -> dict[int, list[FacetValue]]:
    """Return the facet values that each source studied, as far as an editor noted them; two queries.

    Args:
        sources: keys of records. A mirror of which nothing is noted studied what its document did; a newer version is
            another study.
        leads: see leads_of.
    """
    ways = {source: mirrors_of(source, leads) for source in sources}
    keys = {key for way in ways.values() for key in way}
    noted = dict(StudiedPopulation.objects.filter(source__in=keys).values_list("source", "population"))
    values = values_of(noted.values())
    found = {source: next((noted[key] for key in way if key in noted), None) for source, way in ways.items()}
    return {source: values.get(population, []) for source, population in found.items() if population}
