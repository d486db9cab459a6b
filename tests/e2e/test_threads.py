"""A discussion as it is read: sorted, folded, continued in place, with what is new and what helped."""

import re

import pytest

from accounts.models import Member
from articles.models import Article
from comments.models import Comment, HelpfulMark
from tests.comments.visiting import COOKIE, was_here
from tests.factories import CommentFactory

SLUG = "exercise-for-thin-bones-what-helps-and-what-to-leave-out"
READER = "reader@example.org"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talk(site, settings):
    """A thread of five replies below the demo's article: (address, root, replies); a page shows two of them."""
    settings.REPLIES_SHOWN = 2
    article, writer = Article.objects.get(slug=SLUG), Member.objects.exclude(email=READER).order_by("pk").first()
    root = CommentFactory(article=article, author=writer, body="A long talk begins.")
    replies = [CommentFactory(parent=root, author=writer, body=f"Reply number {n}.") for n in range(1, 6)]
    return f"{article.get_absolute_url()}?order=newest", root, replies


def test_more_replies_come_in_place_take_the_focus_and_are_announced(visit, talk):
    address, _root, replies = talk
    visitor = visit()
    visitor.go(address)
    page = visitor.page
    before = page.locator(f"#comment-{replies[2].pk}").count()

    page.get_by_role("link", name="Show 3 more replies").click()

    page.wait_for_selector(f"#comment-{replies[4].pk}")
    assert (before, page.url.endswith(address)) == (0, True)
    assert page.evaluate("document.activeElement.id") == f"comment-{replies[2].pk}"
    assert page.locator("#live").inner_text() == "3 more replies are shown."
    assert visitor.faults() == {}


def test_branch_folds_by_keyboard_and_opens_for_a_link_into_it(visit, talk):
    address, root, replies = talk
    visitor = visit()
    visitor.go(address)
    page = visitor.page
    page.locator(f"li:has(> #comment-{root.pk}) > details.branch > summary").focus()

    page.keyboard.press("Enter")

    assert page.locator(f"#comment-{replies[0].pk}").is_visible() is False
    page.evaluate(f"location.hash = 'comment-{replies[0].pk}'")
    page.wait_for_selector(f"#comment-{replies[0].pk}", state="visible")


def test_order_is_chosen_by_a_link_and_kept_in_the_address(visit, talk):
    address, root, _replies = talk
    visitor = visit()
    visitor.go(address)

    visitor.page.get_by_role("link", name="Most replies").click()

    visitor.page.wait_for_url(re.compile(r"order=discussed#discussion$"))
    first = Comment.objects.filter(discussion=root.discussion, parent=None).order_by("-reply_count", "pk").first()
    assert visitor.page.locator(".thread > li > article").first.get_attribute("id") == f"comment-{first.pk}"


def test_helpful_is_pressed_in_place_and_taken_back(visit, talk):
    address, root, _replies = talk
    visitor = visit()
    visitor.sign_in(READER)
    visitor.go(address)
    page, button = visitor.page, visitor.page.locator(f"#helpful-{root.pk}")

    button.click()
    page.wait_for_selector(f"#helpful-{root.pk}[aria-pressed=true]")
    pressed = (HelpfulMark.objects.filter(comment=root).count(), page.evaluate("document.activeElement.id"))
    said = page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#helpful-{root.pk}[aria-pressed=false]")

    assert (pressed, said) == ((1, f"helpful-{root.pk}"), "You found this helpful.")
    assert HelpfulMark.objects.filter(comment=root).count() == 0


def _was_here(visitor, client, root, seen):
    """Give the browser the cookie of an earlier visit."""
    member = Member.objects.get(email=READER)
    was_here(client, member, root.discussion, seen=seen)
    visitor.page.context.add_cookies([{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": visitor.address}])


def test_what_is_new_is_walked_by_keyboard(visit, client, talk):
    address, root, replies = talk
    visitor = visit()
    visitor.sign_in(READER)
    _was_here(visitor, client, root, seen=replies[1].pk)
    visitor.go(address)
    page = visitor.page

    page.get_by_role("link", name="Go to the first new one").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#comment-{replies[2].pk}")
    page.locator(f"#comment-{replies[2].pk}").get_by_role("link", name="Next new comment").focus()
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(f"#comment-{replies[3].pk}$"))
    assert page.locator(f"#comment-{replies[3].pk} .tag.is-new").inner_text() == "New"


def test_everything_works_without_javascript(visit, talk):
    address, root, replies = talk
    visitor = visit(java_script_enabled=False)
    visitor.sign_in(READER)
    visitor.go(address)
    page = visitor.page

    page.locator(f"#helpful-{root.pk}").click()
    page.wait_for_load_state()
    pressed = page.locator(f"#helpful-{root.pk}").get_attribute("aria-pressed")
    page.get_by_role("link", name="Show 3 more replies").click()
    page.wait_for_load_state()

    assert (pressed, HelpfulMark.objects.filter(comment=root).count()) == ("true", 1)
    assert [page.locator(f"#comment-{row.pk}").count() for row in (root, *replies)] == [1, 0, 0, 1, 1, 1]
