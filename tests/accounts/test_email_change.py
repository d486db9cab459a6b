"""Changing the address: the password is asked, both addresses are told, other sessions end."""

import pytest
from django.test import Client

from accounts.actions import create_member
from accounts.models import Member
from tests.accounts.steps import CONFIRM, EMAIL, STRANGER, is_signed_in, link_in, sent_to, sign_in, signed_in, text_of
from tests.factories import NOON, PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

NEW = "odile@new.example"


@pytest.fixture
def odile(client):
    """A member who has signed in a moment ago."""
    odile = MemberFactory(public_name="Odile", email="odile@example.org")
    sign_in(client, odile)
    return odile


def ask(client, email=NEW, password=PASSWORD):
    """Ask for the change and, where the site wants it, type the password."""
    asked = client.post(EMAIL, {"email": email, "action_add": "1"})
    return client.post(asked.url, {"password": password, "next": EMAIL})


def address_of(member):
    """Return the address that a member signs in with, from both tables."""
    member.refresh_from_db()
    return member.email, list(member.emailaddress_set.order_by("pk").values_list("email", "verified", "primary"))


def test_change_asks_for_the_password_though_one_has_just_signed_in(client, odile, mailoutbox):
    asked = client.post(EMAIL, {"email": NEW, "action_add": "1"})
    wrong = client.post(asked.url, {"password": "not the password", "next": EMAIL})

    assert asked.url == f"{CONFIRM}?next=%2Faccounts%2Femail%2F"
    assert list(wrong.context_data["form"].errors["password"]) == ["This is not your password. Try again."]
    assert (address_of(odile), sent_to(mailoutbox)) == (
        ("odile@example.org", [("odile@example.org", True, True)]),
        [],
    )


def test_address_that_was_typed_is_kept_while_the_password_is_asked(client, odile, mailoutbox):
    ask(client)

    page = text_of(client.get(EMAIL))
    assert "You sign in with odile@example.org." in page
    assert "A change to odile@new.example waits for you to follow the link" in page
    assert sent_to(mailoutbox) == [(NEW, "Confirm your e-mail address")]
    assert address_of(odile)[0] == "odile@example.org"


def test_confirmed_change_tells_both_addresses_and_ends_other_sessions(client, odile, mailoutbox):
    other, stranger = signed_in(odile), signed_in(MemberFactory())
    ask(client)

    confirmed = client.post(link_in(mailoutbox[0]))

    assert (confirmed.url, address_of(odile)) == (EMAIL, (NEW, [(NEW, True, True)]))
    assert sent_to(mailoutbox) == [
        (NEW, "Confirm your e-mail address"),
        ("odile@example.org", "Your e-mail address was changed"),
    ]
    assert "with odile@new.example, no longer with odile@example.org." in mailoutbox[1].body
    assert (is_signed_in(client), is_signed_in(other), is_signed_in(stranger)) == (True, False, True)


def test_other_sessions_stay_until_the_new_address_is_confirmed(client, odile):
    other = signed_in(odile)

    ask(client)

    assert (is_signed_in(client), is_signed_in(other)) == (True, True)


def test_member_signs_in_with_the_new_address_only(client, odile, mailoutbox):
    ask(client)
    client.post(link_in(mailoutbox[0]))

    old, new = Client(), Client()
    sign_in(old, "odile@example.org")
    sign_in(new, NEW)

    assert (is_signed_in(old), is_signed_in(new)) == (False, True)


def test_link_opened_where_nobody_is_signed_in_ends_every_session(client, odile, mailoutbox):
    ask(client)

    confirmed = Client().post(link_in(mailoutbox[0]))

    assert (confirmed.url, address_of(odile)[0], is_signed_in(client)) == ("/accounts/login/", NEW, False)


def test_change_can_be_called_off(client, odile, mailoutbox):
    ask(client)
    link = link_in(mailoutbox[0])

    client.post(EMAIL, {"email": NEW, "action_remove": "1"})

    assert "This link does not work any more" in text_of(client.get(link))
    assert address_of(odile) == ("odile@example.org", [("odile@example.org", True, True)])


def test_mail_can_be_sent_again(client, odile, mailoutbox):
    ask(client)

    client.post(EMAIL, {"email": NEW, "action_send": "1"})

    assert sent_to(mailoutbox) == [(NEW, "Confirm your e-mail address")] * 2


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Type your e-mail address."),
        ("odile@", "Enter a valid email address."),
        ("ODILE@example.org", "This is your address already. Type the new one."),
    ],
)
def test_address_that_cannot_be_is_refused_before_the_password_is_asked(client, odile, typed, error):
    response = client.post(EMAIL, {"email": typed, "action_add": "1"})

    assert [str(text) for text in response.context_data["form"].errors["email"]] == [error]
    assert f'value="{typed}"' in response.content.decode() or not typed


def test_address_of_another_member_is_not_given_away_and_not_given(client, odile, mailoutbox):
    berta = MemberFactory(public_name="Berta", email="berta@example.org")
    ask(client, "berta@example.org")

    answered = text_of(client.get(EMAIL))
    link = link_in(mailoutbox[0])
    page = text_of(Client().get(link))
    client.post(link)

    assert "A change to berta@example.org waits for you" in answered
    assert "This address belongs to another account" in page
    assert (address_of(odile)[0], address_of(berta)[0]) == ("odile@example.org", "berta@example.org")


def test_address_on_which_somebody_sits_without_having_confirmed_it_goes_to_its_owner(client, odile, mailoutbox):
    create_member(email=NEW, public_name="Squatter", password=PASSWORD, at=NOON)
    ask(client)

    confirmed = client.post(link_in(mailoutbox[0]))

    assert (confirmed.url, address_of(odile)[0]) == (EMAIL, NEW)
    assert list(Member.objects.values_list("public_name", flat=True)) == ["Odile"]


def test_link_leads_to_no_other_site(client, odile, mailoutbox):
    ask(client)

    response = client.post(link_in(mailoutbox[0]), {"next": STRANGER})

    assert response.url == EMAIL
