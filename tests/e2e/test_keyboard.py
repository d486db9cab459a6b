"""The same jobs by keyboard alone."""

import pytest

from articles.models import Article
from claims.models import Report
from moderation.models import Case, Decision

SLUG = "exercise-for-thin-bones-what-helps-and-what-to-leave-out"
FOCUS = """() => {
    const now = document.activeElement, box = now.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 40) / 2);
    const style = getComputedStyle(now);
    return {
        name: (now.getAttribute('aria-label') || now.textContent || now.value || '').trim().replace(/\\s+/g, ' '),
        tag: now.tagName, ask: now.hasAttribute('data-ask'),
        outline: parseFloat(style.outlineWidth), covered: !(seen && (now.contains(seen) || seen.contains(now))),
    };
}"""


def _walk(person, most=200):
    """Press Tab and yield what has the focus, until the page's end or `most` presses."""
    for _ in range(most):
        person.page.keyboard.press("Tab")
        found = person.page.evaluate(FOCUS)
        if found["tag"] == "BODY":
            return
        yield found


@pytest.mark.django_db(transaction=True)
def test_first_tab_skips_to_the_text(visit):
    visitor = visit()
    visitor.go("/")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")

    assert visitor.page.evaluate("document.activeElement.id") == "main"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1440])
def test_focus_is_always_seen_on_the_article_page(visit, site, width):
    visitor = visit(viewport={"width": width, "height": 900})
    visitor.go(Article.objects.get(slug=SLUG).get_absolute_url())

    stops = list(_walk(visitor))

    assert [stop["name"] for stop in stops if stop["outline"] < 3 or stop["covered"]] == []
    assert len(stops) > 60


@pytest.mark.django_db(transaction=True)
def test_statement_is_questioned_without_a_mouse(visit, site):
    reader = visit()
    reader.sign_in("reader@example.org")
    reader.go(Article.objects.get(slug=SLUG).get_absolute_url())
    next(stop for stop in _walk(reader) if stop["ask"] and "The floor keeps" in stop["name"])
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/question/**")

    reader.page.get_by_role("radio", name="The floor keeps the back straight.").focus()
    reader.page.keyboard.press("ArrowDown")
    reader.page.get_by_role("radio", name="It could hurt someone").focus()
    reader.page.keyboard.press("Space")
    reader.page.get_by_label("In your own words").focus()
    reader.page.keyboard.type("It hurt.")
    reader.page.get_by_role("button", name="Send to the editors").focus()
    reader.page.keyboard.press("Enter")
    reader.page.get_by_role("heading", name="Before you send it").wait_for()  # the demo has a dispute about these words
    reader.page.get_by_role("radio", name="Bring a source to it").focus()
    reader.page.keyboard.press("ArrowDown")
    reader.page.get_by_label("It is another matter, because…").focus()
    reader.page.keyboard.type("Mine is about the neck.")
    reader.page.get_by_role("button", name="Go on", exact=True).focus()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/me/reports/")

    report = Report.objects.latest("pk")
    assert report.why_another == "Mine is about the neck."
    assert report.appearance.exact == (
        "Straight-leg raises on the floor are a good way to strengthen the belly muscles when you have osteoporosis."
    )


@pytest.mark.django_db(transaction=True)
def test_case_is_decided_by_the_keys_of_the_desk(visit, site):
    moderator = visit()
    moderator.sign_in("moderator@example.org")
    moderator.go("/moderation/")
    keyboard = moderator.page.keyboard

    keyboard.press("j")
    keyboard.press("Enter")
    moderator.page.wait_for_url("**/moderation/cases/*/")
    case = Case.objects.get(pk=int(moderator.page.url.rstrip("/").rsplit("/", 1)[1]))
    keyboard.press("p")
    moderator.page.get_by_label("Reasons").focus()
    keyboard.type("pd: a friendly word about bands.")  # letters are words in a field, never keys
    keyboard.press("Tab")
    moderator.page.get_by_role("button", name="Record the decision").focus()
    keyboard.press("Enter")
    moderator.page.wait_for_url("**/moderation/")

    decision = Decision.objects.get(case=case)
    assert (decision.verb, decision.statement) == ("publish", "pd: a friendly word about bands.")
