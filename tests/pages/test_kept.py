"""A form sent after the session ended: its words wait behind the sign-in, and nothing is posted by itself."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Report
from moderation.models import Flag
from pages import kept
from tests.factories import PASSWORD, ArticleFactory, CommentFactory
from tests.pages.reading import read

WORDS = "It sells a chair for $124 & calls it <advice>."
pytestmark = pytest.mark.django_db


@pytest.fixture
def strict():
    """A client whose forms need their token, as a browser's do."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    client.get("/accounts/login/")
    return client


def _token(client):
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def _flag_address():
    return reverse("comment_flag", args=[CommentFactory().pk])


def _flag(**more):
    return {"reason": "promotion", "note": WORDS} | more


def test_form_of_an_ended_session_is_sent_with_one_press_after_the_sign_in(strict, member):
    address = _flag_address()
    answer = strict.post(address, _flag() | _token(strict))
    signed_in = strict.post(answer.headers["Location"], {"login": member.email, "password": PASSWORD} | _token(strict))
    page = read(strict.get(signed_in.headers["Location"]))
    flags_before = Flag.objects.count()

    sent = strict.post(address, page.forms[-2].data)

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={address}")
    assert (signed_in.headers["Location"], page.heading, flags_before) == (address, "Your words are kept", 0)
    assert (sent.status_code, list(Flag.objects.values_list("reporter", "note"))) == (302, [(member.pk, WORDS)])


def test_sign_in_page_says_that_the_words_are_kept(client):
    answer = client.post(_flag_address(), _flag())

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "You had been signed out. Your words are kept for 24 hours: sign in, then send them."
    ]


def test_kept_form_is_gone_once_it_was_sent(client, member):
    address = _flag_address()
    client.post(address, _flag())
    client.force_login(member)
    shown = "typed" in client.get(address).context

    client.post(address, _flag())

    assert (shown, kept.KEY in client.session, "typed" in client.get(address).context) == (True, False, False)


def test_kept_form_can_be_thrown_away(client, member):
    address = _flag_address()
    client.post(address, _flag())
    client.force_login(member)

    answer = client.post(address, {"throw_away": "1"})

    assert (answer.headers["Location"], kept.KEY in client.session, Flag.objects.count()) == (address, False, 0)


def test_kept_form_shows_at_its_own_address_only(client, member):
    here, elsewhere = _flag_address(), _flag_address()
    client.post(here, _flag())
    client.force_login(member)

    assert ["typed" in client.get(address).context for address in (here, elsewhere)] == [True, False]


def test_kept_form_keeps_the_query_of_its_address_and_every_choice(client, member):
    article = ArticleFactory()
    block = article.current_revision.blocks.filter(kind="paragraph").first()
    address = reverse("statement_question", args=[article.slug, block.key]) + "?start=0&end=7"
    client.post(address, {"sentence": "0-25", "reason": "unsafe", "why": "It hurt me.", "values": ["1", "2"]})
    client.force_login(member)

    typed = client.get(address).context["typed"]

    assert [(field.name, field.text, field.is_words) for field in typed.fields] == [
        ("sentence", "0-25", False),
        ("reason", "unsafe", False),
        ("why", "It hurt me.", True),
        ("values", "1", False),
        ("values", "2", False),
    ]
    assert Report.objects.count() == 0


def test_kept_form_is_dropped_after_24_hours(client, member, settings):
    address = _flag_address()
    client.post(address, _flag())
    client.force_login(member)
    session = client.session
    session[kept.KEY] |= {"at": (timezone.now() - timedelta(hours=24, seconds=1)).isoformat()}
    session.save()

    answer = client.get(address)

    assert ("typed" in answer.context, kept.KEY in client.session) == (False, False)


def test_later_form_takes_the_place_of_the_earlier(client, member):
    first, second = _flag_address(), _flag_address()
    client.post(first, _flag())
    client.post(second, _flag(note="Another one, quite different."))
    client.force_login(member)

    assert ["typed" in client.get(address).context for address in (first, second)] == [False, True]


def test_passwords_are_never_kept(client):
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "new " + PASSWORD})

    assert (PASSWORD in answer.content.decode(), Session.objects.count()) == (False, 0)


def test_form_without_its_token_is_not_kept(strict):
    answer = strict.post(_flag_address(), _flag())

    assert (answer.status_code, Session.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    "more",
    [
        {"note": "x" * (kept.MOST_CHARS + 1)},
        {f"note{n}": "x" * (kept.MOST_CHARS - 10) for n in range(5)},
        {f"n{n}": "1" for n in range(kept.MOST_FIELDS)},
    ],
    ids=["long field", "much in all", "many fields"],
)
def test_form_too_large_to_keep_is_shown_whole_and_fills_no_session(client, more):
    address = _flag_address()

    answer = client.post(address, _flag(**more))

    page = read(answer)
    assert (page.status, page.heading, Session.objects.count()) == (403, "You are signed out", 0)
    assert {name: text for name, text in page.form_to(address).data.items() if name in more} == more


def test_form_too_large_to_keep_is_sent_from_its_page_after_signing_in_elsewhere(strict, member):
    address = _flag_address()
    long = WORDS + " " + "x" * kept.MOST_CHARS
    shown = read(strict.post(address, _flag(note=long) | _token(strict))).form_to(address)
    strict.post("/accounts/login/", {"login": member.email, "password": PASSWORD} | _token(strict))

    too_old = read(strict.post(address, shown.data))
    answer = strict.post(address, too_old.form_to(address).data)

    assert (too_old.heading, answer.status_code, long in answer.context["form"]["note"].value()) == (
        "This form is too old",
        200,
        True,
    )


def test_one_address_cannot_fill_the_table_of_sessions(settings):
    settings.ACCOUNT_RATE_LIMITS = {"kept_form": "3/h/ip"}
    address = _flag_address()

    statuses = [Client().post(address, _flag()).status_code for _n in range(5)]

    assert (statuses, Session.objects.count()) == ([302, 302, 302, 403, 403], 3)


def test_part_of_a_page_says_that_the_session_has_ended_and_keeps_nothing(client):
    answer = client.post(reverse("article_create"), {"preview": "1", "body": WORDS}, headers={"hx-request": "true"})

    html = answer.content.decode()
    assert (answer.status_code, "Your words are still on this page" in html, "<h1" in html) == (200, True, False)
    assert Session.objects.count() == 0
