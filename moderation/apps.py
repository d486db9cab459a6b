"""The moderation app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "moderation"

    def ready(self):
        """Screen new posts, and open a case for each that is held."""
        from comments.consequences import ON_CHANGED, SCREENS  # noqa: PLC0415 - models are not loaded before ready()
        from moderation.actions import on_comment_changed  # noqa: PLC0415
        from moderation.screening import screen  # noqa: PLC0415

        SCREENS.append(screen)
        ON_CHANGED.append(on_comment_changed)
