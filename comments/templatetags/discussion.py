"""What the templates of a discussion cannot do by themselves."""

from django import template

register = template.Library()


@register.filter
def of_comment(found: dict | str, pk: int):
    """Return what a page has for one comment, or nothing.

    Args:
        found: by key of a comment; empty where the page has none.
        pk: the comment.
    """
    return found.get(pk, "") if found else ""
