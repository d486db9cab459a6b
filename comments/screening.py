"""What in a text makes a moderator read it first."""

from accounts.permissions import premoderated
from comments import consequences
from comments.consequences import Noticed


def noticed_in(author, text: str) -> tuple[Noticed, ...]:
    """Return what the rules notice in a text.

    Args:
        author: who writes.
        text: what they wrote: title, Markdown and whatever else is shown.
    """
    return tuple(found for screen in consequences.SCREENS for found in screen(author, text))


def rule_that_holds(author, text: str) -> str:
    """Return the name of the rule that keeps a post back until a moderator has seen it; empty if none does.

    Args:
        author: who posts.
        text: see noticed_in.
    """
    if premoderated(author):
        return "premoderated"
    return next((found.rule for found in noticed_in(author, text)), "")
