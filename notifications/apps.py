"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Settings of the notifications app."""

    name = "notifications"
