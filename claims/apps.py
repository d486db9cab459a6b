"""The claims app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Fills the lists of the apps below."""

    name = "claims"

    def ready(self):
        """Re-resolve anchors when an article is published, and say before it which an edit touches.

        Say where a dispute's discussion is shown, which comments are in question, what they quote, and who sees what
        they were told of.
        """
        from accounts.consequences import ON_ERASE, ON_EXPORT  # noqa: PLC0415 - models are not loaded before ready()
        from articles.consequences import ON_PREVIEW, ON_PUBLISHED  # noqa: PLC0415
        from claims.actions import follow_quotes, leave_disputes, resolve_anchors  # noqa: PLC0415
        from claims.places import dispute_page  # noqa: PLC0415
        from claims.reading import (  # noqa: PLC0415
            claims_seen,
            disputes_seen,
            notes_on_comments,
            own_sections,
            quotations_on,
            quotes_comment,
            touched_statements,
        )
        from comments.consequences import NOTES, ON_CHANGED, PLACES, QUOTES, RESTING  # noqa: PLC0415
        from notifications.consequences import CAN_SEE  # noqa: PLC0415

        ON_EXPORT.append(own_sections)
        ON_ERASE.append(leave_disputes)
        ON_PUBLISHED.append(resolve_anchors)
        ON_PREVIEW.append(touched_statements)
        PLACES.append(dispute_page)
        CAN_SEE["dispute"], CAN_SEE["claim"] = disputes_seen, claims_seen
        NOTES.append(notes_on_comments)
        QUOTES.append(quotations_on)
        ON_CHANGED.append(follow_quotes)
        RESTING.append(quotes_comment)
        _let_be_found()


def _let_be_found():
    """Bring disputes and claims to the search, and let its index follow what they stand on."""
    from articles.consequences import ON_LISTED, ON_WITHDRAWN  # noqa: PLC0415 - models are not loaded before ready()
    from claims import searching  # noqa: PLC0415
    from claims.reading import names_of_things  # noqa: PLC0415
    from comments.consequences import ON_FOLLOWED, SHOWN_AT  # noqa: PLC0415
    from search.consequences import SOURCES, SYNONYMS  # noqa: PLC0415

    SHOWN_AT.append(searching.dispute_places)
    ON_FOLLOWED.append(searching.follow_comment)
    ON_WITHDRAWN.append(searching.follow_article)
    ON_LISTED.append(searching.follow_article)
    SOURCES.extend(searching.SOURCES)
    SYNONYMS.append(names_of_things)
