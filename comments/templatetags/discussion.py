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


@register.filter
def said_at(messages, pk: int) -> list:
    """Return what the site has to say about one comment: a view names it in the tag of a message.

    Args:
        messages: of this request; missing on a page that is drawn without one.
        pk: the comment.
    """
    return [message for message in messages or () if message.extra_tags == f"comment-{pk}"]
