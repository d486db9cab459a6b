"""What the tests of the desk start from."""

import pytest

from tests.factories import CommentFactory
from tests.moderation.steps import flagged


@pytest.fixture
def desk(client, moderator):
    """A client of a moderator."""
    client.force_login(moderator)
    return client


@pytest.fixture
def case():
    """The case of a comment that was flagged once."""
    return flagged(CommentFactory(body="I have one to sell."))
