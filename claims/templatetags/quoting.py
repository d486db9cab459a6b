"""How templates quote words in question."""

from django import template

from claims.reading import quote_of

register = template.Library()


@register.filter
def quoted(appearance) -> str:
    """Return the words of an appearance; of a comment that is not public any more, a note in their place."""
    return quote_of(appearance).words
