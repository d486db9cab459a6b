"""The path that orders a thread: 8 hex digits an id, parents before children. Pure."""

DIGITS = 8
DEEPEST = 200  # PostgreSQL refuses longer index rows
INDENTED = 4
BEHIND = "g"  # sorts behind every hex digit


def path_of(pk: int, parent_path: str = "") -> str:
    """Return the path of a comment.

    Args:
        pk: its key, at most 16**8 - 1.
        parent_path: the path of the comment it hangs on; empty for a root.

    Raises:
        OverflowError: the key does not fit.
    """
    if pk >= 16**DIGITS:
        raise OverflowError(f"comment key {pk} does not fit {DIGITS} hex digits")
    return f"{parent_path}{pk:0{DIGITS}x}"


def depth_of(path: str) -> int:
    """Return how many comments stand above this one; 0 for a root."""
    return len(path) // DIGITS - 1


def ids_of(path: str) -> list[int]:
    """Return the keys from the root down to the comment itself."""
    return [int(path[start : start + DIGITS], 16) for start in range(0, len(path), DIGITS)]


def root_of(path: str) -> int:
    """Return the key of the root."""
    return int(path[:DIGITS], 16)


def after(path: str) -> str:
    """Return the first path behind the whole branch of this one, for a range query."""
    return f"{path[:-1]}{chr(ord(path[-1]) + 1)}"
