"""What a person does on the account pages, by Django's test client, and how the pages are read."""

import re
import time
from html.parser import HTMLParser

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils.html import strip_tags

from tests.factories import PASSWORD

LOGIN, SIGNUP = "/accounts/login/", "/accounts/signup/"
EMAIL, CONFIRM = "/accounts/email/", "/accounts/reauthenticate/"
ENROL, SECOND_STEP = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"
STRANGER = "https://elsewhere.example/"


def sign_in(client, member, password=PASSWORD, **fields):
    """Fill in the sign-in form."""
    return client.post(LOGIN, {"login": getattr(member, "email", member), "password": password, **fields})


def signed_in(member, password=PASSWORD):
    """Return another browser in which the member has signed in."""
    client = Client()
    sign_in(client, member, password)
    return client


def sign_up(client, email="anna@example.org", public_name="Anna", password=PASSWORD, **fields):
    """Fill in the form for a new account."""
    return client.post(SIGNUP, {"email": email, "public_name": public_name, "password1": password, **fields})


def is_signed_in(client):
    """Tell whether the browser's session belongs to a member."""
    return client.get("/accounts/name/").status_code == 200


def link_in(mail):
    """Return the path of the one address on the site with a key in it."""
    found = re.findall(r"http://\S+?(/accounts/(?:confirm-email|password/reset/key)/\S+)", mail.body)
    assert len(found) == 1, mail.body
    return found[0]


def sent_to(mailbox):
    """Return (address, subject without the site's name) of each mail, in the order of sending."""
    return [(mail.to[0], mail.subject.removeprefix("[BoneCommunity] ")) for mail in mailbox]


def code_for(secret, steps=0):
    """Return the code that an app shows now, or that many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def secret_on(response):
    """Return the secret that the page shows as text."""
    found = re.search(r'id="authenticator_secret">(.*?)</p>', response.content.decode(), re.DOTALL)
    return strip_tags(found[1])


def enrol(client):
    """Set up the app with codes; return its secret."""
    secret = secret_on(client.get(ENROL))
    client.post(ENROL, {"code": code_for(secret)})
    return secret


def text_of(response):
    """Return what the page says, with single spaces."""
    return " ".join(strip_tags(response.content.decode()).split())


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, response):
        """Read the page."""
        super().__init__()
        self.tags, self.words = [], {}
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Keep the words of the last tag."""
        tag = self.tags[-1][0] if self.tags else ""
        self.words[tag] = self.words.get(tag, "") + data

    def all(self, *names):
        """Return the attributes of each tag with one of these names."""
        return [attrs for tag, attrs in self.tags if tag in names]

    def field(self, name):
        """Return the attributes of the one field with this name in the page's own forms."""
        found = [attrs for attrs in self.all("input", "textarea", "select") if attrs.get("name") == name]
        assert len(found) == 1, name
        return found[0]
