"""The dispute page in a browser: the drawing by keyboard, equal room, and the sheet on one page of paper."""

import re

import pytest
from django.urls import reverse

from claims.models import Dispute

PAPER = ("A4", "Letter")


def _disputes():
    return list(Dispute.objects.public().order_by("pk"))


def _pages(pdf):
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.django_db(transaction=True)
def test_sheet_of_every_public_dispute_prints_on_one_page(visit):
    page = (person := visit()).page
    found = {}
    for dispute in _disputes():
        person.go(reverse("dispute_sheet", args=[dispute.pk, dispute.slug]))
        found[dispute.question] = [_pages(page.pdf(format=paper)) for paper in PAPER]
    person.go(_disputes()[0].get_absolute_url())
    whole = _pages(page.pdf(format="A4"))

    assert found == {dispute.question: [1, 1] for dispute in _disputes()}
    assert (len(found), whole > 1) == (4, True)


@pytest.mark.django_db(transaction=True)
def test_sheet_with_much_to_say_still_prints_on_one_page(visit):
    dispute = Dispute.objects.get(question__startswith="Are jumping")
    dispute.agreed = "Both sides say that bones need load and that falls are the danger. " * 5
    dispute.ask_clinician = "\n".join(["May I do this exercise at home, alone, in the evening?"] * 7)
    dispute.save(update_fields=["agreed", "ask_clinician"])
    page = (person := visit()).page

    person.go(reverse("dispute_sheet", args=[dispute.pk, dispute.slug]))

    assert [_pages(page.pdf(format=paper)) for paper in PAPER] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_drawing_is_walked_and_followed_by_keyboard(visit):
    page = (person := visit(viewport={"width": 1200, "height": 900})).page
    dispute = Dispute.objects.get(question__startswith="Are jumping")
    person.go(dispute.get_absolute_url())
    targets = page.eval_on_selector_all("svg.graph a", "all => all.map((one) => one.getAttribute('href'))")
    page.locator("svg.graph a").first.focus()
    met, seen = [], set()
    for _target in targets:
        met.append(page.evaluate("document.activeElement.getAttribute('href')"))
        seen.add(page.evaluate("getComputedStyle(document.activeElement.querySelector('.g-box, .g-way')).stroke"))
        page.keyboard.press("Tab")

    page.locator("svg.graph a").first.focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("[location.hash, document.activeElement.id]")

    assert met == targets
    assert len(set(targets)) == 6
    hue_of_focus = page.evaluate("getComputedStyle(document.querySelector('.skip')).backgroundColor")
    assert seen == {hue_of_focus}
    assert focused == [targets[0], targets[0].lstrip("#")]


@pytest.mark.django_db(transaction=True)
def test_sides_have_the_same_room(visit):
    page = (person := visit(viewport={"width": 1440, "height": 900})).page
    person.go(Dispute.objects.get(question__startswith="Are jumping").get_absolute_url())

    boxes = page.eval_on_selector_all(
        ".position", "all => all.map((one) => one.getBoundingClientRect()).map((box) => [box.y, box.width, box.height])"
    )

    tops, widths, heights = ({round(side) for side in sides} for sides in zip(*boxes, strict=True))
    assert (len(boxes), len(tops), len(heights), max(widths) - min(widths) <= 1) == (3, 1, 1, True)
