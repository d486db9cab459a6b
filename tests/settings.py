"""The site's settings as tests see them, whatever the shell or a .env file says.

Only DATABASE_URL is heard, and TEST_DATABASE_FILE: docs/testing.md.
"""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "DEBUG": "1",
    "SECRET_KEY": "only-for-tests-" + "x" * 50,
    "SITE_URL": "http://localhost:8000",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "CACHE_URL": "",
    "EMAIL_URL": "",
    "STAFF_MFA_REQUIRED": "0",
    "RATE_LIMITS_OFF": "0",
}
from bonecommunity.settings import *  # noqa: F403, TID251
from bonecommunity.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: TID251

ACCOUNT_RATE_LIMITS = False  # a test of the limits sets its own
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"bone-test-{os.getpid()}-media"  # none of the site's own
EXPORT_DIR = Path(tempfile.gettempdir()) / f"bone-test-{os.getpid()}-exports"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # it wants collected files
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads get connections of their own, as on the real site.
    _file = os.environ.get("TEST_DATABASE_FILE", Path(tempfile.gettempdir()) / f"bone-test-{os.getpid()}.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": _file}
else:
    DATABASES["default"]["OPTIONS"] = {}  # no pool: a pooled connection would keep the test database from being dropped
