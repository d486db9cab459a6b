"""All settings, read from the environment (and from .env beside manage.py); .env.example lists them.

A missing or wrong value stops the start with a sentence that says what to set.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def _read(name, parse, default, *, mend):
    """Parse one setting; raise ImproperlyConfigured with the mend when its value cannot be understood."""
    try:
        return parse(env.str(name, default=default))
    except (KeyError, ValueError, TypeError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} has a value that cannot be used. {mend}") from error


def _flag(name, default):
    value = env.str(name, default="").strip().lower() or str(default).lower()  # empty: as if it were not set
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false; it is {value!r}.")


def _number(name, default, *, least):
    mend = f"Set it to a whole number, {least} or more."
    number = _read(name, int, str(default), mend=mend)
    if number < least:
        raise ImproperlyConfigured(f"{name} is too small. {mend}")
    return number


def _required(name, default_in_debug, mend):
    value = env.str(name, default="").strip()
    if value:
        return value
    if DEBUG:
        return default_in_debug
    raise ImproperlyConfigured(f"{name} is not set. {mend}")


DEBUG = _flag("DEBUG", False)
SECRET_KEY = _required("SECRET_KEY", "debug-only-" + "x" * 50, "Set it to a long random text (50 characters or more).")
if not DEBUG and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short. Set it to a random text of 50 characters or more.")
if not DEBUG and len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("SECRET_KEY is too simple. Set it to a random text of 10 different characters or more.")
# Seal the numbers of professionals' licences: the first seals, all open; docs/operations.md says how to change them.
CREDENTIAL_KEYS = env.list("CREDENTIAL_KEYS", default=[]) or [SECRET_KEY]
if not DEBUG and min(len(key) for key in CREDENTIAL_KEYS) < 50:
    raise ImproperlyConfigured("CREDENTIAL_KEYS has a key that is too short. Each is a random text of 50 characters.")
SITE_NAME = env.str("SITE_NAME", default="BoneCommunity")
SITE_URL = _required(
    "SITE_URL", "http://localhost:8000", "Set it to the address readers use: https://example.org"
).rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured("SITE_URL must be a whole address with http:// or https://, such as https://example.org")
if not DEBUG and _site.scheme != "https":
    raise ImproperlyConfigured("SITE_URL must begin with https:// when DEBUG is off.")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default=f"editors@{_site.hostname}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
if not DEBUG and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Set it to the host names of the site, with commas between them."
    )
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "bonecommunity.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "common",
    "audit",
    "accounts",
    "notifications",
    "search",
    "articles",
    "comments",
    "claims",
    "moderation",
    "pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pages.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.StaffMfaMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "bonecommunity.urls"
WSGI_APPLICATION = "bonecommunity.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context.site",
            ],
        },
    }
]

# Database: SQLite in var/ unless DATABASE_URL says otherwise.
DATABASES = {
    "default": _read(
        "DATABASE_URL",
        env.db_url_config,
        f"sqlite:///{VAR_DIR / 'site.sqlite3'}",
        mend="Set it to an address such as postgresql://user:password@localhost:5432/bonecommunity",
    )
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
elif _database["ENGINE"] == "django.db.backends.postgresql":
    _wait = _number("DATABASE_WAIT_SECONDS", 5, least=1)  # then the page says that the site takes a break
    _most = _number("DATABASE_POOL_SIZE", 8, least=1)
    _database["OPTIONS"] = {"pool": {"min_size": 1, "max_size": _most, "timeout": _wait}}
else:
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgresql://")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache: Redis by CACHE_URL; without one, this process's memory (one process only).
CACHE_URL = env.str("CACHE_URL", default="")
if CACHE_URL and urlsplit(CACHE_URL).scheme not in {"redis", "rediss", "unix"}:
    raise ImproperlyConfigured("CACHE_URL must begin with redis://, such as redis://localhost:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if CACHE_URL:
    CACHES["default"] = {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},  # seconds
    }

# Mail: a server by EMAIL_URL; in DEBUG without one, files in var/mail.
EMAIL_URL = env.str("EMAIL_URL", default="")
MAIL_DIR = VAR_DIR / "mail"
if EMAIL_URL:
    vars().update(_read("EMAIL_URL", env.email_url_config, EMAIL_URL, mend="Set it to smtp://user:password@host:587"))
elif DEBUG:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
else:
    raise ImproperlyConfigured("EMAIL_URL is not set. Set it to a mail server: smtp+tls://user:password@host:587")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <{CONTACT_EMAIL}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Members and signing in
AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["accounts.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # seconds: a mail can be slow, and so can its reader
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
}
_limits = {"login_failed": "10/m/ip,5/5m/key", "kept_form": "30/h/ip"}
ACCOUNT_RATE_LIMITS = False if _flag("RATE_LIMITS_OFF", False) and DEBUG else _limits
ALLAUTH_TRUSTED_PROXY_COUNT = _number("TRUSTED_PROXY_COUNT", 0, least=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # the code before and after the present one too: typing takes its time
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
USERSESSIONS_TRACK_ACTIVITY = False
STAFF_MFA_REQUIRED = _flag("STAFF_MFA_REQUIRED", True)
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Words, times, numbers
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en-gb")
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

# Forms
CRISPY_ALLOWED_TEMPLATE_PACKS = ("bone",)
CRISPY_TEMPLATE_PACK = "bone"
CRISPY_FAIL_SILENTLY = False
FORMS_URLFIELD_ASSUME_HTTPS = True
CSRF_FAILURE_VIEW = "pages.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Static files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_static = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static if DEBUG else "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
EXPORT_DIR = VAR_DIR / "exports"  # downloads of members: never under MEDIA_ROOT, which everybody can read

# Tasks: rows in the database, drained by manage.py db_worker
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if not DEBUG:
    SECURE_SSL_REDIRECT = _flag("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = _number("SECURE_HSTS_SECONDS", 365 * 24 * 3600, least=0)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = _flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = _flag("SECURE_HSTS_PRELOAD", True)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    if _flag("BEHIND_TLS_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

# What the product may do (windows, limits, targets)
COMMENT_MAX_CHARS = _number("COMMENT_MAX_CHARS", 10_000, least=1)
COMMENTS_PER_PAGE = _number("COMMENTS_PER_PAGE", 50, least=1)  # threads on a page, and replies on one of a long thread
REPLIES_SHOWN = _number("REPLIES_SHOWN", 20, least=1)  # of a long thread, before "Show more replies"
EDIT_FREE_MINUTES = _number("EDIT_FREE_MINUTES", 10, least=0)
DRAFT_DAYS = _number("DRAFT_DAYS", 90, least=1)
SUGGESTIONS_PER_MINUTE = _number("SUGGESTIONS_PER_MINUTE", 60, least=1)
KEPT_DRAFT_HOURS = _number("KEPT_DRAFT_HOURS", 24, least=1)
TRIAGE_TARGET_DAYS = _number("TRIAGE_TARGET_DAYS", 2, least=1)
RESPONSE_TARGET_DAYS = _number("RESPONSE_TARGET_DAYS", 7, least=1)
RULING_TARGET_DAYS = _number("RULING_TARGET_DAYS", 28, least=1)
SAFETY_TARGET_DAYS = _number("SAFETY_TARGET_DAYS", 1, least=1)
CAUTION_DAYS = _number("CAUTION_DAYS", 30, least=1)
FAIR_SUMMARY_DAYS = _number("FAIR_SUMMARY_DAYS", 7, least=1)
CREDENTIAL_NOTICE_DAYS = _number("CREDENTIAL_NOTICE_DAYS", 30, least=1)
CREDENTIAL_YEARS = _number("CREDENTIAL_YEARS", 5, least=1)
DIGEST_HOUR = _number("DIGEST_HOUR", 7, least=0)
if DIGEST_HOUR > 23:
    raise ImproperlyConfigured("DIGEST_HOUR must be an hour of the day, 0 to 23.")
NEW_MEMBER_DAYS = _number("NEW_MEMBER_DAYS", 7, least=0)
REPORTS_PER_DAY_NEW = _number("REPORTS_PER_DAY_NEW", 3, least=0)
REPORTS_PER_DAY = _number("REPORTS_PER_DAY", 10, least=1)
REPORTS_PER_DAY_STAFF = _number("REPORTS_PER_DAY_STAFF", 50, least=1)
EVIDENCE_PER_DAY_NEW = _number("EVIDENCE_PER_DAY_NEW", 5, least=0)
EVIDENCE_PER_DAY = _number("EVIDENCE_PER_DAY", 20, least=1)
EVIDENCE_PER_DAY_STAFF = _number("EVIDENCE_PER_DAY_STAFF", 100, least=1)
DELETION_DAYS = _number("DELETION_DAYS", 7, least=1)
EXPORT_DAYS = _number("EXPORT_DAYS", 7, least=1)
APPEAL_DAYS = _number("APPEAL_DAYS", 180, least=1)
