"""A mail stops with one click, signed out; a look at the link changes nothing."""

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from notifications.emails import read_stop_token, stop_token
from notifications.reading import preferences_of
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def _address(member, what="replies"):
    return reverse("mail_stop", args=[stop_token(member.pk, what)])


@pytest.fixture
def stranger():
    """A browser, or a mail program, that has no cookie and no token of a form."""
    return Client(enforce_csrf_checks=True)


def test_looking_at_the_link_asks_and_changes_nothing(stranger, member, django_assert_num_queries):
    with django_assert_num_queries(1) as found:
        page = stranger.get(_address(member))

    assert [row["sql"][:6] for row in found.captured_queries] == ["SELECT"]
    assert (page.status_code, page.cookies, preferences_of(member)["replies"]) == (200, {}, "once")
    assert "This stops mails about: replies to what I wrote." in page.content.decode()


@pytest.mark.parametrize("sent", [{"List-Unsubscribe": "One-Click"}, {}])
def test_one_click_stops_one_matter_of_one_member_without_signing_in(stranger, member, sent):
    other = MemberFactory()

    pages = [stranger.post(_address(member), sent) for _time in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert "You get no more mails about: replies to what I wrote." in pages[0].content.decode()
    assert (preferences_of(member)["replies"], preferences_of(member)["answers"]) == ("site", "once")
    assert preferences_of(other)["replies"] == "once"


def test_one_click_stops_a_digest(stranger, member):
    stranger.post(_address(member, "daily"))

    found = preferences_of(member)
    assert (found["followed"], found["articles"], found["replies"]) == ("site", "site", "once")


@pytest.mark.parametrize("method", ["get", "post"])
def test_token_cannot_be_used_for_another_member_matter_or_purpose(stranger, member, method):
    other = MemberFactory()
    words, _colon, seal = stop_token(member.pk, "replies").rpartition(":")
    forged = [
        f"{other.pk}.replies:{seal}", f"{member.pk}.answers:{seal}", f"{words}:{seal[:-1]}", words, "x",
        Signer().sign(f"{member.pk}.replies"), Signer(salt="notifications.mail_stop").sign(f"{member.pk}.everything"),
        stop_token(member.pk + other.pk + 1000, "replies"),
    ]  # fmt: skip

    found = [getattr(stranger, method)(reverse("mail_stop", args=[token])).status_code for token in forged]

    assert found == [404] * len(forged)
    assert [preferences_of(row)["replies"] for row in (member, other)] == ["once", "once"]


@pytest.mark.parametrize("what", ["replies", "daily", "weekly"])
def test_token_names_whom_and_what(member, what):
    assert read_stop_token(stop_token(member.pk, what)) == (member.pk, what)


def test_address_does_not_name_the_member(member):
    assert (member.email in _address(member), member.slug in _address(member)) == (False, False)
