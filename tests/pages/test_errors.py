"""The error pages with DEBUG off: the status, what they say, what they keep, and what they never show."""

import re
import uuid
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.contrib.auth.decorators import login_not_required
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone

from accounts.actions import ROLES as GROUPS
from accounts.actions import restrict_member
from articles.actions import withdraw_article
from bonecommunity.urls import handler400, handler403, handler404, handler429, handler500  # noqa: F401
from comments.actions import discussion_of
from comments.models import Comment
from pages.errors import LIMIT_PAUSE, required_by, roles_with
from tests.factories import NOON, PASSWORD, ArticleFactory, CommentFactory, MemberFactory
from tests.guards.routes import EDITORS, MODERATORS, ROLES, STAFF, STATUS
from tests.guards.test_access import our_routes
from tests.pages.reading import read

WORDS = "Is a brisk walk <b>enough</b> & safe?"
HERE = "http://testserver"


@login_not_required
def broken(request):
    """Fail as a mistake in the code would."""
    raise RuntimeError("a secret of the server")


urlpatterns = [path("broken/", broken), path("", include("bonecommunity.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def strict():
    """A client that gets pages instead of exceptions, and whose forms need their token."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True, headers={"origin": HERE})


@pytest.fixture
def lax():
    """The same without the check of tokens, for what comes after it."""
    return Client(raise_request_exception=False, headers={"origin": HERE})


def _send(client, address, data):
    """Post as a browser's form does; Django's client would send parts with boundaries."""
    return client.post(address, urlencode(data), content_type="application/x-www-form-urlencoded")


def _comment_address(article=None):
    return reverse("comment_create", args=[discussion_of(article or ArticleFactory()).pk])


def _comment(**more):
    return {"kind": "remark", "title": "", "body": WORDS, "submission_key": str(uuid.uuid4())} | more


def test_each_error_page_has_its_status_heading_and_headers(strict, member):
    article = ArticleFactory()
    withdraw_article(article=article, reason="The study was retracted.", by=member, at=NOON)
    strange = strict.get("/", headers={"host": "evil.example"})
    strict.force_login(member)

    answers = [strange, *map(strict.get, ["/editorial/", "/no-such-page/", article.get_absolute_url(), "/broken/"])]

    pages = [read(answer) for answer in answers]
    assert [(page.status, page.heading) for page in pages] == [
        (400, "That did not work"),
        (403, "You may not do this"),
        (404, "We could not find that page"),
        (410, article.title),
        (500, "Sorry, that is our fault"),
    ]
    assert {"default-src 'self'" in answer.headers["Content-Security-Policy"] for answer in answers} == {True}


def test_page_that_is_not_there_offers_a_search(strict):
    page = read(strict.get("/no-such-page/"))

    assert [form.data for form in page.forms if form.action == "/search/"] == [{"q": ""}, {"q": ""}]


def test_broken_page_asks_the_database_nothing_and_gives_the_words_back(lax, member, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = lax.post("/broken/", {"body": WORDS, "password": PASSWORD, "kind": "remark"})

    page = read(answer)
    assert (page.status, page.readonly) == (500, [WORDS, "remark"])
    assert [word in answer.content.decode() for word in (PASSWORD, "a secret of the server")] == [False, False]


def test_broken_page_lets_a_form_without_secrets_be_sent_again(lax):
    page = read(lax.post("/broken/?page=2", {"body": WORDS, "kind": "remark"}))

    form = page.form_to("/broken/?page=2")
    assert form.data.pop("csrfmiddlewaretoken") != ""
    assert form.data == {"body": WORDS, "kind": "remark"}


def test_old_form_can_be_sent_again_from_the_page_that_refuses_it(strict, member):
    strict.force_login(member)
    address = _comment_address()
    refused = read(strict.post(address, _comment(csrfmiddlewaretoken="x" * 64)))

    form = refused.form_to(address)
    sent = strict.post(form.action, form.data)

    assert (refused.status, refused.heading, sent.status_code) == (403, "This form is too old", 302)
    assert [comment.body for comment in Comment.objects.all()] == [WORDS]


def test_form_of_another_site_can_be_read_but_not_sent(strict, member):
    strict.force_login(member)
    address = _comment_address()

    page = read(strict.post(address, _comment(), headers={"origin": "https://evil.example"}))

    assert (page.status, [form.action for form in page.forms if form.method == "post"]) == (403, [])
    assert page.readonly == ["remark", WORDS]


def test_old_sign_in_form_shows_no_password(strict):
    answer = strict.post("/accounts/login/", {"login": "ann@example.org", "password": PASSWORD, "remember": "on"})

    page = read(answer)
    assert (page.status, page.readonly, PASSWORD in answer.content.decode()) == (403, ["ann@example.org"], False)


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ({"DATA_UPLOAD_MAX_MEMORY_SIZE": 10_240}, "The most is 10.0 KB."),
        ({"DATA_UPLOAD_MAX_NUMBER_FIELDS": 2}, "The most is 2."),
    ],
    ids=["bytes", "fields"],
)
def test_form_that_is_too_large_is_refused_with_the_limit_and_the_words(strict, settings, limit, says):
    for name, value in limit.items():
        setattr(settings, name, value)
    body = "word " * 4_000
    strict.get("/accounts/login/")

    answer = _send(strict, "/accounts/login/", {"body": body, "password": PASSWORD, "login": "ann@example.org"})

    page = read(answer)
    assert (page.status, page.heading, says in page.text) == (413, "That is too much at once", True)
    assert body.startswith(page.readonly[0])
    assert len(page.readonly[0]) >= 10_000
    assert (PASSWORD in answer.content.decode(), len(page.forms)) == (False, 0)


def test_body_that_is_too_large_is_read_to_its_end(strict, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_240
    strict.get("/accounts/login/")

    answer = _send(strict, "/accounts/login/", {"body": "word " * 40_000})

    assert (answer.status_code, answer.wsgi_request.read(1)) == (413, b"")


def test_page_for_another_role_names_the_roles(strict, member, moderator, editor):
    lines = {}
    for person, address in ((member, "/editorial/disputes/"), (moderator, "/editorial/"), (editor, "/moderation/")):
        strict.force_login(person)
        lines[address] = read(strict.get(address)).text

    roles = re.compile(r"another role: (.+?)\. Your role here: (.+?)\.")
    assert {address: roles.search(text).groups() for address, text in lines.items()} == {
        "/editorial/disputes/": ("Admin or Editor or Moderator", "Reader"),
        "/editorial/": ("Admin or Editor", "Moderator"),
        "/moderation/": ("Admin or Moderator", "Editor"),
    }


@pytest.mark.parametrize("row", [EDITORS, MODERATORS, STAFF], ids=["editors", "moderators", "staff"])
def test_role_that_a_refusal_names_is_one_that_may(roles, row):
    names = {name for name, found in STATUS.items() if found == row}
    may = {role.capitalize() for role, status in zip(ROLES, row, strict=True) if status == 200}

    named = {route.name: set(roles_with(required_by(route.callback))) for route in our_routes() if route.name in names}

    assert named == dict.fromkeys(names, may)
    assert set(GROUPS) >= may


def test_suspended_member_is_told_why_and_until_when_and_keeps_the_words(lax, member):
    until = timezone.now() + timedelta(days=3)
    restrict_member(
        member=member, ability="all", effect="refused", until=until, reason="Three warnings.", at=timezone.now()
    )
    lax.force_login(member)

    page = read(lax.post(_comment_address(), _comment()))

    assert (page.status, "The reason: Three warnings. " in page.text) == (403, True)
    assert f"It ends by itself on {until:%-d %B %Y, %-H:%M} UTC." in page.text
    assert WORDS in page.form_to(page.forms[-1].action).data.values()


def test_restriction_of_something_else_is_not_the_reason(lax, member):
    restrict_member(member=member, ability="flag", effect="refused", until=None, reason="No.", at=timezone.now())
    others = CommentFactory()
    lax.force_login(member)

    page = read(lax.get(reverse("comment_edit", args=[others.pk])))

    assert (page.status, "restricted" in page.text) == (403, False)
    assert "Nobody changes the words of others" in page.text


def test_member_without_a_confirmed_address_is_told_to_confirm_it(lax, roles):
    lax.force_login(MemberFactory(confirmed=False))

    page = read(lax.post(_comment_address(), _comment()))

    assert (page.status, "it confirms your e-mail address" in page.text) == (403, True)


def test_too_many_attempts_say_when_to_try_again_and_keep_the_address(lax, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    typed = {"login": "ann@example.org", "password": PASSWORD}
    before = timezone.now()

    first, answer = (lax.post("/accounts/login/", typed) for _n in range(2))

    page, html = read(answer), answer.content.decode()
    again = datetime.fromisoformat(re.search(r'<time datetime="([^"]+)"', html).group(1))
    assert (first.status_code, page.status, page.heading) == (200, 429, "Please wait a minute")
    assert answer.headers["Retry-After"] == "60"
    assert before + timedelta(seconds=60) <= again <= timezone.now() + timedelta(seconds=120)
    assert (page.readonly, PASSWORD in html) == (["ann@example.org"], False)


def test_every_limit_that_ends_in_the_page_is_over_when_it_says(settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    shown_in_the_form = {"login_failed", "confirm_email", "verify_phone"}

    longest = max(
        rate.duration
        for action, rates in app_settings.RATE_LIMITS.items()
        if action not in shown_in_the_form
        for rate in parse_rates(rates)
    )

    assert longest == LIMIT_PAUSE
