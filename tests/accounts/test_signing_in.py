"""Signing in by password or by a code in the mail, and signing out."""

import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from accounts.permissions import can_post
from comments.actions import discussion_of
from comments.models import Comment
from tests.accounts.steps import (
    LOGIN,
    STRANGER,
    Page,
    is_signed_in,
    link_in,
    sent_to,
    sign_in,
    sign_up,
    signed_in,
    text_of,
)
from tests.factories import PASSWORD, ArticleFactory, MemberFactory

pytestmark = pytest.mark.django_db

CODE, CODE_CONFIRM = reverse("account_request_login_code"), reverse("account_confirm_login_code")
ELSEWHERE = (
    STRANGER,
    "//elsewhere.example/",
    "http:///elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "https://testserver@elsewhere.example/",
)


def errors_on(response):
    """Return the errors that concern the form as a whole."""
    return [str(error) for error in response.context_data["form"].non_field_errors()]


def code_in(mail):
    """Return the code, which stands alone in a line."""
    return re.search(r"^\S{6,}$", mail.body, re.MULTILINE)[0]


def test_member_signs_in_and_goes_to_where_they_were(client, member):
    response = sign_in(client, member, next="/articles/?page=2")

    assert (response.status_code, response.url, is_signed_in(client)) == (302, "/articles/?page=2", True)


def test_member_who_is_signed_in_is_not_asked_again(client, member):
    client.force_login(member)

    assert client.get(f"{LOGIN}?next=/articles/").url == "/articles/"


def test_session_gets_a_new_key_at_sign_in(client, member):
    client.get(f"{LOGIN}?next=/")
    client.post(
        reverse("comment_create", args=[discussion_of(ArticleFactory()).pk]),
        {"kind": "remark", "body": "Kept.", "submission_key": uuid.uuid4()},
    )
    before = client.cookies["sessionid"].value

    sign_in(client, member)

    after = client.cookies["sessionid"].value
    stale = Client()
    stale.cookies["sessionid"] = before
    assert (before == after, is_signed_in(client), is_signed_in(stale)) == (False, True, False)


def test_session_ends_with_the_browser_unless_asked(client, member):
    field = Page(client.get(LOGIN)).field("remember")

    sign_in(client, member)
    shut = client.cookies["sessionid"]["max-age"]
    other = Client()
    sign_in(other, member, remember="on")

    assert ("checked" in field, shut, other.cookies["sessionid"]["max-age"]) == (False, "", 14 * 24 * 3600)


def test_form_advises_on_staying_signed_in(client):
    assert "Keep me signed in Only on a device that is yours alone." in text_of(client.get(LOGIN))


def test_passwords_can_be_pasted_and_filled_in_by_a_manager(client):
    page = Page(client.get(LOGIN))

    found = {name: page.field(name)["autocomplete"] for name in ("login", "password")}
    assert found == {"login": "email", "password": "current-password"}
    assert [attrs for attrs in page.all("input") if any(name.startswith("on") for name in attrs)] == []


@pytest.mark.parametrize("email", ["reader@example.org", "nobody@example.org"])
def test_wrong_password_is_answered_alike_for_known_and_unknown(client, member, email):
    response = sign_in(client, email, "not the password")

    assert errors_on(response) == [
        "The e-mail address or the password is not right. Check both, or have a code sent to you by e-mail."
    ]
    assert (Page(response).field("login")["value"], is_signed_in(client)) == (email, False)


def test_closed_account_is_told_so_only_with_its_password(client, member):
    member.is_active = False
    member.save()

    right, wrong = sign_in(client, member), sign_in(client, member, "not the password")

    assert (right.url, wrong.status_code, is_signed_in(client)) == (reverse("account_inactive"), 200, False)


def test_repeated_wrong_passwords_are_stopped(client, member, limits):
    other = MemberFactory()
    for _n in range(5):
        sign_in(client, member, "not the password")

    response = sign_in(client, member)

    assert errors_on(response) == ["Too many tries that did not work. Wait five minutes, then try again."]
    assert (Page(response).field("login")["value"], is_signed_in(client)) == (member.email, False)
    assert sign_in(Client(), other).status_code == 302


def test_many_tries_from_one_place_are_stopped(client, member, limits):
    for number in range(10):
        sign_in(client, f"nobody{number}@example.org", "not the password")

    response = sign_in(client, member)

    assert (errors_on(response), is_signed_in(client)) == (
        ["Too many tries that did not work. Wait five minutes, then try again."],
        False,
    )


@pytest.mark.parametrize("path", ["account_request_login_code", "account_reset_password"])
def test_mail_is_not_sent_without_end(client, member, mailoutbox, limits, path):
    answers = [Client().post(reverse(path), {"email": member.email}).status_code for _n in range(6)]

    assert len(mailoutbox) == {"account_request_login_code": 3, "account_reset_password": 5}[path]
    assert answers[-1] == {"account_request_login_code": 200, "account_reset_password": 429}[path]


def test_page_about_a_limit_gives_back_what_was_typed_but_no_password(client, limits):
    typed = {"email": "anna@example.org", "public_name": "x", "password1": PASSWORD}
    for _n in range(20):
        client.post(reverse("account_signup"), typed)

    response = client.post(reverse("account_signup"), typed)

    html = response.content.decode()
    assert (response.status_code, "anna@example.org" in html, PASSWORD in html) == (429, True, False)
    assert [len(Page(response).all(tag)) for tag in ("main", "h1")] == [1, 1]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_sign_in_leads_to_no_other_site(client, member, address):
    assert sign_in(client, member, next=address).url == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_request_login_code"])
def test_member_who_is_signed_in_is_led_to_no_other_site(client, member, name, address):
    client.force_login(member)

    assert client.get(reverse(name), {"next": address}).url == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_out_leads_to_no_other_site(client, member, address):
    client.force_login(member)

    assert client.post(reverse("account_logout"), {"next": address}).url == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_typing_the_password_again_leads_to_no_other_site(client, member, address):
    client.force_login(member)

    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})

    assert response.url == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_code_leads_to_no_other_site(client, member, mailoutbox, address):
    asked = client.post(CODE, {"email": member.email, "next": address})

    response = client.post(CODE_CONFIRM, {"code": code_in(mailoutbox[0]), "next": address})

    assert (asked.url, response.url) == (CODE_CONFIRM, "/")


def test_signing_out_is_asked_first_and_ends_the_session(client, member):
    sign_in(client, member)
    key = client.cookies["sessionid"].value
    client.get(reverse("account_logout"))
    still = is_signed_in(client)

    client.post(reverse("account_logout"))

    stale = Client()
    stale.cookies["sessionid"] = key
    assert (still, is_signed_in(client), is_signed_in(stale)) == (True, False, False)


def test_member_signs_in_by_a_code_in_the_mail(client, member, mailoutbox):
    asked = client.post(CODE, {"email": member.email, "next": "/articles/"})

    response = client.post(asked.url, {"code": code_in(mailoutbox[0]).lower(), "next": "/articles/"})

    assert sent_to(mailoutbox) == [(member.email, "Your code to sign in")]
    assert (response.url, is_signed_in(client)) == ("/articles/", True)


def test_code_is_of_no_use_in_another_browser_or_twice(client, member, mailoutbox):
    client.post(CODE, {"email": member.email})
    code = code_in(mailoutbox[0])
    other = Client()
    other.post(CODE_CONFIRM, {"code": code})
    client.post(CODE_CONFIRM, {"code": code})
    client.post(reverse("account_logout"))

    client.post(CODE_CONFIRM, {"code": code})

    assert (is_signed_in(other), is_signed_in(client)) == (False, False)


def test_third_wrong_code_ends_the_attempt(client, member, mailoutbox):
    client.post(CODE, {"email": member.email})
    answers = [client.post(CODE_CONFIRM, {"code": "WRONG-1"}) for _n in range(3)]

    response = client.post(CODE_CONFIRM, {"code": code_in(mailoutbox[0])})

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert (response.status_code, is_signed_in(client)) == (302, False)


def test_code_for_an_unknown_address_is_answered_like_for_a_known_one(client, member, mailoutbox):
    other = Client()

    known, unknown = client.post(CODE, {"email": member.email}), other.post(CODE, {"email": "nobody@example.org"})

    pages = [
        text_of(browser.get(CODE_CONFIRM)).replace(address, "…")
        for browser, address in ((client, member.email), (other, "nobody@example.org"))
    ]
    assert (known.status_code, known.url, pages[0]) == (unknown.status_code, unknown.url, pages[1])
    assert sent_to(mailoutbox) == [
        (member.email, "Your code to sign in"),
        ("nobody@example.org", "You have no account with this address"),
    ]


@pytest.mark.parametrize("way", ["password", "code"])
def test_sign_in_to_comment_comes_back_with_the_draft(client, member, mailoutbox, way):
    article = ArticleFactory()
    data = {"kind": "concern", "body": "Kept while I sign in.", "submission_key": uuid.uuid4()}
    sent = client.post(reverse("comment_create", args=[discussion_of(article).pk]), data)
    way_back = Page(client.get(sent.url)).all("input")
    way_back = next(attrs["value"] for attrs in way_back if attrs.get("name") == "next")

    if way == "password":
        entered = sign_in(client, member, next=way_back)
    else:
        asked = client.post(CODE, {"email": member.email, "next": way_back})
        entered = client.post(asked.url, {"code": code_in(mailoutbox[0])})
    page = client.get(entered.url).content.decode()

    assert entered.url == f"{article.get_absolute_url()}#post"
    assert ("Kept while I sign in." in page, Comment.objects.count()) == (True, 0)


def test_first_code_makes_the_account_its_readers_own(client):
    stranger, member = Client(), MemberFactory(confirmed=False)
    other = signed_in(MemberFactory())
    stranger.force_login(member)
    stranger.get("/")

    client.post(CODE, {"email": member.email})
    answer = client.post(CODE_CONFIRM, {"code": code_in(mail.outbox[-1])})
    told = text_of(client.get(answer.url))

    member.refresh_from_db()
    assert (member.email_confirmed_at is not None, member.has_usable_password()) == (True, False)
    assert [is_signed_in(browser) for browser in (client, stranger, other)] == [True, False, True]
    assert "A password from before does not count any more. Choose a new one, or sign in by code again." in told
    assert is_signed_in(signed_in(member)) is False
    assert can_post(member) is True


def test_later_codes_leave_the_password_alone(client, member):
    client.post(CODE, {"email": member.email})
    client.post(CODE_CONFIRM, {"code": code_in(mail.outbox[-1])})

    assert [is_signed_in(browser) for browser in (client, signed_in(member))] == [True, True]


def test_password_stays_when_the_link_of_the_sign_up_is_followed(client):
    sign_up(client)
    client.post(link_in(mail.outbox[-1]))

    sign_in(client, "anna@example.org")

    member = Member.objects.get(email="anna@example.org")
    assert (member.email_confirmed_at is not None, is_signed_in(client)) == (True, True)


def test_password_does_not_open_an_account_whose_address_was_never_confirmed_to_us(client):
    member = MemberFactory(confirmed=False)
    EmailAddress.objects.filter(user=member).update(verified=True)

    response = sign_in(client, member)

    member.refresh_from_db()
    assert (response.url, is_signed_in(client), member.email_confirmed_at) == (CODE, False, None)
    assert "Your address is not confirmed yet. Have a code sent to it to sign in." in text_of(client.get(CODE))


def test_code_goes_to_no_address_that_a_member_has_only_asked_to_change_to(client, member):
    EmailAddress.objects.create(user=member, email="victim@example.org", verified=False, primary=False)

    client.post(CODE, {"email": "victim@example.org"})

    assert sent_to(mail.outbox) == [("victim@example.org", "You have no account with this address")]
