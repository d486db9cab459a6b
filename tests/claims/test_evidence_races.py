"""Staff at the same moment: no ring of mirrors, and each thing is decided once."""

import pytest

from articles.actions import PointsAtItself, find_or_add_source, update_source
from articles.models import Source
from audit.models import Entry
from claims.actions import AlreadyDecided, AlreadySo, add_evidence, set_aside_evidence
from claims.models import CitationFit
from tests.claims.scenes import dispute
from tests.claims.studies import cited, decide
from tests.factories import NOON, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5
REFUSALS = (PointsAtItself, AlreadySo, AlreadyDecided)


def _refused(calls):
    return [result for result in together(calls, refusals=REFUSALS) if isinstance(result, type)]


def test_two_records_never_become_mirrors_of_each_other():
    by = MemberFactory()
    for number in range(TIMES):
        first, second = (find_or_add_source(doi=f"10.1000/{number}-{name}", by=by, at=NOON) for name in "ab")

        refused = _refused([
            lambda a=first, b=second: update_source(source=a, mirror_of=b.link, by=by, at=NOON),
            lambda a=first, b=second: update_source(source=b, newer_version=a.link, by=by, at=NOON),
        ])  # fmt: skip

        assert refused == [PointsAtItself]
    linked = Source.objects.exclude(mirror_of=None) | Source.objects.exclude(newer_version=None)
    assert linked.count() == TIMES


def test_source_is_set_aside_once():
    by, row = MemberFactory(), dispute()
    for number in range(TIMES):
        source = find_or_add_source(doi=f"10.1000/{number}", by=by, at=NOON)
        position = row.positions.get(order=0)
        one = add_evidence(position=position, source=source, role="opposes", note="", by=by, at=NOON)

        refused = _refused([
            lambda one=one, why=why: set_aside_evidence(evidence=one, because=why, by=by, at=NOON)
            for why in ("It studied children.", "It was withdrawn.")
        ])  # fmt: skip

        one.refresh_from_db()
        assert (refused, one.brought_as) == ([AlreadySo], "opposes")
    assert Entry.objects.filter(verb="set_aside_evidence").count() == TIMES


def test_reference_is_decided_on_once():
    article, source = cited()

    refused = _refused([
        lambda: decide(article, source), lambda: decide(article, source, verdict="fits", note="It fits."),
    ])  # fmt: skip

    assert (refused, CitationFit.objects.count()) == ([AlreadyDecided], 1)
