"""Reading, commenting and questioning with JavaScript switched off."""

import pytest

from articles.models import Article, Draft
from claims.models import Report
from comments.models import Comment

SLUG = "exercise-for-thin-bones-what-helps-and-what-to-leave-out"
WORDS = "I walk to the market and carry the shopping home."


@pytest.fixture
def article(site):
    """The demo's article on exercise."""
    return Article.objects.get(slug=SLUG)


@pytest.mark.django_db(transaction=True)
def test_reading_shows_marks_notes_and_all_sides(visit, article):
    visitor = visit(java_script_enabled=False, viewport={"width": 390, "height": 800})
    visitor.go(article.get_absolute_url())

    note = visitor.page.locator("details.note").first
    note.locator("summary").click()
    note.get_by_role("link", name="See all sides").click()

    assert visitor.page.locator("h1").inner_text() == "Are straight-leg raises safe with osteoporosis?"
    assert visitor.page.locator(".position").count() == 2


@pytest.mark.django_db(transaction=True)
def test_comment_written_signed_out_is_kept_over_the_sign_in(visit, article):
    visitor = visit(java_script_enabled=False)
    visitor.go(article.get_absolute_url())
    visitor.page.get_by_label("Your comment").fill(WORDS)
    visitor.page.get_by_role("button", name="Sign in to post").click()
    visitor.fill_sign_in("reader@example.org")

    assert visitor.page.get_by_label("Your comment").input_value() == WORDS
    visitor.page.get_by_role("button", name="Post comment").click()

    comment = Comment.objects.get(body=WORDS)
    assert visitor.page.url.endswith(f"#comment-{comment.pk}")
    assert visitor.page.locator(f"#comment-{comment.pk} .text").inner_text() == WORDS


@pytest.mark.django_db(transaction=True)
def test_statement_is_questioned_by_choosing_its_sentence(visit, article):
    reader = visit(java_script_enabled=False)
    reader.sign_in("reader@example.org")
    reader.go(article.get_absolute_url())
    passage = reader.page.locator("[data-words]", has_text="The floor keeps the back straight.")
    passage.hover()
    passage.locator("[data-ask]").click()
    reader.page.get_by_role("radio", name="They are done in three slow steps.").check()
    reader.page.get_by_role("radio", name="It is not clear what it means").check()
    reader.page.get_by_label("In your own words").fill("How slow?")
    reader.page.get_by_role("button", name="Send to the editors").click()

    report = Report.objects.latest("pk")
    assert (report.appearance.exact, report.why) == ("They are done in three slow steps.", "How slow?")
    assert "They are done in three slow steps." in reader.page.locator("main").inner_text()


@pytest.mark.django_db(transaction=True)
def test_error_keeps_what_was_typed_and_leads_to_the_field(visit, article):
    reader = visit(java_script_enabled=False)
    reader.sign_in("reader@example.org")
    reader.go(article.get_absolute_url())
    passage = reader.page.locator("[data-words]", has_text="The floor keeps the back straight.")
    passage.hover()
    passage.locator("[data-ask]").click()
    reader.page.get_by_label("In your own words").fill("How slow?")
    reader.page.get_by_role("button", name="Send to the editors").click()

    summary = reader.page.locator(".summary")
    summary.wait_for()
    assert reader.page.title().startswith("Error:")
    assert summary.get_by_role("link").all_inner_texts() == [
        "Choose the words that you question.",
        "Choose what is the matter with it.",
    ]
    assert reader.page.get_by_label("In your own words").input_value() == "How slow?"


@pytest.mark.django_db(transaction=True)
def test_editor_sees_a_preview_on_the_same_page(visit, article):
    editor = visit(java_script_enabled=False)
    editor.sign_in("editor@example.org")
    editor.go(f"/editorial/articles/{article.pk}/")
    editor.page.get_by_label("Text", exact=True).fill("::: warning\nStop when it **hurts**.\n:::")
    editor.page.get_by_role("button", name="Show preview").click()

    assert editor.page.locator("#preview .callout strong").inner_text() == "hurts"
    assert Draft.objects.get(article=article).version == 2
