"""Making an account: a form, a mail with a link, and the way back to where the reader was."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from comments.actions import discussion_of
from comments.models import Comment
from tests.accounts.steps import LOGIN, STRANGER, Page, is_signed_in, link_in, sent_to, sign_in, sign_up, text_of
from tests.factories import PASSWORD, ArticleFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_account_is_made_by_the_form_and_the_link_in_the_mail(client, mailoutbox):
    sent = sign_up(client)
    link = link_in(mailoutbox[0])
    asked, confirmed = client.get(link), client.post(link)
    entered = sign_in(client, "anna@example.org")

    anna = Member.objects.get()
    assert (sent.status_code, sent.url) == (302, reverse("account_email_verification_sent"))
    assert sent_to(mailoutbox) == [("anna@example.org", "Confirm your e-mail address")]
    assert "Is anna@example.org your address, and Anna your public name here?" in text_of(asked)
    assert (confirmed.status_code, confirmed.url, entered.url) == (302, "/accounts/login/", "/")
    assert (anna.email, anna.public_name, anna.email_confirmed_at is None) == ("anna@example.org", "Anna", False)
    assert is_signed_in(client)


def test_link_that_is_only_opened_confirms_nothing(client, mailoutbox):
    sign_up(client)

    client.get(link_in(mailoutbox[0]))  # as scanners of mail do

    assert Member.objects.get().email_confirmed_at is None


def test_member_without_a_confirmed_address_cannot_sign_in(client, mailoutbox):
    sign_up(client)

    response = sign_in(Client(), "anna@example.org")

    assert (response.url, is_signed_in(client)) == (reverse("account_email_verification_sent"), False)
    assert sent_to(mailoutbox) == [("anna@example.org", "Confirm your e-mail address")] * 2


def test_link_that_was_used_says_so(client, mailoutbox):
    sign_up(client)
    link = link_in(mailoutbox[0])
    client.post(link)

    page = text_of(Client().get(link))

    assert "This link does not work any more" in page


def test_link_in_another_browser_confirms_too(client, mailoutbox):
    sign_up(client)

    Client().post(link_in(mailoutbox[0]))

    assert Member.objects.get().email_confirmed_at is not None


def test_form_with_an_error_keeps_what_was_typed(client):
    response = sign_up(client, public_name="x", password="short")

    page = Page(response)
    assert (page.field("email")["value"], page.field("public_name")["value"]) == ("anna@example.org", "x")
    assert {name: list(errors) for name, errors in response.context_data["form"].errors.items()} == {
        "public_name": ["Choose a name of 3 to 30 characters."],
        "password1": ["This password is too short. It must contain at least 10 characters."],
    }


@pytest.mark.parametrize("name", ["ODILE", "0dile", "O-d-i-l-e", "Оdile-x", "The Moderator"])
def test_name_of_another_or_of_staff_is_refused(client, name):
    MemberFactory(public_name="Odile")

    response = sign_up(client, public_name=name)

    assert list(response.context_data["form"].errors) == ["public_name"]
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("password123", "This password is too common."),
        ("anna@example.org", "The password is too similar to the e-mail address."),
        ("", "Type a password of at least 10 characters."),
    ],
)
def test_weak_password_is_refused(client, password, error):
    response = sign_up(client, password=password)

    assert re.findall(r'<a href="#id_password1">(.*?)</a>', response.content.decode()) == [error]


def test_known_address_is_answered_like_an_unknown_one(client, mailoutbox):
    MemberFactory(public_name="Odile", email="odile@example.org")
    other = Client()

    known, unknown = sign_up(client, email="ODILE@example.org"), sign_up(other, email="berta@example.org")

    answers = [(response.status_code, response.url) for response in (known, unknown)]
    pages = [
        text_of(browser.get(response.url)).replace(address, "…")
        for browser, response, address in ((client, known, "odile@example.org"), (other, unknown, "berta@example.org"))
    ]
    assert (answers[0], pages[0]) == (answers[1], pages[1])
    assert sent_to(mailoutbox) == [
        ("odile@example.org", "You have an account already"),
        ("berta@example.org", "Confirm your e-mail address"),
    ]
    assert Member.objects.filter(email__iexact="odile@example.org").count() == 1


def test_address_is_the_same_in_capitals(client, mailoutbox):
    sign_up(client, email="Anna@Example.ORG")
    client.post(link_in(mailoutbox[0]))

    sign_in(client, "ANNA@example.org")

    assert (Member.objects.get().email, is_signed_in(client)) == ("anna@example.org", True)


def test_words_are_kept_through_sign_up_and_the_reader_comes_back_to_them(client, mailoutbox):
    article = ArticleFactory()
    data = {"kind": "remark", "body": "Kept while I make an account.", "submission_key": uuid.uuid4()}
    sent = client.post(reverse("comment_create", args=[discussion_of(article).pk]), data)
    offered = client.get(sent.url)

    to_sign_up = re.search(r'<a href="(/accounts/signup/[^"]*)">', offered.content.decode())[1]
    way_back = Page(client.get(to_sign_up)).field("next")["value"]
    sign_up(client, next=way_back)
    confirmed = client.post(link_in(mailoutbox[0]))
    entered = sign_in(client, "anna@example.org")
    page = client.get(entered.url).content.decode()

    assert (confirmed.url, entered.url) == ("/accounts/login/", f"{article.get_absolute_url()}#post")
    assert ("Kept while I make an account." in page, Comment.objects.count()) == (True, 0)


def test_way_back_is_taken_once(client, mailoutbox):
    sign_up(client, next="/articles/")
    client.post(link_in(mailoutbox[0]))

    first, second = sign_in(client, "anna@example.org"), client.get(LOGIN)

    assert (first.url, second.url) == ("/articles/", "/")


def test_way_back_leads_to_no_other_site(client, mailoutbox):
    sign_up(client, next=STRANGER)
    client.post(link_in(mailoutbox[0]))

    assert sign_in(client, "anna@example.org").url == "/"


@pytest.mark.django_db(transaction=True)
def test_form_sent_five_times_at_once_makes_one_member():
    def send(_n):
        try:
            response = sign_up(Client(), password=PASSWORD)
            return response.status_code if response.status_code != 302 else response.url
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        answers = set(pool.map(send, range(5)))

    assert Member.objects.count() == 1
    assert answers <= {reverse("account_email_verification_sent"), 200}  # 200: the name was taken a moment ago
