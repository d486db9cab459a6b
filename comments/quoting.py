"""Quotes in Markdown: block quotes of somebody's words, and the line that says whose they are. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.names import LONGEST, name_key
from common.markdown import NAMED

MOST_WORDS = LONGEST // 2  # of a name
LEAST_WORDS = 3  # a shorter quote counts only if it is the whole of what somebody wrote
LONGEST_LINE = 200  # that says whose words are quoted
_QUOTED = re.compile(r"^ {0,3}>")
_WORD = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"[\w@./+-]")
_GOES_ON = re.compile(r"[\w@]|[.-]\w")
_SIGNS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return the words of a text alone, in small letters with single spaces: quotes are compared by them."""
    return _SIGNS.sub(" ", text).casefold().strip()


@dataclass(frozen=True)
class Said:
    """What somebody wrote, so that a quote is told from it in a time that grows with the quote alone."""

    wholes: frozenset[str]
    runs: frozenset[int]  # hashes of LEAST_WORDS words in a row


def said_in(texts: Iterable[str]) -> Said:
    """Return what somebody wrote, by its words.

    Args:
        texts: everything that they ever said, each text by itself.
    """
    wholes = frozenset({plain(text) for text in texts} - {""})
    return Said(wholes, frozenset(run for text in wholes for run in _runs(text)))


def _runs(words):
    split = words.split()
    return [hash(tuple(split[start : start + LEAST_WORDS])) for start in range(len(split) - LEAST_WORDS + 1)]


def empty_quotes(body: str, *, said: Said, mark: str) -> str:
    """Put a mark in the place of each quoted paragraph that somebody wrote.

    Args:
        body: Markdown that may hold block quotes.
        said: what this person wrote.
        mark: what stands there instead.

    Returns:
        The Markdown; the same text if it quotes nothing of theirs.
    """
    kept, found = [], False
    for lines in _paragraphs(body):
        if _QUOTED.match(lines[0]) and _is_theirs("\n".join(lines), said):
            found = True
            lines = [f"{_depth(lines[0])}{mark}"]
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


def _is_theirs(quoted, said):
    """Tell whether every few words of a quote stand in a row in what they wrote, or it is the whole of a text."""
    words = plain(quoted)
    runs = _runs(words)
    return words in said.wholes or (bool(runs) and said.runs.issuperset(runs))


def rename_quoted(body: str, *, keys: set[str], to: str) -> str:
    """Change a name in the line that says whose words are quoted: "Anna wrote:" before or in a block quote.

    Args:
        body: Markdown that may hold block quotes.
        keys: of the names that go, see accounts.names.name_key.
        to: the name that comes.

    Returns:
        The Markdown; the same text where nobody is quoted by these names.
    """
    lines = body.split("\n")
    return "\n".join(
        renamed(line, keys=keys, to=to) if _names_a_quote(lines, number) else line for number, line in enumerate(lines)
    )


def rename_mentioned(body: str, *, keys: set[str], to: str) -> str:
    """Change a name where somebody is mentioned by it: "@Anna".

    Args:
        body: Markdown.
        keys: of the names that go, see accounts.names.name_key.
        to: the name that comes, without the sign.

    Returns:
        The Markdown; the same text where nobody is mentioned by these names.
    """
    return renamed(body, keys=keys, to=to, sign="@")


def rename_slugs(body: str, *, slugs: Iterable[str], to: str) -> str:
    """Change a name where somebody is mentioned by the slug of it: "@anna-b".

    Args:
        body: Markdown.
        slugs: that go.
        to: the name that comes behind the sign.

    Returns:
        The Markdown; the same text where nobody is mentioned by these slugs.
    """
    ours = {slug.lower() for slug in slugs}
    return NAMED.sub(lambda found: f"@{to}" if found.group(1).lower() in ours else found.group(), body)


def _names_a_quote(lines, number):
    """Tell whether a short line ends in a colon and stands in a quote or right before one."""
    line = lines[number]
    if len(line) > LONGEST_LINE or not line.rstrip(" *_").endswith(":"):
        return False
    following = next((line for line in lines[number + 1 :] if line.strip()), "")
    return bool(_QUOTED.match(lines[number]) or _QUOTED.match(following))


def renamed(text: str, *, keys: set[str], to: str, sign: str = "") -> str:
    """Put another name where words in a row make one of these names.

    Args:
        text: any.
        keys: of the names that go, see accounts.names.name_key.
        to: the name that comes.
        sign: what has to stand right before the name, and goes with it.
    """
    out, done = "", 0
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        start = word.start() - len(sign)
        if start < done or text[max(start, 0) : word.start()] != sign or (sign and _GLUED.search(text[:start][-1:])):
            continue
        for last in reversed(words[number : number + MOST_WORDS]):
            if sign and _GOES_ON.match(text, last.end()):
                continue  # of a longer slug, or of an address, no part is a name
            if last.end() - word.start() <= 2 * LONGEST and name_key(text[word.start() : last.end()]) in keys:
                out, done = f"{out}{text[done:start]}{to}", last.end()
                break
    return out + text[done:]
