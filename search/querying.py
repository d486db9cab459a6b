"""What somebody typed, as words to find: pure, and the same for both databases."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_TYPED = 200  # characters of a search; the page says so
MOST_WORDS = 16  # of a search that must all be found
MOST_ALIKE = 40  # of a long text of which some are found
LONGEST = 40  # letters; a longer run is no word of a language
WORD = re.compile(r"[^\W_]+")
PART = re.compile(r'"([^"]*)"|([^"\s]+)')
ENDINGS = (("ing", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))
DOUBLING = ("ing", "ed")  # jog, jogging
SHORTEST_STEM = 3  # letters
SMALL = (
    "a about after all also am an and any are as at be because been before being but by can could did do does doing",
    "done for from get had has have having he her here hers him his how i if in into is it its just may me might more",
    "most must my no nor not of on once only or other our ours out over own per same shall she should so some such",
    "than that the their them then there these they this those through to too under until up upon us very was we were",
    "what when where which while who whom why will with would you your yours",
)
STOP_WORDS = frozenset(word for line in SMALL for word in line.split())

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What is looked for: every group must be found (any, if `is_any`), each by one of its phrases."""

    groups: tuple[tuple[Phrase, ...], ...]
    is_any: bool = False
    is_begun: bool = False  # the last group begins with a word that may not be typed to its end

    def __bool__(self):
        return bool(self.groups)


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, folded: small letters without accents; runs of over 40 letters are left out.

    Args:
        text: anything.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word for word in WORD.findall(unicodedata.normalize("NFC", kept)) if len(word) <= LONGEST]


def asked_of(text: str, synonyms: Iterable[Sequence[Phrase]] = ()) -> Asked:
    """Read what was typed: words that must all be found, "words in quotation marks" as they stand.

    Small words (the, of, with) are left out unless there are no others. The last word finds what begins with it too.

    Args:
        text: as typed; anything.
        synonyms: sets of phrases that mean the same; each phrase folded by words_of.
    """
    units = [(tuple(words_of(quoted or single)), bool(quoted)) for quoted, single in PART.findall(text)]
    units = _spread([unit for unit in units if unit[0]])[:MOST_WORDS]
    if any(is_quoted or words[0] not in STOP_WORDS for words, is_quoted in units):
        kept = [unit for unit in units if unit[1] or unit[0][0] not in STOP_WORDS]
    else:
        kept = units
    is_begun = bool(kept) and kept[-1] == units[-1] and not kept[-1][1] and not text[-1:].isspace()
    return Asked(groups=tuple(_grouped(kept, _by_phrase(synonyms))), is_begun=is_begun)


def alike_of(text: str, synonyms: Iterable[Sequence[Phrase]] = ()) -> Asked:
    """Read a long text: some of its words are to be found, the more the better.

    Args:
        text: anything, such as a question that somebody writes; its first 40 different words count.
        synonyms: see asked_of.
    """
    words = [word for word in dict.fromkeys(words_of(text)) if word not in STOP_WORDS and len(word) > 1][:MOST_ALIKE]
    return Asked(groups=tuple(_grouped([((word,), False) for word in words], _by_phrase(synonyms))), is_any=True)


def loosened(asked: Asked) -> Asked:
    """Return the same with some of the words enough.

    Args:
        asked: what was looked for.
    """
    return Asked(groups=asked.groups, is_any=True, is_begun=asked.is_begun)


def replaced(text: str, words: Mapping[str, str]) -> str:
    """Return a text with other words in the place of some; what stands between them stays.

    Args:
        text: as typed.
        words: by what they replace, folded.
    """
    return WORD.sub(lambda found: words.get("".join(words_of(found[0])), found[0]), text)


def says(asked: Asked, text: str) -> bool:
    """Tell whether one of the words that are looked for stands in a text, in whatever form.

    Args:
        asked: what is looked for.
        text: plain.
    """
    words = words_of(text)
    last = asked.groups[-1][0] if asked.is_begun else ()
    is_begun = len(last) == 1 and any(word.startswith(last[0]) for word in words)
    return is_begun or said_count(asked, text) > 0


def said_count(asked: Asked, text: str) -> int:
    """Return how many of the things that are looked for stand in a text, in whatever form.

    Args:
        asked: what is looked for.
        text: plain.
    """
    stems = _stems(words_of(text))

    def holds(phrase):
        return any(stems[at : at + len(phrase)] == _stems(phrase) for at in range(len(stems) - len(phrase) + 1))

    return sum(any(holds(phrase) for phrase in group) for group in asked.groups)


def stem(word: str) -> str:
    """Return what the forms of an English word have in common: walk for walks, walked, walking.

    Args:
        word: folded.
    """
    for ending, instead in ENDINGS:
        kept = word.removesuffix(ending)
        if kept != word and len(kept) + len(instead) >= SHORTEST_STEM:
            is_doubled = ending in DOUBLING and kept[-1] == kept[-2] and kept[-1] not in "lsz"
            return (kept[:-1] if is_doubled else kept) + instead
    return word


def _spread(units):
    """Cut what stands without quotation marks into single words: "half-hour" is half and hour."""
    spread = []
    for words, is_quoted in units:
        spread += [(words, True)] if is_quoted else [((word,), False) for word in words]
    return spread


def _by_phrase(synonyms):
    """Return what else each phrase can be called, by the stems of the phrase."""
    others: dict[Phrase, dict[Phrase, None]] = {}
    for names in synonyms:
        for name in names:
            others.setdefault(_stems(name), {}).update(dict.fromkeys(names))
    return others


def _stems(phrase):
    return tuple(stem(word) for word in phrase)


def _grouped(units, others):
    """Return a group for each unit; typed words that together have another name are one group."""
    longest = max(map(len, others), default=0)
    groups, at = [], 0
    while at < len(units):
        words, is_quoted = units[at]
        reach = 1
        for size in range(1 if is_quoted else min(longest, len(units) - at), 0, -1):
            run = units[at : at + size]
            joined = words if is_quoted else tuple(word for unit, _quoted in run for word in unit)
            if _stems(joined) in others and (is_quoted or not any(quoted for _unit, quoted in run)):
                groups.append((joined, *(name for name in others[_stems(joined)] if name != joined)))
                reach = size
                break
        else:
            groups.append((words,))
        at += reach
    return groups
