"""A new public name, once in 30 days; the old address leads to the new one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.actions import rename_member
from accounts.models import NameRedirect
from accounts.reading import check_name_is_free
from tests.accounts.steps import Page, text_of
from tests.factories import NOON, MemberFactory

pytestmark = pytest.mark.django_db

PAUSE = timedelta(days=30)
PAGE = reverse("member_rename")


@pytest.fixture
def odile():
    """A member who has never changed her name."""
    return MemberFactory(public_name="Odile")


def refusal(member, name, at=NOON):
    """Return the code with which a name is refused, or the name the member then has."""
    try:
        return rename_member(member=member, public_name=name, at=at).public_name
    except ValidationError as error:
        return error.code


def test_name_is_changed_by_the_form(client, odile):
    client.force_login(odile)

    response = client.post(PAGE, {"public_name": "  Odile   from Lyon "}, follow=True)

    odile.refresh_from_db()
    assert (odile.public_name, odile.version, response.redirect_chain) == (
        "Odile from Lyon",
        2,
        [("/members/odile-from-lyon/", 302)],
    )
    assert "Your public name is now Odile from Lyon." in text_of(response)


def test_form_with_an_error_keeps_what_was_typed(client, odile):
    client.force_login(odile)

    response = client.post(PAGE, {"public_name": "Site Moderator"})

    assert Page(response).field("public_name")["value"] == "Site Moderator"
    assert [str(text) for text in response.context_data["form"].errors["public_name"]] == [
        "Choose another name: this one sounds like our staff."
    ]


def test_empty_form_says_what_to_do(client, odile):
    client.force_login(odile)

    response = client.post(PAGE, {"public_name": ""})

    assert '<a href="#id_public_name">Choose a public name.</a>' in response.content.decode()


def test_former_address_leads_to_the_present_one_for_good(client, odile):
    rename_member(member=odile, public_name="Ottilie", at=NOON)
    rename_member(member=odile, public_name="Otto", at=NOON + PAUSE)

    answers = [client.get(f"/members/{slug}/") for slug in ("odile", "ottilie", "otto")]

    assert [(answer.status_code, answer.headers.get("Location")) for answer in answers] == [
        (301, "/members/otto/"),
        (301, "/members/otto/"),
        (200, None),
    ]


@pytest.mark.parametrize(
    ("later", "expected"), [(PAUSE - timedelta(seconds=1), "soon"), (PAUSE, "Third name"), (PAUSE * 2, "Third name")]
)
def test_name_is_changed_once_in_30_days(odile, later, expected):
    rename_member(member=odile, public_name="Second name", at=NOON)

    assert refusal(odile, "Third name", NOON + later) == expected


def test_refusal_says_from_when_the_name_can_be_changed_again(odile):
    rename_member(member=odile, public_name="Second name", at=NOON)

    with pytest.raises(ValidationError) as caught:
        rename_member(member=odile, public_name="Third name", at=NOON + timedelta(days=1))

    assert caught.value.messages == ["You can change your name once in 30 days: again from 1 April 2026, 12:00 UTC."]


def test_name_that_was_refused_does_not_use_up_the_change(odile):
    MemberFactory(public_name="Berta")
    refused = [refusal(odile, name) for name in ("Berta", "x", "Admin", "Odile", "Odile ")]

    assert (refused, refusal(odile, "Ottilie")) == (["taken", "length", "staff", "same", "same"], "Ottilie")


@pytest.mark.parametrize("name", ["BERTA", "8erta", "Bérta", "Ber-ta", "Веrtа"])
def test_name_that_looks_like_anothers_is_refused(odile, name):
    MemberFactory(public_name="Berta")

    assert refusal(odile, name) in ("taken", "mixed")


def test_former_name_stays_with_the_one_who_had_it(odile):
    rename_member(member=odile, public_name="Ottilie", at=NOON)

    with pytest.raises(ValidationError):
        check_name_is_free("0dile")

    assert refusal(MemberFactory(), "Odile") == "taken"


def test_member_takes_the_former_name_back(client, odile):
    rename_member(member=odile, public_name="Ottilie", at=NOON)
    rename_member(member=odile, public_name="Odile", at=NOON + PAUSE)

    answers = [client.get(f"/members/{slug}/").status_code for slug in ("odile", "ottilie")]

    assert (answers, list(NameRedirect.objects.values_list("slug", flat=True))) == ([200, 301], ["ottilie"])


def test_change_of_capitals_keeps_the_address(client, odile):
    rename_member(member=odile, public_name="ODILE", at=NOON)

    assert (client.get("/members/odile/").status_code, NameRedirect.objects.count()) == (200, 0)


def test_change_by_another_window_a_moment_before_is_seen(odile):
    rename_member(member=odile, public_name="Ottilie", at=NOON)

    assert refusal(odile, "Otto") == "soon"  # `odile` still carries the old name and no date
