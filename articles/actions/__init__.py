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
from articles.actions.pictures import remove_lead_picture, set_lead_picture
from articles.actions.publishing import (
    NothingToPublish,
    StaleBase,
    publish_draft,
    restore_article,
    withdraw_article,
)
from articles.actions.records import add_author, add_topic, update_author
from articles.actions.sources import find_or_add_source, update_source

__all__ = [
    "NothingToPublish",
    "StaleBase",
    "StaleDraft",
    "add_author",
    "add_topic",
    "create_article",
    "find_or_add_source",
    "publish_draft",
    "rebase_draft",
    "remove_lead_picture",
    "rename_article",
    "restore_article",
    "save_draft",
    "set_byline",
    "set_lead_picture",
    "update_author",
    "update_details",
    "update_source",
    "withdraw_article",
]
