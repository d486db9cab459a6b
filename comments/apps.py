"""The comments app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Settings of the comments app."""

    name = "comments"
