"""What the site answers while its database cannot be reached: 503 in plain words, and nothing typed is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse

from tests.factories import PASSWORD
from tests.pages.reading import read

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = "Is a brisk walk <b>enough</b> & safe?"
SESSION = {"sessionid": "x" * 32}
HEADING = "The site is taking a short break"


def ask(*requests, settings="tests.settings", **environment):
    """Send requests to the site with another environment; return (page, headers, HTML) of each answer."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.pages.outage"],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": settings} | environment,
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.stdout, result.stderr
    return [
        (read(HttpResponse(html, status=status)), headers, html) for status, headers, html in json.loads(result.stdout)
    ]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def down(request, tmp_path_factory):
    """The address of a database that cannot be reached."""
    folder = tmp_path_factory.mktemp("gone")
    return {
        "sqlite": f"sqlite:///{folder}/no-such-folder/site.sqlite3",
        "postgresql": "postgresql://nobody@127.0.0.1:1/none",
    }[request.param]


def test_every_page_that_needs_the_database_says_that_the_site_takes_a_break(down):
    answers = ask(
        ("get", "/", {}, {}),
        ("get", "/articles/", {}, {}),
        ("get", "/healthz", {}, {}),
        ("get", "/policy/privacy/", {}, SESSION),
        ("get", "/no-such-page/", {}, SESSION),
        ("get", "/me/", {}, SESSION),
        DATABASE_URL=down,
    )

    assert [(page.status, page.heading, headers["Retry-After"]) for page, headers, _html in answers] == [
        (503, HEADING, "120")
    ] * len(answers)
    assert {"default-src 'self'" in headers["Content-Security-Policy"] for _page, headers, _html in answers} == {True}


def test_words_sent_during_the_break_can_be_sent_again_and_passwords_are_not_shown(down):
    (comment, _h, _html), (sign_in, _headers, html) = ask(
        ("post", "/discussions/1/post/?page=2", {"kind": "remark", "body": WORDS}, SESSION),
        ("post", "/accounts/login/", {"login": "ann@example.org", "password": PASSWORD}, {}),
        DATABASE_URL=down,
    )

    data = comment.form_to("/discussions/1/post/?page=2").data
    assert data.pop("csrfmiddlewaretoken") != ""
    assert (comment.status, data) == (503, {"kind": "remark", "body": WORDS})
    assert (sign_in.status, sign_in.readonly, PASSWORD in html) == (503, ["ann@example.org"], False)


def test_page_that_needs_no_database_is_there_for_visitors(down):
    ((page, _headers, _html),) = ask(("get", "/policy/privacy/", {}, {}), DATABASE_URL=down)

    assert (page.status, page.heading) == (200, "Privacy")


def test_pool_of_connections_gives_up_after_the_time_that_is_set():
    ((page, headers, _html),) = ask(
        ("get", "/healthz", {}, {}),
        settings="bonecommunity.settings",
        DEBUG="1",
        ALLOWED_HOSTS="testserver",
        LOG_LEVEL="CRITICAL",
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/none",
        DATABASE_WAIT_SECONDS="1",
    )

    assert (page.status, page.heading, headers["Retry-After"]) == (503, HEADING, "120")
