"""Passages of an article and of comments, to be put against each other."""

from claims.models import FacetValue, Population
from claims.reading import plain_text_of
from tests.factories import CommentFactory

BODY = """Do not jump.[^1] Walk every day.[^2]

[^1]: A trial, 2018. doi:10.1002/jbmr.3284
[^2]: A page of a clinic. https://www.clinic.example/bones?p=1
"""
AVOID, WALK = "Do not jump.", "Walk every day."
NOT_STATED = "Scope missing: Condition"
CONTRADICT = "They seem to contradict each other"


def groups(*codes):
    """Return the facet values of these codes."""
    return list(FacetValue.objects.filter(code__in=codes))


def population(*codes):
    """Return a new population of these codes."""
    row = Population.objects.create()
    row.values.set(groups(*codes))
    return row


def place(target, words):
    """Return a passage of a block or a comment."""
    start = plain_text_of(target).index(words)
    return target, start, start + len(words)


def comment(body, words=None):
    """Return a passage of a new comment; all of it where no words are given."""
    row = CommentFactory(body=body)
    return place(row, words or plain_text_of(row).strip())
