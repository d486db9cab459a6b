"""The hashes that bind the entries of the log."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.chain import GENESIS, entry_hash, words_hash
from tests.properties import steady

FIELDS = {"verb": "publish_draft", "subject": "article:1", "after": {"kind": "typo"}, "revision": None}


def test_hash_of_an_entry_covers_the_one_before():
    canonical = '{"after":{"kind":"typo"},"revision":null,"subject":"article:1","verb":"publish_draft"}'

    assert entry_hash(FIELDS, GENESIS) == hashlib.sha256(f"{GENESIS}\n{canonical}".encode()).hexdigest()


def test_hash_of_an_entry_does_not_depend_on_the_order_of_its_columns():
    assert entry_hash(dict(reversed(FIELDS.items())), GENESIS) == entry_hash(FIELDS, GENESIS)


@pytest.mark.parametrize(
    "change", [{"verb": "other"}, {"subject": "article:2"}, {"after": {}}, {"revision": 0}, {"more": ""}]
)
def test_hash_of_an_entry_changes_with_every_column(change):
    assert entry_hash(FIELDS | change, GENESIS) != entry_hash(FIELDS, GENESIS)


def test_hash_of_an_entry_changes_with_the_one_before():
    assert entry_hash(FIELDS, "1" * 64) != entry_hash(FIELDS, GENESIS)


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5)
COLUMNS = st.dictionaries(st.text(), VALUES, max_size=4)


@steady
@given(COLUMNS, COLUMNS)
def test_hashes_are_equal_only_for_equal_columns(a, b):
    assert (entry_hash(a, GENESIS) == entry_hash(b, GENESIS)) == (repr(sorted(a.items())) == repr(sorted(b.items())))


def test_hash_of_words_needs_the_key():
    keyed = hmac.new(b"key", b"why", hashlib.sha256).hexdigest()

    assert (words_hash("why", "key"), words_hash("why", "other") == keyed, words_hash("", "key")) == (keyed, False, "")
