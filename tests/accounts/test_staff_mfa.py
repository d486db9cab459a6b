"""Staff are sent to set up a second step, by one middleware."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.passkey import Passkey, options_on
from tests.accounts.steps import ENROL, SECOND_STEP, code_for, enrol, is_signed_in, sign_in, text_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent.parent
ADD = reverse("mfa_add_webauthn")
DESK = reverse("case_list")
PAGES = ("/", "/articles/", "/me/", "/editorial/", DESK, "/admin/", "/search/?q=x", "/no-such-page/")


@pytest.fixture(autouse=True)
def _required(settings):
    """As on the real site; a code that ends while a test runs still counts."""
    settings.STAFF_MFA_REQUIRED, settings.MFA_TOTP_TOLERANCE = True, 1


def sent_to_enrol(client, paths=PAGES):
    """Return which of these pages send the member to set up the second step."""
    return [path for path in paths if client.get(path).headers.get("Location") == ENROL]


@pytest.mark.parametrize("role", ["moderator", "editor", "admin"])
def test_staff_without_a_second_step_are_sent_to_set_one_up(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert sent_to_enrol(client) == list(PAGES)


def test_forms_of_staff_without_a_second_step_do_nothing(client, editor):
    client.force_login(editor)

    response = client.post(reverse("article_create"), {"title": "A title"})

    assert response.url == ENROL


def test_readers_and_visitors_are_left_alone(client, member):
    reader = Client()
    reader.force_login(member)

    assert (sent_to_enrol(client), sent_to_enrol(reader)) == ([], [])


def test_any_right_that_readers_lack_makes_one_staff(client, member):
    helpers = Group.objects.create(name="Night watch")
    helpers.permissions.add(Permission.objects.get(codename="review_case"))
    member.groups.add(helpers)
    client.force_login(member)

    assert sent_to_enrol(client) == list(PAGES)


def test_superuser_is_staff(client, member):
    member.is_superuser = True
    member.save()
    client.force_login(member)

    assert sent_to_enrol(client) == list(PAGES)


def test_account_pages_and_policies_stay_open(client, moderator):
    client.force_login(moderator)

    names = ("account_email", "account_logout", "mfa_index", "policy_privacy", "healthz")
    assert {name: client.get(reverse(name)).status_code for name in names} == dict.fromkeys(names, 200)


def test_staff_sign_in_set_up_the_app_and_go_to_work(client, moderator):
    entered = sign_in(client, moderator, next=DESK)
    led = client.get(entered.url)
    asked = client.get(led.url)
    enrol(client)

    assert (entered.url, led.url, asked.status_code) == (DESK, ENROL, 200)
    assert "Your account can do things for the site, so it needs a second step to sign in." in text_of(asked)
    assert (sent_to_enrol(client), client.get(DESK).status_code) == ([], 200)


def test_passkey_is_enough(client, moderator):
    sign_in(client, moderator)
    client.post(ADD, {"credential": Passkey().made(options_on(client.get(ADD)))})

    assert sent_to_enrol(client) == []


def test_staff_with_a_second_step_are_asked_for_it(client, moderator):
    sign_in(client, moderator)
    secret = enrol(client)
    client.post(reverse("account_logout"))

    response = sign_in(client, moderator)
    before = is_signed_in(client)
    client.post(response.url, {"code": code_for(secret)})

    assert (response.url, before, sent_to_enrol(client)) == (SECOND_STEP, False, [])


def test_staff_who_switch_it_off_are_sent_back(client, moderator):
    sign_in(client, moderator)
    enrol(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert sent_to_enrol(client) == list(PAGES)


def test_member_who_becomes_staff_is_sent_at_the_next_page(client, member):
    client.force_login(member)
    before = sent_to_enrol(client)

    member.groups.add(Group.objects.get(name="Moderator"))

    assert (before, sent_to_enrol(client)) == ([], list(PAGES))


def test_nobody_is_sent_where_the_site_does_not_ask_for_it(client, admin, settings):
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(admin)

    assert sent_to_enrol(client) == []


def test_readers_and_visitors_cost_no_look_at_the_second_steps(client, member):
    reader = Client()
    reader.force_login(member)

    with CaptureQueriesContext(connection) as found:
        answers = [browser.get("/articles/").status_code for browser in (client, reader)]

    assert answers == [200, 200]
    assert [query["sql"] for query in found if "mfa_authenticator" in query["sql"]] == []


@pytest.mark.parametrize(("value", "expected"), [(None, "True"), ("0", "False"), ("1", "True")])
def test_setting_is_on_unless_switched_off(value, expected):
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment |= {"DEBUG": "1", "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3", "CACHE_URL": ""}
    environment |= {} if value is None else {"STAFF_MFA_REQUIRED": value}
    script = "from bonecommunity import settings; print(settings.STAFF_MFA_REQUIRED)"

    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == expected
