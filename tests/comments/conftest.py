"""What the tests of a discussion start from."""

import pytest
from django.urls import reverse

from comments.actions import discussion_of
from tests.factories import ArticleFactory


@pytest.fixture
def article():
    """A published article without a comment."""
    return ArticleFactory()


@pytest.fixture
def address(article):
    """Where a comment on it is posted."""
    return reverse("comment_create", args=[discussion_of(article).pk])
