"""The hash chain of the log. Pure."""

import hashlib
import hmac
import json

GENESIS = "0" * 64


def entry_hash(fields: dict, prev_hash: str) -> str:
    """Return the hash that binds an entry to the one before it.

    Args:
        fields: the entry's columns, JSON-ready.
        prev_hash: the hash of the entry before, or GENESIS.
    """
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(f"{prev_hash}\n{canonical}".encode()).hexdigest()


def words_hash(words: str, key: str) -> str:
    """Return a keyed hash of words that may later be purged; empty words have none."""
    return hmac.new(key.encode(), words.encode(), hashlib.sha256).hexdigest() if words else ""
