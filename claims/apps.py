"""The claims app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "claims"

    def ready(self):
        """Re-resolve anchors when an article is published; say where a dispute's discussion is shown."""
        from articles.consequences import ON_PUBLISHED  # noqa: PLC0415 - models are not loaded before ready()
        from claims.actions import resolve_anchors  # noqa: PLC0415
        from claims.places import dispute_page  # noqa: PLC0415
        from comments.consequences import PLACES  # noqa: PLC0415

        ON_PUBLISHED.append(resolve_anchors)
        PLACES.append(dispute_page)
