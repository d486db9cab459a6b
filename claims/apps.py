"""The claims app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "claims"

    def ready(self):
        """Re-resolve anchors when an article is published, and say before it which an edit touches.

        Say where a dispute's discussion is shown, and which comments are in question.
        """
        from accounts.consequences import ON_ERASE, ON_EXPORT  # noqa: PLC0415 - models are not loaded before ready()
        from articles.consequences import ON_PREVIEW, ON_PUBLISHED  # noqa: PLC0415
        from claims.actions import leave_disputes, resolve_anchors  # noqa: PLC0415
        from claims.places import dispute_page  # noqa: PLC0415
        from claims.reading import notes_on_comments, own_sections, touched_statements  # noqa: PLC0415
        from comments.consequences import NOTES, PLACES  # noqa: PLC0415

        ON_EXPORT.append(own_sections)
        ON_ERASE.append(leave_disputes)
        ON_PUBLISHED.append(resolve_anchors)
        ON_PREVIEW.append(touched_statements)
        PLACES.append(dispute_page)
        NOTES.append(notes_on_comments)
