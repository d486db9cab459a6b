"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index over what the apps above say in public."""

    name = "search"

    def ready(self):
        """Let members be found by their public names."""
        from accounts.consequences import ON_CHANGED, ON_ERASE  # noqa: PLC0415 - models are not loaded before ready()
        from search.consequences import SOURCES  # noqa: PLC0415
        from search.people import SOURCE, follow, leave  # noqa: PLC0415

        ON_CHANGED.append(follow)
        ON_ERASE.append(leave)
        SOURCES.append(SOURCE)
