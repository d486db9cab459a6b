"""What can be done with articles."""

from articles.actions.drafts import (
    StaleDraft,
    create_article,
    rebase_draft,
    rename_article,
    save_draft,
    set_byline,
    update_details,
)
from articles.actions.leaving import leave_articles
from articles.actions.pictures import remove_lead_picture, set_lead_picture
from articles.actions.publishing import (
    NothingToPublish,
    StaleBase,
    publish_draft,
    restore_article,
    withdraw_article,
)
from articles.actions.records import add_author, add_topic, update_author
from articles.actions.sources import (
    ChangedMeanwhile,
    PointsAtItself,
    check_source,
    find_or_add_source,
    seen_of,
    take_back_check,
    update_source,
)
from articles.actions.telling import tell_about_revision

__all__ = [
    "ChangedMeanwhile",
    "NothingToPublish",
    "PointsAtItself",
    "StaleBase",
    "StaleDraft",
    "add_author",
    "add_topic",
    "check_source",
    "create_article",
    "find_or_add_source",
    "leave_articles",
    "publish_draft",
    "rebase_draft",
    "remove_lead_picture",
    "rename_article",
    "restore_article",
    "save_draft",
    "seen_of",
    "set_byline",
    "set_lead_picture",
    "take_back_check",
    "tell_about_revision",
    "update_author",
    "update_details",
    "update_source",
    "withdraw_article",
]
