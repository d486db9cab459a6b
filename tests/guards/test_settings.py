"""The site refuses to start unsafely, and says in one sentence what to set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "SITE_URL": "https://example.org",
    "ALLOWED_HOSTS": "example.org",
    "EMAIL_URL": "smtp://localhost:25",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
    "CACHE_URL": "",
}


def _start(**changes):
    """Run manage.py check in production settings with these changes; None takes a setting away."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def _settings(asked, **changes):
    """Read the production settings with these changes; print what is asked of them."""
    command = [sys.executable, "-c", f"from bonecommunity import settings; print({asked})"]
    return subprocess.run(command, cwd=ROOT, env=PRODUCTION | changes, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set. Set it to a long random text (50 characters or more)."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short. Set it to a random text of 50 characters or more."),
        ({"SECRET_KEY": " " * 60}, "SECRET_KEY is not set. Set it to a long random text (50 characters or more)."),
        (
            {"SECRET_KEY": f"{'x' * 49}   "},
            "SECRET_KEY is too short. Set it to a random text of 50 characters or more.",
        ),
        (
            {"SECRET_KEY": "123456789" * 7},
            "SECRET_KEY is too simple. Set it to a random text of 10 different characters or more.",
        ),
        ({"SITE_URL": None}, "SITE_URL is not set. Set it to the address readers use: https://example.org"),
        ({"SITE_URL": "http://example.org"}, "SITE_URL must begin with https:// when DEBUG is off."),
        (
            {"SITE_URL": "example.org"},
            "SITE_URL must be a whole address with http:// or https://, such as https://example.org",
        ),
        (
            {"ALLOWED_HOSTS": None},
            "ALLOWED_HOSTS is not set. Set it to the host names of the site, with commas between them.",
        ),
        ({"DIGEST_HOUR": "24"}, "DIGEST_HOUR must be an hour of the day, 0 to 23."),
        ({"EMAIL_URL": None}, "EMAIL_URL is not set. Set it to a mail server: smtp+tls://user:password@host:587"),
        ({"DEBUG": "perhaps"}, "DEBUG must be true or false; it is 'perhaps'."),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL must begin with sqlite:/// or postgresql://"),
        ({"CACHE_URL": "memcached://x"}, "CACHE_URL must begin with redis://, such as redis://localhost:6379/0"),
        (
            {"COMMENTS_PER_PAGE": "many"},
            "COMMENTS_PER_PAGE has a value that cannot be used. Set it to a whole number, 1 or more.",
        ),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(f"{k}={v}" for k, v in value.items()),
)
def test_start_with_a_wrong_setting_says_what_to_set(changes, sentence):
    result = _start(**changes)

    assert result.returncode != 0
    assert result.stderr.strip().splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {sentence}"


LEAST = {
    "COMMENTS_PER_PAGE": 1,
    "REPLIES_SHOWN": 1,
    "COMMENT_MAX_CHARS": 1,
    "EDIT_FREE_MINUTES": 0,
    "DRAFT_DAYS": 1,
    "SUGGESTIONS_PER_MINUTE": 1,
    "KEPT_DRAFT_HOURS": 1,
    "TRIAGE_TARGET_DAYS": 1,
    "RESPONSE_TARGET_DAYS": 1,
    "RULING_TARGET_DAYS": 1,
    "SAFETY_TARGET_DAYS": 1,
    "CAUTION_DAYS": 1,
    "FAIR_SUMMARY_DAYS": 1,
    "CREDENTIAL_NOTICE_DAYS": 1,
    "CREDENTIAL_YEARS": 1,
    "DIGEST_HOUR": 0,
    "NEW_MEMBER_DAYS": 0,
    "REPORTS_PER_DAY_NEW": 0,
    "REPORTS_PER_DAY": 1,
    "REPORTS_PER_DAY_STAFF": 1,
    "EVIDENCE_PER_DAY_NEW": 0,
    "EVIDENCE_PER_DAY": 1,
    "EVIDENCE_PER_DAY_STAFF": 1,
    "DELETION_DAYS": 1,
    "EXPORT_DAYS": 1,
    "APPEAL_DAYS": 1,
    "DATABASE_POOL_SIZE": 1,
    "DATABASE_WAIT_SECONDS": 1,
    "TRUSTED_PROXY_COUNT": 0,
    "SECURE_HSTS_SECONDS": 0,
}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_number_below_the_least_is_refused(name, least):
    database = {"DATABASE_URL": "postgresql://localhost/never_opened"}  # two of them are read for it only

    answer = _settings(f"settings.{name}", **database, **{name: str(least - 1)})

    sentence = f"{name} is too small. Set it to a whole number, {least} or more."
    assert answer.stderr.strip().splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {sentence}"


def test_every_number_has_a_least_value_here():
    source = (ROOT / "bonecommunity" / "settings.py").read_text()

    assert sorted(re.findall(r'_number\("([A-Z_]+)"', source)) == sorted(LEAST)


def test_least_values_start_the_site():
    numbers = {name: str(least) for name, least in LEAST.items()}

    answer = _settings("settings.TRIAGE_TARGET_DAYS", **numbers)

    assert (answer.stdout.strip(), answer.stderr) == ("1", "")


def test_empty_flag_means_its_default():
    flags = {"DEBUG": "", "STAFF_MFA_REQUIRED": "", "SECURE_SSL_REDIRECT": " ", "BEHIND_TLS_PROXY": ""}
    asked = "settings.DEBUG, settings.STAFF_MFA_REQUIRED, settings.SECURE_SSL_REDIRECT"

    answer = _settings(f"({asked}, hasattr(settings, 'SECURE_PROXY_SSL_HEADER'))", **flags)

    assert (answer.stdout.strip(), answer.stderr) == ("(False, True, True, False)", "")


def test_production_settings_pass_the_deployment_check():
    result = _start()

    assert (result.returncode, result.stderr) == (0, "")


def _read_by_settings():
    source = (ROOT / "bonecommunity" / "settings.py").read_text()
    return set(re.findall(r'(?:env\.\w+|_flag|_number|_required|_read)\(\s*"([A-Z_]+)"', source))


def test_env_example_lists_every_setting():
    listed = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)

    assert sorted(listed) == sorted(_read_by_settings())
