"""What is found: hits that the asker may see, best first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from accounts.permissions import muted_by
from search.consequences import SYNONYMS, source_of
from search.documents import Shown
from search.engines import Narrowed, engine
from search.models import SearchDocument, Synonyms, Word
from search.querying import Asked, Phrase, alike_of, asked_of, loosened, replaced, words_of
from search.snippets import marked
from search.suggesting import nearest, reach

PER_PAGE = 20
MOST_PAGES = 25  # what stands further down is better found by other words
EVERYTHING, NOTHING = Narrowed(), Asked(())
MOST_MENDED = 4  # words of one search


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as it may be shown now."""

    subject_key: str
    kind: str
    snippet: SafeString
    shown: Shown
    state: str = ""


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        hits: of this page, best first.
        counts: how many documents were found, by kind, whatever kinds the search was narrowed to.
        total: how many of the kinds it was narrowed to.
        is_loose: nothing has all the words; these have some.
    """

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    is_loose: bool = False
    page: int = 1
    page_count: int = 1
    asked: Asked = NOTHING


def find(
    text: str, *, member, narrowed: Narrowed = EVERYTHING, limit: int = PER_PAGE, page: int = 1
) -> Found:  # fmt: skip
    """Find what has all the words that were typed; if nothing has, what has some.

    Args:
        text: as typed; anything.
        member: who asks: a Member or AnonymousUser; they are shown what they may see, and nothing of
            those they have muted.
        narrowed: kinds, states, topic, time.
        limit: at most so many hits.
        page: from 1; a number past the last page is the last, and there are 25 at most.
    """
    asked = asked_of(text, synonyms())
    if not asked:
        return Found()
    narrowed = replace(narrowed, besides_authors=muted_by(member))
    everything = replace(narrowed, kinds=())
    counts, is_loose = engine().counted(asked, everything), False
    if not counts and len(asked.groups) > 1:
        asked, is_loose = loosened(asked), True
        counts = engine().counted(asked, everything)
    total = sum(count for kind, count in counts.items() if kind in narrowed.kinds or not narrowed.kinds)
    page_count = min(max(-(-total // limit), 1), MOST_PAGES)
    page = min(max(page, 1), page_count)
    hits = _hits(asked, narrowed, member, limit, (page - 1) * limit) if total else []
    return Found(hits, counts, total, is_loose, page, page_count, asked)


def alike(
    text: str, *, member, kinds: Collection[str] = (), states: Collection[str] = (), besides: Collection[str] = (),
    limit: int = 5,
) -> list[Hit]:  # fmt: skip
    """Return what says nearly the same as a longer text, such as a question that somebody is writing.

    Some of its words are enough; what has more of them, or rarer ones, stands first.

    Args:
        text: as typed so far; anything.
        member: who asks.
        kinds: some search.models.Kind; none for all.
        states: some search.models.State, such as RULED for disputes that are settled; none for all.
        besides: keys of things that are left out, such as "comment:17".
        limit: at most so many.
    """
    asked = alike_of(text, synonyms())
    narrowed = Narrowed(kinds=kinds, states=states, besides=besides, besides_authors=muted_by(member))
    return _hits(asked, narrowed, member, limit, 0) if asked else []


def suggested(text: str) -> str | None:
    """Return what was probably meant, where words of it are in no document; a few queries, and one a word like that.

    What is suggested finds something.

    Args:
        text: as typed.
    """
    typed = [word for word in dict.fromkeys(words_of(text)) if reach(word)]
    alike_names = synonyms()
    named = {word for names in alike_names for phrase in names for word in phrase}
    known = named | set(Word.objects.filter(word__in=typed).values_list("word", flat=True))
    mended = {}
    for word in [word for word in typed if word not in known][:MOST_MENDED]:
        near = [*engine().near_words(word, reach(word)), *((name, 1) for name in named)]
        if meant := nearest(word, near):
            mended[word] = meant
    is_there = mended and engine().counted(loosened(asked_of(" ".join(mended.values()), alike_names)), EVERYTHING)
    return replaced(text, mended) if is_there else None


def synonyms() -> list[Sequence[Phrase]]:
    """Return the sets of phrases that mean the same, folded; a query for those of the editors, one for each app."""
    kept = list(Synonyms.objects.order_by("pk").values_list("words", flat=True))
    kept += [names for named in SYNONYMS for names in named().values() if len(names) > 1]
    return [[phrase for word in words if (phrase := tuple(words_of(word)))] for words in kept]


def taken_words(words: Sequence[str], *, besides: Synonyms | None = None) -> tuple[str, Synonyms] | None:
    """Return the first of some words that stands in other synonyms, and these; one query.

    Args:
        words: as editors write them.
        besides: the row that they are of, when it is there already.
    """
    rows = Synonyms.objects.exclude(pk=besides.pk) if besides else Synonyms.objects.all()
    bearers = {tuple(words_of(word)): row for row in rows.order_by("-pk") for word in row.words}
    return next(((word, row) for word in words if (row := bearers.get(tuple(words_of(word))))), None)


def synonyms_in_order() -> list[Synonyms]:
    """Return the words that mean the same, by the first of each; one query."""
    return sorted(Synonyms.objects.all(), key=lambda row: (row.words[0].casefold(), row.pk))


def _hits(asked: Asked, narrowed, member, limit, offset) -> list[Hit]:
    keys = engine().ranked(asked, narrowed, limit=limit, offset=offset)
    rows = SearchDocument.objects.filter(pk__in=keys).only("pk", "subject_key", "kind", "state").in_bulk()
    shown = _shown([row.subject_key for row in rows.values()], member)
    keys = [key for key in keys if key in rows and rows[key].subject_key in shown]
    around = engine().excerpts(asked, keys)
    return [
        Hit(row.subject_key, row.kind, marked(around.get(row.pk, "")), shown[row.subject_key], row.state)
        for row in (rows[key] for key in keys)
    ]


def _shown(subject_keys, member) -> dict[str, Shown]:
    """Ask the apps above what may be shown now: the worker may be late."""
    wanted: dict = {}
    for subject_key in subject_keys:
        if found := source_of(subject_key):
            source, pk = found
            wanted.setdefault(source, {})[pk] = subject_key
    return {keys[pk]: shown for source, keys in wanted.items() for pk, shown in source.show(list(keys), member).items()}
