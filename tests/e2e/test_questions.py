"""Questions in the browser: asked, answered, accepted and endorsed without JavaScript and by keyboard alone."""

import pytest

from articles.models import Article
from comments.models import Comment, Endorsement, Question

pytestmark = pytest.mark.usefixtures("index")
TITLE = "May I walk with a hip that clicks?"
WORDS = "It clicks at every step and does not hurt. I would like to know what others did."
ANSWER = "Mine clicked for years. I walk every day, and it never got worse."
SOURCE = "https://doi.org/10.1002/jbmr.3284"


@pytest.fixture
def article(site):
    """The demo's article on exercise."""
    return Article.objects.get(title__startswith="Exercise")


def _press(person, name):
    person.page.locator("main").get_by_role("button", name=name).first.click()


@pytest.mark.django_db(transaction=True)
def test_question_is_asked_answered_accepted_and_endorsed_without_javascript(visit, article):
    asker, other, physio = (visit(java_script_enabled=False, viewport={"width": 390, "height": 800}) for _n in range(3))
    asker.go("/questions/")
    asker.page.get_by_role("link", name="Ask a question").click()
    asker.page.locator("main").get_by_role("link", name=article.title).click()
    asker.page.get_by_label("Your question in one line").fill(TITLE)
    asker.page.get_by_label("What should somebody know who answers?").fill(WORDS)
    _press(asker, "Sign in to post")
    shown = asker.page.locator("#alike").inner_text()
    _press(asker, "Ask it all the same")
    asker.fill_sign_in("reader@example.org")
    _press(asker, "Ask")
    address = asker.page.url.partition("#")[0].removeprefix(asker.address)

    other.sign_in("reader2@example.org")
    other.go(address)
    other.page.get_by_label("Your answer").fill(ANSWER)
    other.page.get_by_label("I cite a source").check()
    other.page.get_by_label("Link or DOI of the source").fill(SOURCE)
    _press(other, "Post answer")
    asker.go(address)
    _press(asker, "Accept this answer")
    accepted = asker.page.locator(".accepted").inner_text()
    physio.sign_in("physio@example.org")
    physio.go(address)
    _press(physio, "Endorse as a professional")

    question = Question.objects.get(comment__title=TITLE)
    answer = Comment.objects.get(parent=question.pk)
    assert ("Perhaps this answers it already" in shown, question.accepted, answer.source.doi) == (
        True, answer, "10.1002/jbmr.3284",
    )  # fmt: skip
    assert "who asked" in accepted
    assert "physiotherapist, United Kingdom" in physio.page.locator(".endorsed").inner_text()
    assert physio.page.url.endswith(f"#comment-{answer.pk}")


@pytest.mark.django_db(transaction=True)
def test_what_is_like_a_question_is_shown_while_it_is_typed(visit, article):
    reader = visit()
    reader.sign_in("reader@example.org")
    reader.go(f"{article.get_absolute_url()}ask/")
    reader.page.get_by_label("Your question in one line").press_sequentially("Walking and jogging for bones?")

    reader.page.locator("#alike .found").wait_for()
    shown = reader.page.locator("#alike").inner_text()
    reader.page.get_by_label("What should somebody know who answers?").fill(WORDS)
    reader.page.wait_for_timeout(1500)
    _press(reader, "Ask")
    reader.page.wait_for_url("**/questions/**")

    assert "In the articles" in shown
    assert Question.objects.filter(comment__title="Walking and jogging for bones?").count() == 1
    assert reader.faults() == {}


@pytest.mark.django_db(transaction=True)
def test_answer_is_accepted_and_taken_back_by_keyboard(visit, site):
    question = Question.objects.get(comment__title__startswith="How do I load")
    answer = Comment.objects.get(parent=question.pk)
    Question.objects.update(accepted=None, accepted_at=None)
    walter = visit()
    walter.sign_in("walter@example.org")
    walter.go(question.get_absolute_url())

    pressed = []
    for name in ("Accept this answer", "Accept it no longer"):
        for _n in range(200):
            walter.page.keyboard.press("Tab")
            if walter.page.evaluate("document.activeElement.textContent").strip().startswith(name):
                break
        walter.page.keyboard.press("Enter")
        walter.page.wait_for_load_state()
        walter.page.locator(f"#comment-{answer.pk} .message").wait_for()
        question.refresh_from_db()
        pressed.append(question.accepted_id)

    assert pressed == [answer.pk, None]
    assert Endorsement.objects.count() == 0
