"""Download everything, delete the account, take it back: with JavaScript switched off, and every page looked at."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone

from accounts.actions import build_export
from accounts.jobs import tend
from accounts.models import DataExport, Member
from articles.models import Article
from comments.models import Comment
from pages.demo.people import PASSWORD

WINDOW = {"width": 1200, "height": 900}
READER = "walter@example.org"


@pytest.fixture(autouse=True)
def exports(settings, tmp_path):
    """A folder for the files."""
    settings.EXPORT_DIR = tmp_path / "exports"


@pytest.fixture
def reader(visit):
    """A reader of the demo at a browser without JavaScript, signed in."""
    person = visit(java_script_enabled=False, viewport=WINDOW)
    person.sign_in(READER)
    return person


def _press(person, name):
    person.page.locator("main").get_by_role("button", name=name, exact=True).click()
    person.page.wait_for_load_state()


def _say_who_one_is(person):
    person.page.get_by_label("Password", exact=True).fill(PASSWORD)
    _press(person, "Go on")


def _ask_to_leave(person, choice):
    person.go("/me/")
    person.page.locator("nav.tabs").get_by_role("link", name="Delete my account").click()
    _say_who_one_is(person)
    person.page.get_by_role("radio", name=re.compile(choice)).check()
    _press(person, "Delete my account")


def _heading(person):
    return person.page.locator("main h1").inner_text()


@pytest.mark.django_db(transaction=True)
def test_reader_downloads_everything(reader, browser, tmp_path):
    said = list(Comment.objects.filter(author__email=READER).order_by("pk").values_list("body", flat=True))
    reader.go("/me/")
    reader.page.locator("nav.tabs").get_by_role("link", name="Download", exact=True).click()
    _say_who_one_is(reader)
    _press(reader, "Make my file")
    waiting = reader.page.locator("main").inner_text()
    build_export(export_id=DataExport.objects.get().pk, at=timezone.now())
    reader.page.reload()
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="Download the zip file").click()

    archive = ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    archive.extractall(tmp_path)
    page = browser.new_page()
    page.goto(f"file://{tmp_path / 'index.html'}")
    assert "We are putting it together" in waiting
    assert [row["text"] for row in json.loads(archive.read("data.json"))["comments"]] == said
    assert (len(said) > 0, page.locator("section").count() > 10, page.locator("script").count()) == (True, True, 0)
    page.close()


@pytest.mark.django_db(transaction=True)
def test_reader_leaves_and_takes_it_back(reader):
    _ask_to_leave(reader, "Remove my words")
    asked = (_heading(reader), Member.objects.get(email=READER).leaving_mode)
    reader.go("/")
    reader.page.get_by_role("link", name="Take it back").click()
    _press(reader, "Keep my account")

    assert asked == ("Your account will be deleted", "remove")
    assert Member.objects.get(email=READER).leaves_at is None
    assert reader.page.get_by_role("link", name="Take it back").count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("choice", "stays"), [("Remove my words", False), ("Leave them without my name", True)])
def test_reader_leaves(reader, visit, choice, stays):
    article = Article.objects.get(title__startswith="Exercise")
    comment = Comment.objects.filter(author__email=READER, discussion__article=article, status="published").first()
    name, words = comment.author.public_name, comment.body.split("\n")[0][:40]
    _ask_to_leave(reader, choice)
    tend(at=timezone.now() + timedelta(days=8))

    reader.go("/me/")
    visitor = visit(viewport=WINDOW)
    visitor.go(article.get_absolute_url())
    text = visitor.page.locator("#discussion").inner_text()
    assert _heading(reader) == "Sign in"
    assert (name in text, words in text, Member.objects.filter(email=READER).exists()) == (False, stays, False)


@pytest.mark.django_db(transaction=True)
def test_pages_of_leaving_have_no_faults(visit):
    person, found = visit(viewport=WINDOW), {}
    person.sign_in(READER)
    person.go("/me/delete/")
    _say_who_one_is(person)
    found["delete"] = person.faults()
    _press(person, "Delete my account")
    found["error"] = (person.faults(), _heading(person), person.page.locator(".errs a").inner_text())
    person.go("/me/download/")
    found["download"] = person.faults()
    _press(person, "Make my file")
    found["waiting"] = person.faults()
    build_export(export_id=DataExport.objects.get().pk, at=timezone.now())
    person.page.reload()
    found["ready"] = person.faults()
    person.go("/me/delete/")
    person.page.get_by_role("radio", name=re.compile("Leave them")).check()
    _press(person, "Delete my account")
    found["planned"] = person.faults()
    person.go("/")
    found["banner"] = person.faults()

    choose = "Choose one of the two: remove your words, or leave them without your name."
    assert found == {
        "delete": {}, "error": ({}, "Delete my account", choose), "download": {}, "waiting": {}, "ready": {},
        "planned": {}, "banner": {},
    }  # fmt: skip
