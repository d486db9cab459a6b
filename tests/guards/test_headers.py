"""Every answer carries the headers that protect its reader."""

import subprocess
import sys

import pytest

from tests.factories import PASSWORD, MemberFactory
from tests.guards.test_settings import PRODUCTION, ROOT

HEADERS = {
    "Content-Security-Policy": (
        "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; object-src 'none'"  # noqa: E501
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no-such-page/", "/healthz"])
def test_response_has_security_headers(client, path):
    response = client.get(path)

    found = {name: response.headers.get(name) for name in HEADERS}
    found["Content-Security-Policy"] = "; ".join(sorted(found["Content-Security-Policy"].split("; ")))
    assert found == HEADERS


@pytest.mark.django_db
def test_https_is_insisted_on_in_production(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/articles/")

    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/articles/")


@pytest.mark.django_db
def test_cookies_stay_away_from_scripts_and_other_sites(client):
    form = {"login": MemberFactory().email, "password": PASSWORD}
    token = client.get("/accounts/login/").cookies["csrftoken"]

    session = client.post("/accounts/login/", form).cookies["sessionid"]

    assert (token["samesite"], session["samesite"], session["httponly"]) == ("Lax", "Lax", True)


def test_cookies_travel_only_encrypted_in_production():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    asked = f"from bonecommunity import settings; print([getattr(settings, name) for name in {names}])"

    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", asked], cwd=ROOT, env=PRODUCTION, capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "[True, True]"


@pytest.mark.django_db
def test_page_is_in_the_language_of_the_site_whatever_the_browser_asks_for(client):
    response = client.get("/", headers={"Accept-Language": "fr"})

    assert '<html lang="en-gb">' in response.content.decode()


@pytest.mark.django_db
def test_cache_keeps_no_page_of_a_member(client, admin):
    paths = ("/", "/articles/", "/me/", "/editorial/", "/moderation/", "/no-such-page/")
    visited = {path: client.get(path).headers.get("Cache-Control") for path in paths}
    client.force_login(admin)

    found = {path: client.get(path).headers.get("Cache-Control") for path in paths}

    public, personal = "private", "private, no-store"
    assert visited == dict.fromkeys(paths)
    assert found == {
        "/": public,
        "/articles/": public,
        "/me/": personal,
        "/editorial/": personal,
        "/moderation/": personal,
        "/no-such-page/": personal,
    }
