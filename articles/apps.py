"""The articles app."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Settings of the articles app."""

    name = "articles"
