"""Every answer carries the headers that protect its reader."""

import pytest

HEADERS = {
    "Content-Security-Policy": (
        "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'"  # noqa: E501
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
    response = client.get("/accounts/login/")

    assert response.cookies["csrftoken"]["samesite"] == "Lax"
