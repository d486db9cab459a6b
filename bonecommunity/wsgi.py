"""The WSGI entry point: gunicorn bonecommunity.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonecommunity.settings")
application = get_wsgi_application()
