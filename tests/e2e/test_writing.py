"""Writing in a discussion, in the browser: in place and by keyboard, and with JavaScript switched off."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from comments.models import Comment, Draft

SLUG = "exercise-for-thin-bones-what-helps-and-what-to-leave-out"
WORDS = "I walk to the market and carry the shopping home."
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(site):
    """The demo's article on exercise."""
    return Article.objects.get(slug=SLUG)


def _reader(visit, article, **options):
    reader = visit(**options)
    reader.sign_in("reader@example.org")
    reader.go(article.get_absolute_url())
    return reader


def _lifter(page):
    """The comment of a reader who lifts: no question, so a reply to it is no answer."""
    return page.locator("article.comment", has_text="Sixty-one, severe osteoporosis").first


def _reply_link(page):
    return _lifter(page).get_by_role("link", name="Reply")


def test_reply_by_keyboard_opens_closes_is_posted_and_is_announced(visit, article):
    page = _reader(visit, article).page
    link = _reply_link(page)
    link.focus()
    page.keyboard.press("Enter")
    box = _lifter(page).locator(".replybox")
    expect(box.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type(WORDS)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(box).to_be_hidden()
    page.keyboard.press("Enter")
    expect(box.get_by_label("Your comment")).to_be_focused()
    expect(box.get_by_label("Your comment")).to_have_value(WORDS)
    box.get_by_role("button", name="Post reply").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#live")).to_have_text("Your reply is published.")
    comment = Comment.objects.get(body=WORDS)
    expect(page.locator(f"#comment-{comment.pk} .text")).to_have_text(WORDS)
    assert page.url.endswith(article.get_absolute_url())
    assert page.evaluate("document.activeElement.querySelector('article').id") == f"comment-{comment.pk}"


def test_error_in_place_has_the_focus_and_the_words(visit, article):
    page = _reader(visit, article).page
    _reply_link(page).click()
    box = _lifter(page).locator(".replybox")
    box.get_by_role("button", name="Post reply").click()

    expect(box.locator(".summary")).to_be_focused()
    assert box.locator(".summary").get_by_role("link").all_inner_texts() == ["Write a few words before you post."]


def test_draft_is_kept_while_typing_and_there_after_a_reload(visit, article):
    reader = _reader(visit, article)
    page = reader.page
    page.locator("#post").get_by_label("Your comment").press_sequentially(WORDS)
    expect(page.locator("#post").get_by_text("Kept as a draft:")).to_be_visible(timeout=8000)
    page.reload()

    expect(page.locator("#post").get_by_label("Your comment")).to_have_value(WORDS)
    assert Draft.objects.get().values["body"] == WORDS
    assert reader.faults() == {}
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#post").get_by_label("Your comment")).to_have_value("")


def test_member_is_named_by_keyboard_and_the_preview_shows_the_link(visit, article):
    reader = _reader(visit, article)
    page = reader.page
    field = page.locator("#post").get_by_label("Your comment")
    field.press_sequentially("Thank you @ca")
    expect(page.locator(".names [role=option]")).not_to_have_count(0)
    name = page.locator(".names [aria-selected=true]").inner_text()
    assert reader.faults() == {}
    page.keyboard.press("Escape")
    expect(page.locator(".names [role=option]")).to_have_count(0)
    field.press_sequentially("r")
    expect(page.locator(".names [aria-selected=true]")).to_have_text(name)
    page.keyboard.press("Enter")

    assert field.input_value() == f"Thank you @{name.lower().replace(' ', '-')} "
    page.locator("#post").get_by_role("button", name="Preview").click()
    preview = page.locator("#post").get_by_role("region", name="Preview: this is not posted yet")
    expect(preview).to_be_focused()
    expect(preview.get_by_role("link")).to_have_text(f"@{name.lower().replace(' ', '-')}")
    assert Comment.objects.filter(body__startswith="Thank you @").count() == 0


def test_price_asks_first_without_javascript_and_loses_nothing(visit, article):
    reader = _reader(visit, article, java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = reader.page
    page.get_by_label("Your comment").fill("The bands cost $124.")
    page.get_by_role("button", name="Preview").click()
    assert page.locator(".comment .text").first.inner_text() == "The bands cost $124."
    page.get_by_role("button", name="Post comment").click()

    assert page.get_by_role("heading", name="Before you post").is_visible()
    assert page.get_by_label("Your comment").input_value() == "The bands cost $124."
    page.get_by_label("My interest in this product").fill("I have no tie to the seller.")
    page.get_by_role("button", name="Post comment").click()
    comment = Comment.objects.get(body="The bands cost $124.")
    assert (comment.status, comment.interest) == ("held", "I have no tie to the seller.")
    assert page.url.endswith(f"#comment-{comment.pk}")


def test_reply_and_draft_without_javascript(visit, article):
    page = _reader(visit, article, java_script_enabled=False).page
    _reply_link(page).click()
    page.get_by_label("Your comment").fill(WORDS)
    page.get_by_role("button", name="Save draft").click()
    assert page.get_by_label("Your comment").input_value() == WORDS
    page.goto(page.url.split("/comments/")[0] + "/me/drafts/")
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_role("button", name="Post reply").click()

    comment = Comment.objects.get(body=WORDS)
    assert page.url.endswith(f"#comment-{comment.pk}")
    assert Draft.objects.count() == 0
