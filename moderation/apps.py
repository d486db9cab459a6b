"""The moderation app."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "moderation"

    def ready(self):
        """Screen new posts; open a case for each that is held, and about who questions settled statements often."""
        from accounts.consequences import ON_ERASE, ON_EXPORT, ON_TEND  # noqa: PLC0415 - models are not loaded before ready()
        from claims.consequences import ON_REPEATED  # noqa: PLC0415
        from comments.consequences import KEPT_FOR_STAFF, ON_CHANGED, RESTING, SCREENS  # noqa: PLC0415
        from moderation.actions import (  # noqa: PLC0415
            kept_for_staff,
            leave_moderation,
            on_comment_changed,
            on_report_repeated,
            release_kept,
        )
        from moderation.reading import is_flagged, own_sections  # noqa: PLC0415
        from moderation.screening import screen  # noqa: PLC0415
        from notifications.consequences import CAN_SEE  # noqa: PLC0415
        from notifications.reading import told_about_themselves  # noqa: PLC0415

        CAN_SEE["case"] = CAN_SEE["restriction"] = told_about_themselves
        SCREENS.append(screen)
        RESTING.append(is_flagged)
        ON_CHANGED.append(on_comment_changed)
        ON_REPEATED.append(on_report_repeated)
        KEPT_FOR_STAFF.append(kept_for_staff)
        ON_EXPORT.append(own_sections)
        ON_ERASE.append(leave_moderation)
        ON_TEND.append(release_kept)
