"""Pages where something went wrong, and what a developer alone sees: axe, width, console and content policy."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from articles.actions import save_draft, withdraw_article
from articles.models import Article
from comments.models import Comment
from moderation.actions import decide_case
from moderation.models import Case, Decision

WINDOW = {"width": 1200, "height": 900}
WORDS = "Which postures? My teacher leaves some out."


def _look(person, heading, status=200):
    """Return what is wrong with the open page, once it is the one that is meant."""
    person.page.get_by_role("heading", name=heading).first.wait_for()
    return person.faults(status)


def _press(person, name):
    person.page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def _go(person, route, *args):
    """Open a route; return the status."""
    return person.go(reverse(route, args=args)).status


@pytest.fixture
def article(site):
    """The demo's article on exercise."""
    return Article.objects.get(title__startswith="Exercise")


@pytest.mark.django_db(transaction=True)
def test_errors_for_a_visitor(visit, article):
    quiet = Article.objects.get(title__startswith="Vitamin D")
    withdraw_article(article=quiet, reason="The study was retracted.", by=quiet.created_by, at=timezone.now())
    visitor, found = visit(viewport=WINDOW), {}

    statuses = [visitor.go("/no-such-page/").status]
    found["not found"] = _look(visitor, "We could not find that page", 404)
    statuses.append(visitor.go(quiet.get_absolute_url()).status)
    found["withdrawn"] = _look(visitor, quiet.title, 410)
    visitor.go(article.get_absolute_url())
    _press(visitor, "Sign in to post")
    found["comment with errors"] = _look(visitor, "There is a problem")
    visitor.go(article.get_absolute_url())
    visitor.page.get_by_label("Your comment").fill(WORDS)
    visitor.page.context.clear_cookies()
    _press(visitor, "Sign in to post")
    found["form too old"] = _look(visitor, "This form is too old", 403)
    _go(visitor, "account_login")
    visitor.fill_sign_in("reader@example.org", "not the password")
    found["sign-in with errors"] = _look(visitor, "There is a problem")
    _go(visitor, "account_signup")
    visitor.page.locator("main form button[type=submit]").last.click()
    found["sign-up with errors"] = _look(visitor, "There is a problem")

    assert (statuses, {state: faults for state, faults in found.items() if faults}) == ([404, 410], {})


@pytest.mark.django_db(transaction=True)
def test_errors_for_a_reader(visit, article):
    block = article.current_revision.blocks.get(text__startswith="Yoga postures")
    question = (article.slug, block.key)
    reader, found = visit(viewport=WINDOW), {}
    reader.sign_in("reader@example.org")

    statuses = [_go(reader, "editorial_home")]
    found["not allowed"] = _look(reader, "You may not do this", 403)
    _go(reader, "statement_question", *question)
    _press(reader, "Send to the editors")
    found["question with errors"] = _look(reader, "There is a problem")
    reader.go(article.get_absolute_url())
    _press(reader, "Post comment")
    found["comment with errors"] = _look(reader, "There is a problem")
    other = Comment.objects.filter(discussion__article=article, status="published").exclude(
        author__email="reader@example.org"
    )
    _go(reader, "comment_flag", other.first().pk)
    _press(reader, "Send to the moderators")
    found["flag with errors"] = _look(reader, "There is a problem")
    _go(reader, "statement_question", *question)
    reader.page.get_by_label("In your own words").fill(WORDS)
    reader.page.context.clear_cookies(name="sessionid")
    _press(reader, "Send to the editors")
    reader.page.wait_for_url("**/accounts/login/**")
    found["sign-in while words are kept"] = _look(reader, "Sign in")
    reader.fill_sign_in("reader@example.org")
    found["words are kept"] = _look(reader, "Your words are kept")

    assert (statuses, {state: faults for state, faults in found.items() if faults}) == ([403], {})


@pytest.mark.django_db(transaction=True)
def test_second_step_of_a_question(visit, article):
    blocks = article.current_revision.blocks
    disputed, settled = blocks.get(text__startswith="The floor keeps"), blocks.get(text__startswith="do not jump")
    comment = Comment.objects.get(body__startswith="My scan said osteopenia")
    reader, found = visit(viewport=WINDOW), {}
    reader.sign_in("walter@example.org")

    _go(reader, "statement_question", article.slug, disputed.key)
    reader.page.get_by_label("Straight-leg raises on the floor").check()
    reader.page.get_by_label("It is out of date").check()
    reader.page.get_by_label("In your own words").fill(WORDS)
    _press(reader, "Send to the editors")
    found["an open dispute is shown"] = _look(reader, "Before you send it")
    reader.page.get_by_label("It is another matter", exact=True).check()
    _press(reader, "Go on")
    found["another matter without its reason"] = _look(reader, "There is a problem")
    typed = reader.page.get_by_label("In your own words").input_value()
    _go(reader, "statement_question", article.slug, settled.key)
    reader.page.get_by_label("It contradicts other advice here").check()
    reader.page.get_by_label("What does it contradict?").select_option(f"c-{comment.pk}")
    reader.page.get_by_label("In your own words").fill(WORDS)
    _press(reader, "Send to the editors")
    found["a ruling, and what may dissolve it, is shown"] = _look(reader, "Before you send it")
    shown = reader.page.locator("main").inner_text()
    _go(reader, "comment_question", Comment.objects.get(body__startswith="A stress fracture").pk)
    reader.page.get_by_label("Its first page warns runners off").check()
    reader.page.get_by_label("It contradicts other advice here").check()
    other = reader.page.locator("option", has_text="Its second page").get_attribute("value")
    reader.page.get_by_label("What does it contradict?").select_option(other)
    reader.page.get_by_label("In your own words").fill(WORDS)
    _press(reader, "Send to the editors")
    found["one document is shown"] = _look(reader, "Before you send it")

    assert ({state: faults for state, faults in found.items() if faults}, typed) == ({}, WORDS)
    assert ("Different people: Broken bones so far" in shown, "What is new since then?" in shown) == (True, True)
    assert "One and the same document" in reader.page.locator("main").inner_text()


@pytest.mark.django_db(transaction=True)
def test_errors_for_staff(visit, article):
    case = Case.objects.open().filter(flags__isnull=False).first()
    second, moderator, found = visit(viewport=WINDOW), visit(viewport=WINDOW), {}
    second.sign_in("editor2@example.org")
    moderator.sign_in("moderator@example.org")

    _go(second, "article_create")
    _press(second, "Save draft")
    found["article with errors"] = _look(second, "There is a problem")
    _go(second, "draft_edit", article.pk)
    second.page.get_by_label("Title").fill("Exercise for thin bones")
    draft = article.draft
    save_draft(
        article=article, title=draft.title, standfirst=draft.standfirst,
        body=draft.body.replace("Bone is alive", "Your bones are alive"), base_version=draft.version,
        by=article.created_by, at=timezone.now(),
    )  # fmt: skip
    _press(second, "Save draft")
    found["two texts to merge"] = _look(second, "Two texts to merge", 409)
    _go(moderator, "case_detail", case.pk)
    _press(moderator, "Record the decision")
    found["decision with errors"] = _look(moderator, "There is a problem")
    moderator.page.get_by_label("Reasons").fill("It names a shop.")
    decide_case(
        case=case, verb=Decision.Verb.KEEP, rule=None, statement="It is welcome here.", private_note="", until=None,
        by=Member.objects.get(email="moderator2@example.org"), at=timezone.now(),
    )  # fmt: skip
    _press(moderator, "Record the decision")
    found["somebody was first"] = _look(moderator, "Somebody was first", 409)

    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.django_db(transaction=True)
def test_limits_for_a_visitor(visit, article, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000  # bytes
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    visitor, found = visit(viewport=WINDOW), {}

    visitor.go(article.get_absolute_url())
    visitor.page.get_by_label("Your comment").fill(WORDS * 60)
    _press(visitor, "Sign in to post")
    found["too large"] = _look(visitor, "That is too much at once", 413)
    for _attempt in range(2):
        _go(visitor, "account_login")
        visitor.fill_sign_in("reader@example.org", "not the password")
    found["too often"] = _look(visitor, "Please wait a minute", 429)

    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_developer(visit, settings, tmp_path):
    settings.DEBUG, settings.MAIL_DIR = True, tmp_path
    (tmp_path / "1.log").write_text("Subject: Confirm your address\n\nhttp://localhost:8000/accounts/" + "x" * 200)
    developer = visit(viewport=WINDOW)

    status = _go(developer, "dev_mail")

    assert (status, developer.faults()) == (200, {})
