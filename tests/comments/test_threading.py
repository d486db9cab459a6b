"""The path that orders a thread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment
from comments.threading import DEEPEST, DIGITS, after, depth_of, ids_of, path_of, root_of
from tests.properties import steady


@pytest.mark.parametrize(
    ("pk", "parent_path", "path"),
    [(1, "", "00000001"), (255, "", "000000ff"), (16, "00000001", "0000000100000010"), (16**8 - 1, "", "ffffffff")],
)
def test_path_of(pk, parent_path, path):
    assert path_of(pk, parent_path) == path


def test_path_of_a_key_that_does_not_fit_is_refused():
    with pytest.raises(OverflowError, match="comment key 4294967296 does not fit 8 hex digits"):
        path_of(16**8)


def test_deepest_path_fits_its_column():
    assert Comment._meta.get_field("path").max_length >= DEEPEST * DIGITS


KEYS = st.integers(1, 16**8 - 1)


@steady
@given(st.lists(KEYS, min_size=1, max_size=DEEPEST))
def test_path_tells_depth_root_and_ids(keys):
    path = ""
    for key in keys:
        path = path_of(key, path)

    assert (depth_of(path), root_of(path), ids_of(path)) == (len(keys) - 1, keys[0], keys)


@st.composite
def _threads(draw):
    """Paths of a discussion: each comment is a root or hangs on an earlier one; keys rise, with gaps."""
    paths, key = [], 0
    for _n in range(draw(st.integers(1, 25))):
        key += draw(st.integers(1, 40))
        parent = draw(st.sampled_from(["", *paths]))
        paths.append(path_of(key, parent))
    return paths


def _in_order(paths, parent=""):
    """Return the paths as a reader walks the tree: each comment, then its replies, oldest first."""
    children = [path for path in paths if path[:-DIGITS] == parent]
    return [path for child in children for path in [child, *_in_order(paths, child)]]


@steady
@given(_threads())
def test_sorted_paths_are_the_order_of_reading(paths):
    assert sorted(paths) == _in_order(paths)


@steady
@given(_threads())
def test_branch_is_the_range_from_its_path_to_the_one_after(paths):
    for path in paths:
        assert [other for other in paths if path <= other < after(path)] == [
            other for other in paths if other.startswith(path)
        ]
