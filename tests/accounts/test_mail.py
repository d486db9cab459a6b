"""The mail about accounts: in our words, with the site's name, as plain text."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.conf import settings

from tests.factories import NOON, MemberFactory

pytestmark = pytest.mark.django_db

OURS, THEIRS = settings.BASE_DIR / "templates", Path(allauth.__file__).parent / "templates"
NEVER_SENT = {
    "account/email/email_confirm",
    "account/email/password_reset_code",
}  # for ways that this site does not use
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
LINK = "http://testserver/accounts/confirm-email/MTQ:1xV&x='y'/"


def mails_in(folder):
    """Return the names of the mails whose templates are in a folder, without their endings."""
    return {
        str(path.relative_to(folder)).removesuffix("_message.txt")
        for app in ("account", "mfa")
        for path in (folder / app / "email").glob("*_message.txt")
    } - {"account/email/base"}


def written(name, rf):
    """Write a mail as allauth would."""
    context = {
        "user": MemberFactory(public_name="Odile"), "activate_url": LINK, "password_reset_url": LINK,
        "signup_url": LINK, "code": "ABCD-EFGH", "from_email": "o'neil@old.example", "to_email": "o'neil@new.example",
        "deleted_email": "o'neil@new.example", "timestamp": NOON, "ip": "192.0.2.7", "user_agent": FIREFOX,
    }  # fmt: skip
    request = rf.get("/")
    with request_context(request):
        return get_adapter(request).render_mail(name, "o'neil@new.example", context | {"email": "o'neil@new.example"})


def test_every_mail_is_written_by_us():
    assert mails_in(OURS) == mails_in(THEIRS) - NEVER_SENT


@pytest.mark.parametrize("name", sorted(mails_in(OURS)))
def test_mail_is_plain_text_in_our_words(name, rf):
    mail = written(name, rf)

    text = f"{mail.subject}\n{mail.body}"
    assert re.fullmatch(r"\[BoneCommunity\] [A-Z][^.!\n]+", mail.subject)
    assert re.findall(r"&\w+;|&#|{{|{%|testserver!|(?<!-)\bemail\b|Hello from", text) == []
    assert re.findall(r"\n{4,}|^\s|[ \t]\n(?!BoneCommunity)", mail.body) == []
    assert mail.body.split("\n-- \n")[1].splitlines() == [
        "BoneCommunity",
        "http://localhost:8000",
        "Questions? Write to editors@localhost",
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("account/email/email_confirmation", LINK),
        ("account/email/email_confirmation_signup", LINK),
        ("account/email/password_reset_key", LINK),
        ("account/email/unknown_account", LINK),
        ("account/email/login_code", "ABCD-EFGH"),
        ("account/email/email_deleted", "o'neil@new.example is no longer an address of your account at BoneCommunity."),
        (
            "account/email/email_changed",
            "You now sign in to BoneCommunity with o'neil@new.example, no longer with o'neil@old.example.",
        ),
        ("account/email/account_already_exists", "http://localhost:8000/accounts/login/"),
        ("account/email/password_changed", "When: 2 March 2026, 12:00 UTC"),
        ("mfa/email/totp_activated", "From: Firefox on Windows, internet address 192.0.2.7"),
        ("mfa/email/webauthn_removed", "http://localhost:8000/accounts/password/reset/"),
    ],
)
def test_mail_says_in_a_line_of_its_own_what_matters(name, sentence, rf):
    assert written(name, rf).body.splitlines().count(sentence) == 1
