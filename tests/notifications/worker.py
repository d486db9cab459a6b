"""The real worker in a process of its own, with the mail server at the port that is its argument."""

import sys

import django
from django.conf import settings
from django.core.management import call_command

django.setup()
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
call_command("db_worker", reload=False, startup_delay=False, interval=0.1, verbosity=0)
