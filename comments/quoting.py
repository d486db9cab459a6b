"""Quotes in Markdown: block quotes of somebody's words, and the line that says whose they are. Pure."""

import re
from collections.abc import Iterable

LEAST_WORDS = 3  # a shorter quote counts only if it is the whole of what somebody wrote
_QUOTED = re.compile(r"^ {0,3}>")
_SIGNS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return the words of a text alone, in small letters with single spaces: quotes are compared by them."""
    return _SIGNS.sub(" ", text).casefold().strip()


def empty_quotes(body: str, *, said: Iterable[str], mark: str) -> str:
    """Put a mark in the place of each quoted paragraph that somebody wrote.

    Args:
        body: Markdown that may hold block quotes.
        said: everything that this person wrote, each text by itself.
        mark: what stands there instead.

    Returns:
        The Markdown; the same text if it quotes nothing of theirs.
    """
    texts = {plain(text) for text in said} - {""}
    kept, found = [], False
    for lines in _paragraphs(body):
        if _QUOTED.match(lines[0]) and _is_theirs("\n".join(lines), texts):
            found = True
            lines = [f"{_depth(lines[0])} {mark}"]
        kept += lines
    return "\n".join(kept) if found else body


def _paragraphs(body):
    """Split lines into runs: of quoted words at one depth, of everything between them."""
    run: list[str] = []
    for line in body.split("\n"):
        if run and _kind(line) != _kind(run[0]):
            yield run
            run = []
        run.append(line)
    yield run


def _kind(line):
    """Tell how deep a line is quoted, and whether there are words in it."""
    return (_depth(line), bool(plain(line)) or not _QUOTED.match(line))


def _depth(line):
    found = re.match(r"^[ >]*>", line) if _QUOTED.match(line) else None
    return found.group().replace(" ", "") if found else ""


def _is_theirs(quoted, texts):
    words = plain(quoted)
    if words in texts:
        return True
    return len(words.split()) >= LEAST_WORDS and any(f" {words} " in f" {text} " for text in texts)


def rename_quoted(body: str, *, name: str, to: str) -> str:
    """Change a name in the line that says whose words are quoted: "Anna wrote:" before or in a block quote.

    Args:
        body: Markdown that may hold block quotes.
        name: the name that goes.
        to: the name that comes.

    Returns:
        The Markdown; the same text where nobody is quoted by this name.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    lines = body.split("\n")
    return "\n".join(
        whole.sub(lambda _found: to, line) if _names_a_quote(lines, number) else line
        for number, line in enumerate(lines)
    )


def _names_a_quote(lines, number):
    """Tell whether a line ends in a colon and stands in a quote or right before one."""
    if not lines[number].rstrip(" *_").endswith(":"):
        return False
    following = next((line for line in lines[number + 1 :] if line.strip()), "")
    return bool(_QUOTED.match(lines[number]) or _QUOTED.match(following))
