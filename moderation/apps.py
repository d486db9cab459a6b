"""The moderation app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Settings of the moderation app."""

    name = "moderation"
