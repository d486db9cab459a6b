"""A publisher's first admin: one command, one link, a password, a second step."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions import create_member
from accounts.models import Member
from audit.models import Entry
from tests.accounts.steps import ENROL, enrol, is_signed_in, sign_in, text_of
from tests.factories import NOON, PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

EMAIL = "publisher@example.org"
NEW = "two eggs and a long walk"
TWICE = {"password1": NEW, "password2": NEW}


@pytest.fixture
def create_admin(capsys, settings):
    """A function that runs the command and returns the link's path."""
    settings.SITE_URL = "https://bones.example"

    def run(*args):
        call_command("create_admin", *args)
        printed = capsys.readouterr().out
        assert printed.splitlines()[1] == "It sets the password. After signing in, the site asks for a second step."
        return re.fullmatch(
            r"Open this link once, within three days: https://bones\.example(/\S+)", printed.splitlines()[0]
        )[1]

    return run


def follow(client, link):
    """Open the link; return the path of the form behind it."""
    return client.get(link).url


def test_link_sets_the_password_and_leads_to_the_second_step(client, create_admin, settings):
    settings.STAFF_MFA_REQUIRED, settings.MFA_TOTP_TOLERANCE = True, 1
    link = create_admin(EMAIL)

    done = client.post(follow(client, link), TWICE, follow=True)
    entered = sign_in(client, EMAIL, NEW)
    led = client.get(entered.url)
    asked = client.get(led.url)
    enrol(client)

    assert f'<a class="btn" href="{reverse("account_login")}">' in done.content.decode()
    assert (led.url, asked.status_code, "Set up a second step" in text_of(asked)) == (ENROL, 200, True)
    assert [client.get(reverse(name)).status_code for name in ("editorial_home", "case_list", "admin:index")] == [
        200
    ] * 3


def test_link_works_once(client, create_admin):
    link = create_admin(EMAIL)
    form = follow(client, link)
    client.post(form, TWICE)

    opened = client.get(link)
    sent = client.post(form, {"password1": "a third one altogether", "password2": "a third one altogether"})

    assert ["This link does not work any more" in text_of(response) for response in (opened, sent)] == [True, True]
    assert Member.objects.get().check_password(NEW)


def test_link_that_was_opened_and_left_still_works(client, create_admin):
    link = create_admin(EMAIL)
    follow(client, link)

    client.post(follow(client, link), TWICE)

    assert sign_in(client, EMAIL, NEW).url == "/"


def test_nobody_signs_in_before_the_link_was_used(client, create_admin):
    create_admin(EMAIL)

    answers = [sign_in(client, EMAIL, password).status_code for password in ("", NEW, "None")]

    assert (answers, is_signed_in(client)) == ([200] * 3, False)


def test_new_admin_is_a_member_with_the_role_and_a_confirmed_address(create_admin):
    create_admin("Publisher@Example.ORG", "--name", "Ada Bone")

    ada = Member.objects.get()
    assert (ada.email, ada.public_name, ada.is_staff, ada.has_usable_password()) == (EMAIL, "Ada Bone", True, False)
    assert (ada.email_confirmed_at is None, ada.has_perm("accounts.change_member")) == (False, True)
    assert list(Entry.objects.values_list("actor_id", "rule", "verb", "subject", "after")) == [
        (None, "create_admin", "set_role", f"member:{ada.pk}", {"role": "Admin"})
    ]


def test_admin_signs_in_with_an_address_in_capitals(client, create_admin):
    client.post(follow(client, create_admin("Publisher@Example.ORG")), TWICE)

    assert sign_in(client, "PUBLISHER@example.org", NEW).url == "/"


def test_member_who_is_there_keeps_name_and_password_until_the_link_is_used(client, create_admin):
    odile = MemberFactory(public_name="Odile", email=EMAIL)

    link = create_admin(EMAIL.upper())
    before = odile.check_password(PASSWORD)
    client.post(follow(client, link), TWICE)

    odile = Member.objects.get()
    assert (odile.public_name, before, odile.check_password(NEW)) == ("Odile", True, True)
    assert list(odile.groups.values_list("name", flat=True)) == ["Admin"]


def test_member_who_never_confirmed_the_address_is_vouched_for(client, create_admin):
    create_member(email=EMAIL, public_name="Odile", password=PASSWORD, at=NOON)

    client.post(follow(client, create_admin(EMAIL)), TWICE)

    assert (sign_in(client, EMAIL, NEW).url, is_signed_in(client)) == ("/", True)


def test_command_run_twice_makes_one_admin_and_the_first_link_still_ends(client, create_admin):
    first, second = create_admin(EMAIL), create_admin(EMAIL)

    client.post(follow(client, second), TWICE)

    assert Member.objects.count() == 1
    assert "This link does not work any more" in text_of(client.get(first))


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["not an address"], "Enter a valid email address."),
        ([EMAIL, "--name", "x"], "Choose a name of 3 to 30 characters."),
        ([EMAIL, "--name", "Admin"], "Choose another name: this one sounds like our staff."),
        ([EMAIL, "--name", "Taken"], "Somebody has this name, or one that looks like it. Choose another."),
        (["closed@example.org"], "This account is closed. Choose another address."),
    ],
)
def test_command_says_what_is_wrong_and_makes_nobody(args, sentence):
    MemberFactory(public_name="Taken")
    closed = MemberFactory(email="closed@example.org")
    closed.is_active = False
    closed.save()

    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        call_command("create_admin", *args)

    assert (Member.objects.count(), Member.objects.filter(is_staff=True).count()) == (2, 0)
