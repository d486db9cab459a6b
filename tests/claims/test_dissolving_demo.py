"""What the dissolver says on the demo, from the report to the correction."""

import pytest

from claims.models import Claim, Report
from claims.reading import dissolve_report
from pages.management.commands.load_demo import load
from tests.factories import NOON

REPORTED, OPENED, STATED, NARROWED, RULED = 27, 26, 21, 14, 12  # days before the loading


def _jumping():
    return Report.objects.get(appearance__exact__startswith="do not jump")


@pytest.mark.django_db
@pytest.mark.parametrize("until", [REPORTED, OPENED, STATED, NARROWED])
def test_jumping_prescribed_against_jumping_avoided_lacks_the_broken_bones(until):
    load(NOON, until=until)

    found = dissolve_report(_jumping())

    assert (found.kind, found.label, found.facet) == (
        "scope_missing", "Scope missing: Broken bones so far", "fracture",
    )  # fmt: skip
    assert "(No bone has broken)" in found.words


@pytest.mark.django_db
@pytest.mark.parametrize("until", [RULED, 0])
def test_jumping_is_about_different_people_once_the_article_says_whose_spine(until):
    load(NOON, until=until)

    found = dissolve_report(_jumping())

    assert (found.kind, found.label, found.facet) == (
        "other_people", "Different people: Broken bones so far", "fracture",
    )  # fmt: skip
    assert found.words == (
        "One holds for: A bone in the spine has broken, Several bones in the spine have broken. "
        "The other holds for: No bone has broken."
    )
    narrowed = Claim.objects.get(statement__startswith="do not jump or jog")
    assert list(narrowed.population.values.values_list("code", flat=True)) == ["vertebral"]


@pytest.mark.django_db
def test_two_links_of_one_clinic_are_one_document():
    load(NOON)

    report = Report.objects.get(dispute__dismissal_code="same_source")
    found = dissolve_report(report)

    assert (report.appearance.comment, report.against.comment) == (report.appearance.comment,) * 2
    assert ("?p=1" in report.appearance.exact, "?p=1" in report.against.exact) == (False, True)
    assert (found.kind, found.label) == ("same_document", "One and the same document")
    assert found.link == ("https://mayoclinic.org/diseases-conditions/osteoporosis/in-depth/osteoporosis/art-20044989")
