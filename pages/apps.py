"""The pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Settings of the pages app."""

    name = "pages"
