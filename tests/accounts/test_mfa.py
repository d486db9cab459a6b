"""The second step: an app with codes, recovery codes, passkeys."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.accounts.passkey import Passkey, options_on
from tests.accounts.steps import (
    ENROL,
    SECOND_STEP,
    STRANGER,
    Page,
    code_for,
    enrol,
    is_signed_in,
    link_in,
    secret_on,
    sent_to,
    sign_in,
    text_of,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db

INDEX, OFF, CODES = reverse("mfa_index"), reverse("mfa_deactivate_totp"), reverse("mfa_view_recovery_codes")
ADD, KEYS = reverse("mfa_add_webauthn"), reverse("mfa_list_webauthn")
KEY_LOGIN = reverse("mfa_login_webauthn")


@pytest.fixture(autouse=True)
def _slow_typist(settings):
    """A code that ends while a test runs still counts."""
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture
def app(client, member):
    """The secret of a member who has set up the app and signed out again."""
    sign_in(client, member)
    secret = enrol(client)
    client.post(reverse("account_logout"))
    return secret


def recovery_codes(member):
    """Return the member's unused recovery codes."""
    return Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()


def types_of(member):
    """Return what the member has for the second step."""
    return sorted(Authenticator.objects.filter(user=member).values_list("type", flat=True))


def add_passkey(client, **fields):
    """Add a passkey by its page."""
    passkey = Passkey()
    client.post(ADD, {"name": "My phone", "credential": passkey.made(options_on(client.get(ADD))), **fields})
    return passkey


def test_picture_stands_in_the_page_and_needs_neither_style_nor_script(client, member):
    sign_in(client, member)

    response = client.get(ENROL)

    html = response.content.decode()
    drawing = re.search(r'<div class="qr"[^>]*>(.*?)</div>', html, re.DOTALL)[1]
    assert re.findall(r"<(/?\w+)", drawing) == ["svg", "path", "/svg"]
    assert re.findall(r"\sstyle=|data:|<\?xml|href=", drawing) == []
    assert re.fullmatch("[A-Z2-7]{32}", secret_on(response))


@pytest.mark.django_db(transaction=True)  # the mail goes out when the change is safe
def test_app_is_set_up_by_a_form_alone(client, member, mailoutbox):
    sign_in(client, member)
    secret = secret_on(client.get(ENROL))

    done = client.post(ENROL, {"code": code_for(secret)})
    page = client.get(done.url)

    assert (done.url, types_of(member)) == (CODES, ["recovery_codes", "totp"])
    assert re.findall(r"<code>(\d+)</code>", page.content.decode()) == recovery_codes(member)
    assert ("10 of 10 are unused." in text_of(page), sent_to(mailoutbox)) == (
        True,
        [(member.email, "A second step was switched on")],
    )


def test_wrong_code_switches_nothing_on_and_keeps_the_secret(client, member):
    sign_in(client, member)
    secret = secret_on(client.get(ENROL))

    response = client.post(ENROL, {"code": "12345"})

    assert (secret_on(response), types_of(member)) == (secret, [])
    assert [str(text) for text in response.context_data["form"].errors["code"]] == [
        "This code is not right, or it was used before. Wait until the app shows a new one; type that."
    ]


def test_setting_up_asks_for_the_password_when_signing_in_is_long_past(client, member, settings):
    sign_in(client, member)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1

    response = client.get(ENROL)

    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_reauthenticate"))


def test_setting_up_asks_for_the_password_after_signing_in_by_a_code_in_the_mail(client, member, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": member.email})
    code = re.search(r"^\S{6,}$", mailoutbox[0].body, re.MULTILINE)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})

    response = client.get(ENROL)

    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("account_reauthenticate"))


def test_password_alone_does_not_sign_in(client, member, app):
    response = sign_in(client, member, next="/articles/")
    before = is_signed_in(client)

    entered = client.post(response.url, {"code": code_for(app)})

    assert (response.url, before) == (SECOND_STEP, False)
    assert (entered.url, is_signed_in(client)) == ("/articles/", True)


def test_second_step_is_not_asked_of_others(client, app):
    other = MemberFactory()

    assert sign_in(client, other).url == "/"


@pytest.mark.parametrize("code", ["", "000000000", "12345678", "ABCDEF"])
def test_wrong_code_does_not_sign_in(client, member, app, code):
    sign_in(client, member)

    response = client.post(SECOND_STEP, {"code": code})

    assert (response.status_code, list(response.context_data["form"].errors)) == (200, ["code"])
    assert (Page(response).field("code").get("value", ""), is_signed_in(client)) == (code, False)


def test_code_of_another_member_does_not_sign_in(client, member, app):
    other, elsewhere = MemberFactory(), Client()
    sign_in(elsewhere, other)
    theirs = enrol(elsewhere)
    sign_in(client, member)

    client.post(SECOND_STEP, {"code": code_for(theirs)})

    assert is_signed_in(client) is False


def test_code_works_once(client, member, app):
    code, other = code_for(app), Client()
    sign_in(client, member)
    client.post(SECOND_STEP, {"code": code})
    sign_in(other, member)

    other.post(SECOND_STEP, {"code": code})

    assert (is_signed_in(client), is_signed_in(other)) == (True, False)


def test_many_wrong_codes_are_stopped(client, member, app, limits):
    sign_in(client, member)
    for number in range(5):
        client.post(SECOND_STEP, {"code": f"00000000{number}"})

    response = client.post(SECOND_STEP, {"code": code_for(app)})

    assert (response.status_code, is_signed_in(client)) == (200, False)


def test_recovery_code_signs_in_once(client, member, app):
    code, other = recovery_codes(member)[3], Client()
    sign_in(client, member)
    client.post(SECOND_STEP, {"code": code})
    sign_in(other, member)

    other.post(SECOND_STEP, {"code": code})

    assert (is_signed_in(client), is_signed_in(other), len(recovery_codes(member))) == (True, False, 9)


@pytest.mark.django_db(transaction=True)  # the mail goes out when the change is safe
def test_new_recovery_codes_replace_the_old_ones(client, member, mailoutbox):
    sign_in(client, member)
    enrol(client)
    old = recovery_codes(member)

    client.post(reverse("mfa_generate_recovery_codes"))

    assert (set(old) & set(recovery_codes(member)), len(recovery_codes(member))) == (set(), 10)
    assert sent_to(mailoutbox)[-1] == (member.email, "New recovery codes")


def test_recovery_codes_can_be_kept_as_a_file(client, member):
    sign_in(client, member)
    enrol(client)

    response = client.get(reverse("mfa_download_recovery_codes"))

    assert response.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert response.content.decode().split() == recovery_codes(member)


def test_code_in_the_mail_does_not_replace_the_second_step(client, member, app, mailoutbox):
    client.post(reverse("account_request_login_code"), {"email": member.email})
    code = re.search(r"^\S{6,}$", mailoutbox[-1].body, re.MULTILINE)[0]

    response = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert (response.url, is_signed_in(client)) == (SECOND_STEP, False)


def test_new_password_does_not_replace_the_second_step(client, member, app, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": member.email})
    path = client.get(link_in(mailoutbox[-1])).url
    client.post(path, {"password1": "another one altogether", "password2": "another one altogether"})

    response = sign_in(client, member, "another one altogether")

    assert (response.url, is_signed_in(client)) == (SECOND_STEP, False)


def test_app_is_switched_off_only_by_its_owner_of_this_minute(client, member, app, mailoutbox, settings):
    sign_in(client, member)
    client.post(SECOND_STEP, {"code": code_for(app)})
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    refused = client.post(OFF).url.partition("?")[0]
    kept = types_of(member)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

    client.post(OFF)

    assert (refused, kept, types_of(member)) == (reverse("account_reauthenticate"), ["recovery_codes", "totp"], [])
    assert sent_to(mailoutbox)[-1] == (member.email, "The second step by app was switched off")


@pytest.mark.django_db(transaction=True)  # the mail goes out when the change is safe
def test_passkey_is_added_by_the_pages_form(client, member, mailoutbox):
    sign_in(client, member)

    add_passkey(client)

    page = text_of(client.get(KEYS))
    assert (types_of(member), "My phone Added on" in page) == (["recovery_codes", "webauthn"], True)
    assert sent_to(mailoutbox) == [(member.email, "A passkey was added")]


def test_passkey_is_offered_a_plain_name(client, member):
    sign_in(client, member)

    assert Page(client.get(ADD)).field("name")["value"] == "My passkey"


def test_passkey_alone_signs_in_where_that_was_chosen(client, member):
    sign_in(client, member)
    passkey = add_passkey(client, passwordless="on")
    browser = Client()
    options = browser.get(KEY_LOGIN, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]

    response = browser.post(KEY_LOGIN, {"credential": passkey.used(options), "next": "/articles/"})

    assert (response.url, is_signed_in(browser)) == ("/articles/", True)


def test_passkey_leads_to_no_other_site(client, member):
    sign_in(client, member)
    passkey, browser = add_passkey(client, passwordless="on"), Client()
    options = browser.get(KEY_LOGIN, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]

    response = browser.post(KEY_LOGIN, {"credential": passkey.used(options), "next": STRANGER})

    assert (response.url, is_signed_in(browser)) == ("/", True)


def test_passkey_of_nobody_does_not_sign_in(client, member):
    sign_in(client, member)
    known, unknown = add_passkey(client), Passkey()
    unknown.owner = known.owner
    browser = Client()
    options = browser.get(KEY_LOGIN, headers={"accept": "application/json"}).json()["request_options"]["publicKey"]

    browser.post(KEY_LOGIN, {"credential": unknown.used(options)})

    assert is_signed_in(browser) is False


def test_passkey_is_a_second_step_after_the_password(client, member):
    sign_in(client, member)
    passkey = add_passkey(client)
    browser = Client()
    asked = sign_in(browser, member)

    response = browser.post(asked.url, {"credential": passkey.used(options_on(browser.get(asked.url)))})

    assert (asked.url, response.url, is_signed_in(browser)) == (SECOND_STEP, "/", True)


def test_passkey_is_offered_only_to_those_who_have_one(client, member, app):
    sign_in(client, member)

    assert "Use a passkey" not in text_of(client.get(SECOND_STEP))


def test_passkey_is_renamed_and_removed(client, member):
    sign_in(client, member)
    add_passkey(client)
    row = Authenticator.objects.get(type="webauthn")

    client.post(reverse("mfa_edit_webauthn", args=[row.pk]), {"name": "The old tablet"})
    renamed = text_of(client.get(KEYS))
    client.post(reverse("mfa_remove_webauthn", args=[row.pk]))

    assert ("The old tablet" in renamed, types_of(member)) == (True, [])


def test_passkey_of_another_member_is_out_of_reach(client, member):
    owner = Client()
    sign_in(owner, MemberFactory())
    add_passkey(owner)
    row = Authenticator.objects.get(type="webauthn")
    sign_in(client, member)

    answers = [
        client.post(reverse(f"mfa_{verb}_webauthn", args=[row.pk]), {"name": "Mine"}).status_code
        for verb in ("edit", "remove")
    ]

    row.refresh_from_db()
    assert (answers, row.wrap().name) == ([404, 404], "My phone")


@pytest.mark.parametrize("path", ["/accounts/login/", ADD, SECOND_STEP, reverse("mfa_reauthenticate_webauthn")])
def test_passkey_pages_run_scripts_of_this_site_only(client, member, path):
    sign_in(client, member)
    add_passkey(client)
    browser = client
    if path in ("/accounts/login/", SECOND_STEP):
        browser = Client()
        if path == SECOND_STEP:
            sign_in(browser, member)

    scripts = Page(browser.get(path)).all("script")

    run = [attrs.get("src") for attrs in scripts if attrs.get("type") != "application/json"]
    assert run == [
        "/static/js/site.js",
        "/static/mfa/js/webauthn-json.js",
        "/static/mfa/js/webauthn.js",
        "/static/js/passkeys.js",
    ]
