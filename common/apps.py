"""The common app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Settings of the common app."""

    name = "common"
