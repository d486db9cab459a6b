"""Every page that django-allauth brings wears the site's look, labels its fields and speaks our words."""

import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.accounts.passkey import Passkey, options_on
from tests.accounts.steps import SECOND_STEP, Page, enrol, sign_in, text_of
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db

# Who sees the page: a visitor; a reader; a reader with app and passkey ("keys"); somebody on the way in.
SEEN_BY = {
    "account_login": "visitor",
    "account_inactive": "visitor",
    "account_signup": "visitor",
    "account_email_verification_sent": "visitor",
    "account_confirm_email": "visitor",
    "account_reset_password": "visitor",
    "account_reset_password_done": "visitor",
    "account_reset_password_from_key": "visitor",
    "account_reset_password_from_key_done": "visitor",
    "account_request_login_code": "visitor",
    "account_confirm_login_code": "on the way in by a code",
    "mfa_authenticate": "on the way in by a second step",
    "account_logout": "reader",
    "account_reauthenticate": "reader",
    "account_email": "reader",
    "account_change_password": "reader",
    "account_set_password": "reader without a password",
    "mfa_index": "keys",
    "mfa_reauthenticate": "keys",
    "mfa_activate_totp": "reader",
    "mfa_deactivate_totp": "keys",
    "mfa_view_recovery_codes": "keys",
    "mfa_generate_recovery_codes": "keys",
    "mfa_list_webauthn": "keys",
    "mfa_add_webauthn": "reader",
    "mfa_reauthenticate_webauthn": "keys",
    "mfa_remove_webauthn": "keys",
    "mfa_edit_webauthn": "keys",
    "usersessions_list": "reader",
    "member_rename": "reader",
}
NO_PAGE = {"mfa_download_recovery_codes", "mfa_login_webauthn", "member_roles"}  # a file; data for a script; an admin's
STOCK = r"\bemail|\blog(?:ged)? ?(?:in|out)\b|\bsign ?up\b|two-factor|\btoken\b|reauthenticate|Not used\.$"


def add_passkey(client):
    """Add a passkey by its page."""
    add = reverse("mfa_add_webauthn")
    client.post(add, {"name": "My phone", "credential": Passkey().made(options_on(client.get(add)))})


@pytest.fixture
def in_hands_of(client, member, mailoutbox):
    """A function that returns a browser in the hands of somebody."""

    def of(who):
        if who in ("reader", "keys", "on the way in by a second step"):
            sign_in(client, member)
        if who in ("keys", "on the way in by a second step"):
            enrol(client)
            add_passkey(client)
        if who == "on the way in by a second step":
            client.post(reverse("account_logout"))
            sign_in(client, member)
        if who == "on the way in by a code":
            client.post(reverse("account_request_login_code"), {"email": member.email})
        if who == "reader without a password":
            member.set_unusable_password()
            member.save()
            client.force_login(member)
        return client

    return of


def arguments_of(name, member):
    """Return what the address of a page needs."""
    if name == "account_confirm_email":
        address = EmailAddress.objects.create(user=member, email="new@example.org")
        return {"key": EmailConfirmationHMAC.create(address).key}
    if name == "account_reset_password_from_key":
        return {"uidb36": "1", "key": "set-password"}
    if name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        return {"pk": Authenticator.objects.get(type="webauthn").pk}
    return {}


def names_under(prefix, patterns=None, path=""):
    """Walk the addresses; keep the names of those below a prefix."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = path + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from names_under(prefix, pattern.url_patterns, here)
        elif here.startswith(prefix):
            yield pattern.name


def faults_of(response):
    """Return what on a page is not as it should be."""
    page, html = Page(response), response.content.decode()
    labelled = {attrs.get("for") for attrs in page.all("label")}
    fields = [
        attrs
        for attrs in page.all("input", "textarea", "select")
        if attrs.get("type") not in ("hidden", "submit") and attrs.get("name") != "q"
    ]
    counts = {
        "masthead": sum("masthead" in (attrs.get("class") or "").split() for attrs in page.all("header")),
        "main": len(page.all("main")),
        "h1": len(page.all("h1")),
    }
    return {
        "counts": {name: count for name, count in counts.items() if count != 1},
        "unlabelled": [attrs for attrs in fields if attrs.get("id") not in labelled],
        "fading": [attrs for attrs in fields if "placeholder" in attrs],
        "unknown to browsers": [
            attrs["name"]
            for attrs in fields
            if attrs["type"] in ("text", "email", "password")
            and attrs["name"] != "name"
            and "autocomplete" not in attrs
        ],
        "inline style": re.findall(r"<style|\sstyle=", html),
        "inline script": [
            attrs
            for attrs in page.all("script")
            if attrs.get("type") != "application/json" and not (attrs.get("src") or "").startswith("/static/")
        ],
        "handlers": [attrs for _tag, attrs in page.tags if any(name.startswith("on") for name in attrs)],
        "other hosts": re.findall(r'(?:src|action)="(?:https?:)?//[^"]*', html),
        "stock words": re.findall(STOCK, text_of(response), re.IGNORECASE),
        "title": re.findall(r"<title>\s*·", html),
    }


def test_every_account_page_is_looked_at():
    assert set(names_under("accounts/")) == set(SEEN_BY) | NO_PAGE


@pytest.mark.parametrize("name", SEEN_BY)
def test_account_page_wears_the_sites_look(in_hands_of, member, name):
    client = in_hands_of(SEEN_BY[name])

    response = client.get(reverse(name, kwargs=arguments_of(name, member)))

    assert response.status_code == 200
    assert {fault: found for fault, found in faults_of(response).items() if found} == {}


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_request_login_code",
        "account_confirm_login_code",
        "mfa_authenticate",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_edit_webauthn",
        "mfa_reauthenticate",
        "member_rename",
    ],
)
def test_empty_form_says_of_each_field_what_to_do(in_hands_of, member, name):
    client = in_hands_of(SEEN_BY[name])

    response = client.post(reverse(name, kwargs=arguments_of(name, member)), {"code": "", "sent": "1"})

    html = response.content.decode()
    errors = re.findall(r'<a href="#id_\w+">(.*?)</a>', html)
    assert {fault: found for fault, found in faults_of(response).items() if found} == {}
    assert ("There is a problem" in html, html.count("<title>Error: "), len(errors) > 0) == (True, 1, True)
    assert [error for error in errors if not re.fullmatch(r"(Type|Choose) .*\.", error)] == []


@pytest.mark.parametrize("state", ["used link", "taken address", "bad reset link"])
def test_page_about_a_dead_link_wears_the_sites_look(client, state):
    member, other = MemberFactory(), MemberFactory()
    address = EmailAddress.objects.create(user=member, email="new@example.org")
    path = reverse("account_confirm_email", args=[EmailConfirmationHMAC.create(address).key])
    if state == "used link":
        client.post(path)
    elif state == "taken address":
        EmailAddress.objects.create(user=other, email="new@example.org", verified=True)
    else:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "no-such-key"})

    response = Client().get(path)

    assert {fault: found for fault, found in faults_of(response).items() if found} == {}


def test_form_of_a_reset_link_wears_the_sites_look(client, member, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": member.email})
    form = client.get(re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)[0]).url

    response = client.get(form)

    assert {fault: found for fault, found in faults_of(response).items() if found} == {}
    assert [attrs["name"] for attrs in Page(response).all("input") if attrs.get("type") == "password"] == [
        "password1",
        "password2",
    ]


def test_page_about_a_pending_change_wears_the_sites_look(in_hands_of, member):
    client = in_hands_of("reader")
    EmailAddress.objects.create(user=member, email="new@example.org")

    response = client.get(reverse("account_email"))

    assert "A change to new@example.org waits for you" in text_of(response)
    assert {fault: found for fault, found in faults_of(response).items() if found} == {}


def test_tabs_say_where_one_is(in_hands_of):
    client = in_hands_of("reader")
    names = ("me", "member_rename", "account_email", "account_change_password", "mfa_index", "usersessions_list")

    found = {}
    for name in names:
        html = client.get(reverse(name)).content.decode()
        tabs = re.search(r'<nav class="tabs".*?</nav>', html, re.DOTALL)[0]
        found[name] = re.findall(r'<a href="([^"]+)" aria-current="page">', tabs)

    assert found == {name: [reverse(name)] for name in names}


def test_devices_are_named_in_words(client, member):
    ipad = "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148 Safari/604.1"
    sign_in(Client(headers={"user-agent": ipad}), member)
    sign_in(Client(), MemberFactory())
    sign_in(client, member)

    page = text_of(client.get(reverse("usersessions_list")))

    assert (page.count("Signed in on"), "Safari on iPad" in page, "this device" in page) == (2, True, True)


def test_other_devices_are_signed_out_by_one_button(client, member):
    other, stranger = Client(), Client()
    sign_in(other, member)
    sign_in(stranger, MemberFactory())
    sign_in(client, member)

    client.post(reverse("usersessions_list"))

    assert [one.get("/me/").status_code for one in (client, other, stranger)] == [200, 302, 200]


def test_second_step_page_can_be_left(in_hands_of):
    client = in_hands_of("on the way in by a second step")
    form = [attrs for attrs in Page(client.get(SECOND_STEP)).all("form") if attrs.get("id") == "logout-from-stage"]

    response = client.post(form[0]["action"], {"next": reverse("account_login")})

    assert (response.url, client.get(SECOND_STEP).status_code) == (reverse("account_login"), 302)
