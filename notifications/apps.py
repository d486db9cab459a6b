"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "notifications"

    def ready(self):
        """Tell members what concerns their account; give and forget what they were told.

        Read with the signed-in member how many notices they have not opened.
        """
        from accounts.consequences import ON_ERASE, ON_EXPORT, ON_TEND, READ_WITH_MEMBER, TELL  # noqa: PLC0415 - models are not loaded before ready()
        from notifications.actions import forget_goodbyes, forget_member, tell  # noqa: PLC0415
        from notifications.consequences import CAN_SEE  # noqa: PLC0415
        from notifications.reading import own_sections, told_about_themselves, unread_count  # noqa: PLC0415

        TELL.append(tell)
        ON_EXPORT.append(own_sections)
        ON_ERASE.append(forget_member)
        ON_TEND.append(forget_goodbyes)
        CAN_SEE["member"] = CAN_SEE["credential"] = told_about_themselves
        READ_WITH_MEMBER["unread_count"] = unread_count
