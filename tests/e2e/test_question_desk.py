"""Quoting a passage and keeping the questions, with JavaScript switched off."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from articles.actions import publish_draft, save_draft
from articles.models import Article
from claims.models import Quotation
from comments.actions import post_comment
from comments.models import Comment, Move, Question

PASSAGE = "They are done in three slow steps."
SLOWER = "They are done in four slow steps."
WORDS = "I count to ten at each of them."
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article(site):
    """The demo's article on exercise."""
    return Article.objects.select_related("draft").get(title__startswith="Exercise")


def _person(visit, login):
    person = visit(java_script_enabled=False, viewport={"width": 390, "height": 800})
    person.sign_in(f"{login}@example.org")
    return person


def _publish(article):
    editor, draft, now = Member.objects.get(email="editor@example.org"), article.draft, timezone.now()
    save_draft(
        article=article, title=draft.title, standfirst=draft.standfirst, body=draft.body.replace(PASSAGE, SLOWER),
        base_version=draft.version, by=editor, at=now,
    )  # fmt: skip
    publish_draft(article=article, kind="correction", reason="A reader asked.", by=editor, at=now)


def test_quoted_passage_changes_and_its_author_looks(visit, article):
    reader = _person(visit, "reader")
    page = reader.page
    reader.go(article.get_absolute_url())
    passage = page.locator("[data-words]", has_text=PASSAGE)
    passage.hover()
    passage.locator("[data-quote]").click()
    page.get_by_role("radio", name=PASSAGE).first.check()
    page.get_by_label("Your comment").fill(WORDS)
    page.get_by_role("button", name="Post it").click()

    comment = Comment.objects.get(body=WORDS)
    here = page.locator(f"#comment-{comment.pk}")
    assert PASSAGE in here.locator("blockquote").first.inner_text()
    _publish(article)
    page.reload()
    assert "The quoted text changed." in here.inner_text()
    here.get_by_role("link", name="Look whether it still holds").click()
    page.get_by_role("button", name="I have looked: it still holds").click()
    assert "The passage this relies on changed" not in here.inner_text()
    here.get_by_role("link", name="See what changed").click()
    assert page.locator("h1").inner_text() == "What changed"
    assert Quotation.objects.get(comment=comment).looked_number == article.revisions.latest("number").number


def test_selected_words_are_quoted_with_the_mouse(visit, article):
    reader = visit(viewport={"width": 1200, "height": 900})
    reader.sign_in("reader@example.org")
    reader.go(article.get_absolute_url())
    reader.page.locator("[data-words]", has_text=PASSAGE).evaluate(
        """(place, words) => {
          const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
          let node = walker.nextNode();
          while (!node.data.includes(words)) node = walker.nextNode();
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(words));
          range.setEnd(node, node.data.indexOf(words) + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        "three slow steps",
    )
    reader.page.get_by_role("link", name="Quote them").click()

    chosen = reader.page.get_by_role("radio", name="three slow steps", exact=True)
    assert chosen.is_checked()


def test_question_joins_an_earlier_one_and_is_separated_again(visit, article):
    earlier = Question.objects.filter(comment__discussion__article=article).first()
    asker = Member.objects.get(email="reader@example.org")
    later = post_comment(
        discussion=earlier.comment.discussion, author=asker, body="My feet are numb.", kind="question",
        title="What with numb feet?", submission_key="0b7a0f0e-0000-4000-8000-000000000001", at=timezone.now(),
    ).question  # fmt: skip
    editor = _person(visit, "editor2")
    page = editor.page
    editor.go(later.get_absolute_url())
    page.get_by_role("link", name="It was asked before").click()
    page.get_by_label(re.compile("its address")).fill(f"{editor.address}{earlier.get_absolute_url()}")
    page.get_by_role("button", name="Let it lead there").click()

    assert page.url.startswith(f"{editor.address}{earlier.get_absolute_url()}?from={later.pk}")
    assert "You came from a question that was asked later" in page.locator("main").inner_text()
    page.get_by_role("link", name="Separate it again").click()
    page.get_by_role("button", name="Open the question again").click()
    assert page.url.startswith(f"{editor.address}{later.get_absolute_url()}")
    assert page.locator("h1").inner_text() == "What with numb feet?"


def test_comment_becomes_a_question_is_closed_opened_and_put_back(visit, article):
    comments = Comment.objects.filter(discussion__article=article, status="published").exclude(parent=None)
    comments = comments.exclude(author__email="editor2@example.org").exclude(parent__kind="question")
    comment = comments.order_by("pk").first()
    editor = _person(visit, "editor2")
    page = editor.page
    editor.go(reverse("comment_to_question", args=[comment.pk]))
    page.get_by_label("The question in one line").fill("May I do it slowly?")
    page.get_by_role("button", name="Make it a question").click()

    assert page.locator("h1").inner_text() == "May I do it slowly?"
    page.get_by_role("link", name="Close the question").click()
    page.get_by_role("radio", name="Needs a clinician").check()
    page.get_by_role("button", name="Close the question").click()
    assert "What to ask a clinician" in page.locator("main").inner_text()
    page.get_by_role("link", name="Open the question again").click()
    page.get_by_role("button", name="Open the question again").click()
    editor.go(article.get_absolute_url())
    assert page.locator("main").get_by_text("was moved to the question").count() == 1
    page.get_by_role("link", name="May I do it slowly?").first.click()
    page.get_by_role("link", name="Make it a comment").click()
    page.get_by_role("button", name="Put it back").click()
    assert page.url.endswith(f"#comment-{comment.pk}")
    assert (Move.objects.filter(undone_at=None).count(), page.locator(f"#comment-{comment.pk}").count()) == (0, 1)
