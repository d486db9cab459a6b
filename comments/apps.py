"""The comments app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "comments"

    def ready(self):
        """Open a discussion when an article is published."""
        from articles.consequences import ON_PUBLISHED  # noqa: PLC0415 - models are not loaded before ready()
        from comments.actions import open_with_article  # noqa: PLC0415

        ON_PUBLISHED.append(open_with_article)
