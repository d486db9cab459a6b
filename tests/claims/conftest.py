"""Fixtures of tests about two passages that are put against each other."""

import pytest

from tests.claims.passages import AVOID, BODY, place
from tests.claims.scenes import block_of
from tests.factories import ArticleFactory


@pytest.fixture
def article(db):
    """An article that says not to jump, and to walk."""
    return ArticleFactory(body=BODY)


@pytest.fixture
def avoid(article):
    """The passage that says not to jump."""
    return place(block_of(article, AVOID), AVOID)
