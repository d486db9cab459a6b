"""Changing a password, and setting a new one by a link in the mail."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.steps import STRANGER, Page, is_signed_in, link_in, sent_to, sign_in, signed_in, text_of
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

CHANGE, RESET = reverse("account_change_password"), reverse("account_reset_password")
NEW = "two eggs and a long walk"


def change(client, old=PASSWORD, new=NEW, again=NEW):
    """Fill in the form for a new password."""
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


def open_link(client, mail):
    """Follow the link in the mail to the page with the form; return its path and the page."""
    first = client.get(link_in(mail))
    return first.url, client.get(first.url)


def test_change_tells_the_member_and_ends_other_sessions(client, member, mailoutbox):
    sign_in(client, member)
    other, stranger = signed_in(member), signed_in(MemberFactory())
    before = client.cookies["sessionid"].value

    change(client)

    member.refresh_from_db()
    assert (member.check_password(NEW), sent_to(mailoutbox)) == (True, [(member.email, "Your password was changed")])
    assert (is_signed_in(client), is_signed_in(other), is_signed_in(stranger)) == (True, False, True)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    ("old", "new", "again", "errors"),
    [
        ("not it", NEW, NEW, {"oldpassword": ["This is not your password now. Type the one you signed in with."]}),
        ("", NEW, NEW, {"oldpassword": ["Type the password you have now."]}),
        (PASSWORD, "short", "short", {"password1": ["This password is too short. It must contain at least 10 characters."]}),  # noqa: E501
        (PASSWORD, NEW, "another one altogether", {"password2": ["You must type the same password each time."]}),
    ],
)  # fmt: skip
def test_change_is_refused(client, member, mailoutbox, old, new, again, errors):
    sign_in(client, member)

    response = change(client, old, new, again)

    found = {name: [str(text) for text in texts] for name, texts in response.context_data["form"].errors.items()}
    member.refresh_from_db()
    assert (found, member.check_password(PASSWORD), len(mailoutbox)) == (errors, True, 0)


def test_link_sets_a_password_and_ends_every_session(client, member, mailoutbox):
    other = signed_in(member)
    client.post(RESET, {"email": member.email.upper()})
    path, page = open_link(client, mailoutbox[0])

    done = client.post(path, {"password1": NEW, "password2": NEW}, follow=True)

    assert sent_to(mailoutbox) == [
        (member.email, "Set a new password"),
        (member.email, "Your password was changed"),
    ]
    assert ("Choose a password" in text_of(page), "Your password is set" in text_of(done)) == (True, True)
    assert (is_signed_in(other), sign_in(Client(), member).status_code) == (False, 200)
    assert (sign_in(client, member, NEW).url, is_signed_in(client)) == ("/", True)


def test_link_works_once(client, member, mailoutbox):
    client.post(RESET, {"email": member.email})
    path, _page = open_link(client, mailoutbox[0])
    client.post(path, {"password1": NEW, "password2": NEW})

    again = client.get(link_in(mailoutbox[0]))
    sent = client.post(path, {"password1": "a third one altogether", "password2": "a third one altogether"})

    member.refresh_from_db()
    assert ["This link does not work any more" in text_of(response) for response in (again, sent)] == [True, True]
    assert member.check_password(NEW)


def test_link_that_is_too_old_is_refused(client, member, mailoutbox, settings):
    client.post(RESET, {"email": member.email})
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert "This link does not work any more" in text_of(client.get(link_in(mailoutbox[0])))


def test_link_is_not_in_the_address_of_the_form(client, member, mailoutbox):
    client.post(RESET, {"email": member.email})

    path, page = open_link(client, mailoutbox[0])

    assert path.rpartition("-set-password/")[1] == "-set-password/"
    assert link_in(mailoutbox[0]) not in page.content.decode()


def test_form_of_the_link_says_what_is_wrong(client, member, mailoutbox):
    client.post(RESET, {"email": member.email})
    path, _page = open_link(client, mailoutbox[0])

    response = client.post(path, {"password1": "", "password2": ""})

    assert [attrs["href"] for attrs in Page(response).all("a") if attrs["href"].startswith("#id_")] == [
        "#id_password1",
        "#id_password2",
    ]


def test_unknown_address_is_answered_like_a_known_one(client, member, mailoutbox):
    known, unknown = (Client().post(RESET, {"email": email}) for email in (member.email, "nobody@example.org"))

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert sent_to(mailoutbox) == [
        (member.email, "Set a new password"),
        ("nobody@example.org", "You have no account with this address"),
    ]


def test_reset_leads_to_no_other_site(client, member, mailoutbox):
    sent = client.post(f"{RESET}?next={STRANGER}", {"email": member.email, "next": STRANGER})
    path, _page = open_link(client, mailoutbox[0])
    done = client.post(f"{path}?next={STRANGER}", {"password1": NEW, "password2": NEW, "next": STRANGER})

    assert (sent.url, done.url) == (
        reverse("account_reset_password_done"),
        reverse("account_reset_password_from_key_done"),
    )


def test_member_without_a_password_sets_one(client, member, mailoutbox):
    member.set_unusable_password()
    member.save()
    client.force_login(member)

    led = client.get(CHANGE)
    page = client.get(led.url).content.decode()
    assert ("Set my password" in page, "Change my password" in page) == (True, False)
    client.post(led.url, {"password1": NEW, "password2": NEW})

    member.refresh_from_db()
    assert (led.url, member.check_password(NEW)) == (reverse("account_set_password"), True)
    assert (sent_to(mailoutbox), is_signed_in(client)) == (
        [(member.email, "Your account has a password now")],
        True,
    )
