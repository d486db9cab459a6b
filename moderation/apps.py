"""The moderation app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "moderation"

    def ready(self):
        """Screen new posts; open a case for each that is held, and about who questions settled statements often."""
        from claims.consequences import ON_REPEATED  # noqa: PLC0415 - models are not loaded before ready()
        from comments.consequences import ON_CHANGED, SCREENS  # noqa: PLC0415
        from moderation.actions import on_comment_changed, on_report_repeated  # noqa: PLC0415
        from moderation.screening import screen  # noqa: PLC0415

        SCREENS.append(screen)
        ON_CHANGED.append(on_comment_changed)
        ON_REPEATED.append(on_report_repeated)
