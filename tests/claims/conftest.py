"""Disputes and passages that several tests begin with."""

import pytest

from notifications.actions import follow
from tests.claims.passages import AVOID, BODY, place
from tests.claims.scenes import block_of, dispute
from tests.factories import NOON, ArticleFactory, MemberFactory


@pytest.fixture
def article(db):
    """An article that says not to jump, and to walk."""
    return ArticleFactory(body=BODY)


@pytest.fixture
def avoid(article):
    """The passage that says not to jump."""
    return place(block_of(article, AVOID), AVOID)


@pytest.fixture
def pair():
    """Two open disputes about one sentence, each with its reporter and a follower."""
    article = ArticleFactory()
    rows = [
        dispute(article=article, question=f"Is it so, {n}?", reason=reason)
        for n, reason in enumerate(("unsafe", "outdated"))
    ]
    for row in rows:
        follow(member=MemberFactory(), subject_key=f"dispute:{row.pk}", at=NOON)
    return rows
