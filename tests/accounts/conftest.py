"""What the account pages' tests share."""

import pytest

from bonecommunity import settings as production  # noqa: TID251 - the limits that tests/settings.py switches off


@pytest.fixture
def limits(settings):
    """The rate limits of the real site."""
    settings.ACCOUNT_RATE_LIMITS = production.ACCOUNT_RATE_LIMITS
