"""The articles app."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "articles"

    def ready(self):
        """Let articles be found and seen; give a member what they did for the articles; let go of one who leaves."""
        from accounts.consequences import ON_ERASE, ON_EXPORT  # noqa: PLC0415 - models are not loaded before ready()
        from articles.actions import leave_articles  # noqa: PLC0415
        from articles.reading import articles_seen, own_sections  # noqa: PLC0415
        from articles.searching import SOURCE  # noqa: PLC0415
        from notifications.consequences import CAN_SEE  # noqa: PLC0415
        from search.consequences import SOURCES  # noqa: PLC0415

        SOURCES.append(SOURCE)
        ON_EXPORT.append(own_sections)
        ON_ERASE.append(leave_articles)
        CAN_SEE["article"] = articles_seen
