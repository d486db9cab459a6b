"""How words are shown: one function for the preview and for what is stored, so that they are the same."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.reading import called
from common.markdown import named_in, render_comment

NOBODY = "former"  # "@former member" stands where somebody was named who has left
MOST_ASKED = 200  # slugs looked for; more of them are no names of members


@dataclass(frozen=True)
class Rendered:
    """Cleaned HTML, and the keys of the members whom it names, each once, in the order of the text."""

    html: str
    members: tuple[int, ...] = ()


def render_words(body: str) -> Rendered:
    """Render a comment's Markdown; `@slug` of a member links to their page, under the name that was typed.

    Args:
        body: Markdown, at most 10,000 characters.

    Returns:
        What is stored with the comment, and what a preview shows. Two queries where somebody may be named, else none.

    Raises:
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    asked = [slug for slug in named_in(body) if slug != NOBODY][:MOST_ASKED]
    found = called(asked) if asked else {}
    addresses = {slug: reverse("member_detail", args=[slug]) for slug in found}
    members = dict.fromkeys(found[slug] for slug in asked if slug in found)
    return Rendered(render_comment(body, members=addresses), tuple(members))
