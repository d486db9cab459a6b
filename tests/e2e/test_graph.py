"""The drawing of a topic's claims: by keyboard, by links without JavaScript, and on a small window."""

import pytest

from articles.models import Topic
from claims.models import Claim

ACTIVE = "document.activeElement.getAttribute('aria-label')"
STROKE = "parseFloat(getComputedStyle(document.activeElement.querySelector('.g-box')).strokeWidth)"


@pytest.fixture
def address(site):
    """The page of the claims of the demo's largest topic."""
    return f"{Topic.objects.get(slug='exercise').get_absolute_url()}claims/"


def _width(person):
    return round(person.page.locator("[data-zoom] > svg").bounding_box()["width"])


@pytest.mark.django_db(transaction=True)
def test_boxes_are_reached_and_opened_by_keyboard(visit, address):
    visitor = visit()
    visitor.go(address)
    visitor.page.locator("[data-zoom]").focus()
    visitor.page.keyboard.press("Tab")
    name, stroke = visitor.page.evaluate(ACTIVE), visitor.page.evaluate(STROKE)

    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/claims/*/*/")

    claim = Claim.objects.get(statement=name.partition(": ")[2])
    assert visitor.page.url.endswith(claim.get_absolute_url())
    assert stroke > 3


@pytest.mark.django_db(transaction=True)
def test_plus_and_minus_change_the_size_while_the_drawing_has_the_focus(visit, address):
    visitor = visit()
    visitor.go(address)
    before = _width(visitor)
    visitor.page.keyboard.press("+")
    widths = [_width(visitor)]
    visitor.page.locator("[data-zoom]").focus()
    for key in ("+", "-", "-"):
        visitor.page.keyboard.press(key)
        widths.append(_width(visitor))

    assert widths == [
        before,
        pytest.approx(before * 1.25, abs=1),
        pytest.approx(before, abs=1),
        pytest.approx(before * 0.8, abs=1),
    ]


@pytest.mark.django_db(transaction=True)
def test_links_change_the_size_without_javascript(visit, address):
    visitor = visit(java_script_enabled=False, viewport={"width": 360, "height": 800})
    visitor.go(address)
    widths = [_width(visitor)]
    for name in ("Larger", "Fit to the page", "Original size"):
        visitor.page.get_by_role("link", name=name).click()
        widths.append(_width(visitor))

    assert widths[1] == widths[0] * 150 // 100
    assert widths[2] < 360
    assert widths[3] == widths[0]
