"""The comments app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "comments"

    def ready(self):
        """Open a discussion when an article is published; let comments be found.

        Give and take back what a member wrote; say what members may read of comments that they were told of.
        """
        from accounts.consequences import ON_ERASE, ON_EXPORT  # noqa: PLC0415 - models are not loaded before ready()
        from articles.consequences import ON_LISTED, ON_PUBLISHED  # noqa: PLC0415
        from comments.actions import leave_discussions, open_with_article, words_of_comments  # noqa: PLC0415
        from comments.reading import own_sections  # noqa: PLC0415
        from comments.searching import SOURCE, follow_article  # noqa: PLC0415
        from notifications.consequences import CAN_SEE  # noqa: PLC0415
        from search.consequences import SOURCES  # noqa: PLC0415

        ON_EXPORT.append(own_sections)
        ON_ERASE.append(leave_discussions)
        ON_PUBLISHED.append(open_with_article)
        ON_LISTED.append(follow_article)
        SOURCES.append(SOURCE)
        CAN_SEE["comment"] = words_of_comments
