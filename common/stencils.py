"""A template that is drawn once for each shape of a row, and filled for each row.

Django's templates cost some 100 µs for a comment; a page has hundreds, and they differ in their words, seldom in what
they show. A row has two parts. Its *shape* is what the template asks about: flags and a few status words. Its *words*
are what the template prints, each by its name alone, without a filter: `{{ c.name }}`, also as an argument of
`{% url %}`; a word may be asked for being there (`{% if c.title %}`), never compared. For each shape that a page has,
the template is rendered by Django, with a sign in the place of every word; then rows put their words there, escaped.
"""

import re
import secrets
from collections.abc import Mapping
from html import escape

from django.template import Context
from django.utils.safestring import SafeString, mark_safe

_SIGN = secrets.token_hex(8)  # nobody can guess it, and what is filled in is not looked through again
_NUMBER = 10**15  # what stands for the first word that is a whole number: `{% url %}` takes numbers too
_INDENT = re.compile(r"\s*\n\s*")


class Stencil:
    """A template with the page around it, as one request draws it.

    Args:
        template: a django.template.Template.
        context: of the page; what it holds is the same for all rows. The row is `c`.
        kept: what was drawn for other requests, where all that the template takes from the page is the same.
    """

    def __init__(self, template, context: Context, kept: dict | None = None):
        self._template, self._context = template, context
        self._cut: dict[tuple, tuple] = {} if kept is None else kept

    def fill(self, shape: tuple, words: Mapping[str, str | int | None]) -> SafeString:
        """Draw one row.

        Args:
            shape: a named tuple of what the template asks about.
            words: what it prints, under the same names for every row; SafeStrings stay as they are.
        """
        key = (shape, *map(bool, words.values()))
        if key not in self._cut:
            self._cut[key] = self._draw(shape, words)
        pieces, names, holes = self._cut[key]
        safe = {name: _safe(words[name]) for name in names}
        filled = pieces.copy()
        for place, name in holes:
            filled[place] = safe[name]
        return SafeString("".join(filled))

    def _draw(self, shape, words):
        """Render the template for a shape; return its pieces, the words it prints, and at which piece each belongs."""
        signs = {name: _sign(name, number, word) for number, (name, word) in enumerate(words.items())}
        with self._context.push(c=shape._asdict() | signs):
            drawn = _INDENT.sub("\n", self._template.render(self._context))
        names = {str(sign): name for name, sign in signs.items() if sign}
        pieces = re.split("|".join(f"({re.escape(sign)})" for sign in names), drawn) if names else [drawn]
        pieces = [piece for piece in pieces if piece is not None]
        holes = [(place, names[piece]) for place, piece in enumerate(pieces) if piece in names]
        return pieces, {name for _place, name in holes}, holes


def _safe(word):
    """Return a word as it can stand in HTML, between tags or in quotes."""
    if isinstance(word, SafeString):
        return word
    return str(word) if isinstance(word, int) else escape(word)


def _sign(name, number, word):
    """Return what stands in the place of a word while the template is rendered; nothing where there is none."""
    if not word:
        return ""
    return _NUMBER + number if isinstance(word, int) else mark_safe(f"{_SIGN}{name}{_SIGN}")  # noqa: S308 - letters
