"""Finding something: without JavaScript, by keyboard, misspelt, and in words that are disputed."""

import pytest

from articles.models import Article

pytestmark = pytest.mark.usefixtures("index")
SLUG = "exercise-for-thin-bones-what-helps-and-what-to-leave-out"


@pytest.mark.django_db(transaction=True)
def test_search_without_javascript_is_narrowed_by_links(visit):
    visitor = visit(java_script_enabled=False, viewport={"width": 390, "height": 800})
    visitor.go("/search/")
    visitor.page.get_by_label("Words to find").fill("straight leg raise")
    visitor.page.locator("main").get_by_role("button", name="Search").click()
    everything = visitor.page.locator("main .listing > li").count()
    assert visitor.page.locator("main mark").count() > 0

    visitor.page.locator("main .narrowing").get_by_role("link", name="Disputes (").click()

    assert visitor.page.url.endswith("/search/?q=straight+leg+raise&kind=dispute")
    kinds = visitor.page.locator("main .listing .tag").all_inner_texts()
    assert (set(kinds), 0 < len(kinds) < everything) == ({"Dispute"}, True)
    visitor.page.get_by_role("link", name="Take all filters away").click()
    assert visitor.page.locator("main .listing > li").count() == everything


@pytest.mark.django_db(transaction=True)
def test_misspelt_word_is_mended_by_keyboard_alone(visit):
    visitor = visit(java_script_enabled=False)
    visitor.go("/")
    visitor.page.locator("#site-search").focus()
    visitor.page.keyboard.type("osteoporsis")
    visitor.page.keyboard.press("Enter")
    meant = visitor.page.get_by_role("link", name="osteoporosis", exact=True)
    meant.wait_for()
    meant.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/search/?q=osteoporosis")

    assert visitor.page.locator("main .listing h3").count() > 0
    assert visitor.page.get_by_text("Did you mean").count() == 0


@pytest.mark.django_db(transaction=True)
def test_hit_in_a_disputed_passage_says_so_and_leads_to_its_mark(visit):
    visitor = visit(viewport={"width": 360, "height": 800})
    article = Article.objects.get(slug=SLUG)
    visitor.go("/search/?q=leg+lift&kind=article")
    hit = visitor.page.locator("main .listing > li", has_text=article.title)
    mark = hit.locator(".inlink").first

    assert "Are straight-leg raises safe with osteoporosis?" in mark.inner_text()
    assert visitor.faults() == {}
    mark.click()
    visitor.page.wait_for_url(f"**{article.get_absolute_url()}#m-*")
    anchor = visitor.page.url.partition("#")[2]
    assert visitor.page.locator(f"[id='{anchor}']").count() == 1


@pytest.mark.django_db(transaction=True)
def test_search_that_is_too_long_says_how_to_mend_it(visit):
    visitor = visit()
    visitor.go("/search/?q=" + "walking+" * 30)
    visitor.page.get_by_role("heading", name="There is a problem").wait_for()

    assert visitor.faults() == {}
    assert visitor.page.get_by_label("Words to find").input_value().startswith("walking walking")
