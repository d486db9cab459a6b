"""What can be done with the index, and with the words that mean the same."""

from search.actions.index import (
    MOST_NOTES,
    count_words,
    drop,
    drop_under,
    index_later,
    put,
    settle_words,
)
from search.actions.synonyms import MeansSomethingElse, add_synonyms, change_synonyms, remove_synonyms

__all__ = [
    "MOST_NOTES",
    "MeansSomethingElse",
    "add_synonyms",
    "change_synonyms",
    "count_words",
    "drop",
    "drop_under",
    "index_later",
    "put",
    "remove_synonyms",
    "settle_words",
]
