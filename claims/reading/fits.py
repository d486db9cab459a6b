"""References that studied other people than their sentences are about: readers are told once a person confirmed it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from articles.models import Article, Block, Citation, Source
from claims.documents import mirrors_of, sentences_citing
from claims.models import ArticlePopulation, CitationFit, Resolution, StudiedPopulation
from claims.reading.evidence import leads_of, studied_by
from claims.reading.populations import (
    begun_small,
    deciding_codes,
    narrower_codes,
    people_in_words,
    scope_of,
    values_of,
)
from claims.scope import MISFIT, fit
from claims.sentences import split

TITLE_CHARS = 400  # of a printed reference, kept as the title of a source that has none
NOTE_CHARS = CitationFit._meta.get_field("note").max_length
STUDIES = (Source.Kind.TRIAL, Source.Kind.OBSERVATIONAL, Source.Kind.REVIEW)


@dataclass(frozen=True)
class Misfit:
    """A reference of a live text, with the sentences that it stands behind and that are about other people."""

    article: Article
    source: Source
    number: int  # of the first of its references
    printed: str
    sentences: list[str]
    people: str  # whom the sentences are about
    studied: str
    decided: CitationFit | None  # perhaps on other words than these

    @property
    def waits(self) -> bool:
        """Whether an editor has to decide: nobody has, or it was on other sentences."""
        return self.decided is None or not set(self.sentences) <= set(self.decided.sentences)

    @property
    def suggested(self) -> str:
        """A neutral sentence that readers could be told."""
        words = _("This study looked at %(studied)s; the sentence is about other people: %(people)s.")
        said = words % {"studied": begun_small(self.studied), "people": begun_small(self.people)}
        return said if len(said) <= NOTE_CHARS else said[: NOTE_CHARS - 1] + "…"


def live_citations():
    """Numbered references of the texts that readers see."""
    live = Article.objects.published().values("current_revision")
    return Citation.objects.filter(revision__in=live).select_related("source", "revision__article")


def misfits(article: Article | None = None) -> list[Misfit]:
    """Return references that studied other people than their sentences are about, by article and number.

    Args:
        article: of this one alone; None of all. The queries are the same, however many there are.
    """
    leads = leads_of()
    noted = set(StudiedPopulation.objects.values_list("source", flat=True))
    asked = noted | {key for key in leads if noted & set(mirrors_of(key, leads))}
    rows = live_citations().filter(source__in=asked)
    if article:
        rows = rows.filter(revision__article=article)
    reader = _Reader(list(rows.order_by("revision__article__title", "revision__article", "number")), leads)
    return reader.misfits()


class _Reader:
    """Reads what stands around some references at once, and compares."""

    def __init__(self, citations, leads):
        self.citations = citations
        self.revisions = {row.revision_id: row.revision for row in citations}
        self.studied = studied_by([row.source_id for row in citations], leads)
        self.narrower, self.deciding = narrower_codes(), deciding_codes()
        articles = [revision.article_id for revision in self.revisions.values()]
        self.of_article = dict(
            ArticlePopulation.objects.filter(article__in=articles).values_list("article", "population")
        )
        self.claims = self._claims()
        keys = [population for spans in self.claims.values() for _start, _end, population in spans]
        self.values = values_of([*self.of_article.values(), *keys])
        self.decided = {
            (row.article_id, row.source_id): row
            for row in CitationFit.objects.filter(article__in=articles).select_related("decided_by")
        }

    def _claims(self):
        """Return (start, end, population) of each claim that stands in a block, by revision and key of the block."""
        rows = Resolution.objects.filter(
            revision__in=self.revisions, state__in=Resolution.CERTAIN, appearance__claim__isnull=False
        )
        found = defaultdict(list)
        for revision, key, *span in rows.order_by("pk").values_list(
            "revision", "block_key", "start", "end", "appearance__claim__population"
        ):
            found[revision, key].append(span)
        return found

    def misfits(self):
        apart = defaultdict(list)  # (sentence, people in words) by revision and number
        for block in citing_blocks(self.revisions):
            for number, places in cited_in(block).items():
                apart[block.revision_id, number] += [(block, place) for place in places]
        found = {}
        for row in self.citations:
            known = (self._misfit(row, *place) for place in apart[row.revision_id, row.number])
            for sentence, people in filter(None, known):
                sentences, _first, _people = found.setdefault((row.revision_id, row.source_id), ([], row, people))
                sentences.append(sentence)
        return [self._as_misfit(*parts) for parts in found.values()]

    def _misfit(self, row, block, place):
        """Return the sentence and its people in words, where the reference studied others."""
        speaks_of = self._people(block, place)
        studied = self.studied.get(row.source_id, [])
        scopes = [scope_of(values, self.narrower) for values in speaks_of]
        if fit(scope_of(studied, self.narrower), scopes, deciding=self.deciding) != MISFIT:
            return None
        return block.text[slice(*place)], "; ".join(people_in_words(values) for values in speaks_of)

    def _people(self, block, place):
        """Return the values of the claims that stand in a sentence; of the article, where they do not say."""
        start, end = place
        spans = self.claims[block.revision_id, block.key]
        keys = dict.fromkeys(population for first, last, population in spans if first < end and last > start)
        stated = [self.values[key] for key in keys if key in self.values]
        whole = self.values.get(self.of_article.get(self.revisions[block.revision_id].article_id))
        return stated or ([whole] if whole else [])

    def _as_misfit(self, sentences, row, people):
        article, source = row.revision.article, row.source
        studied = source.people_studied or people_in_words(self.studied[row.source_id])
        decided = self.decided.get((article.pk, source.pk))
        sentences = list(dict.fromkeys(sentences))
        return Misfit(article, source, row.number, row.printed, sentences, people, studied, decided)


def citing_blocks(revisions):
    """Blocks of these revisions that carry a reference number, in order."""
    rows = Block.objects.filter(revision__in=revisions, html__contains='class="cite"')
    return rows.order_by("revision", "position")


def cited_in(block: Block) -> dict[int, list[tuple[int, int]]]:
    """Return the sentences of a block that carry each reference number, as places in its text."""
    return sentences_citing(block.html, split(block.text))


def references_of(revision, blocks) -> list[Citation]:
    """Return the references of a live text with what readers are told of each; one query.

    A note is for the sentences that an editor judged: where none of them stands any more, readers are told nothing.

    Args:
        revision: the live one of its article.
        blocks: all of its blocks.

    Returns:
        Citations by number, each with its source and with `told`, which may be empty.
    """
    fits = CitationFit.objects.filter(
        article=revision.article_id, source=OuterRef("source"), verdict=CitationFit.Verdict.MISFIT
    )
    rows = revision.citations.select_related("source").order_by("number")
    rows = list(rows.annotate(note=Subquery(fits.values("note")), judged=Subquery(fits.values("sentences"))))
    standing = _sentences_by_number(blocks) if any(row.note for row in rows) else {}
    for row in rows:
        row.told = row.note if row.note and standing.get(row.number, set()) & set(row.judged) else ""
    return rows


def _sentences_by_number(blocks):
    found = defaultdict(set)
    for block in blocks:
        for number, places in cited_in(block).items():
            found[number] |= {block.text[slice(*place)] for place in places}
    return found


def decided_fits():
    """What editors decided about references, newest first."""
    rows = CitationFit.objects.select_related("article", "source", "decided_by")
    return rows.order_by("-decided_at", "-pk")


def bare_references():
    """References of live texts by which nobody can find what they mean: no title of their own, no DOI, no link."""
    untitled = Q(source__title="") | Q(source__title=Substr(F("printed"), 1, TITLE_CHARS))
    rows = live_citations().filter(untitled, source__doi=None, source__url=None, source__address="")
    return rows.order_by("revision__article__title", "revision__article", "number")


def studies_without_people():
    """Studies behind live texts of which nobody has noted whom they studied: their fit is not known."""
    noted = StudiedPopulation.objects.values("source")
    rows = Source.objects.filter(kind__in=STUDIES, pk__in=live_citations().values("source"))
    return rows.exclude(Q(pk__in=noted) | Q(mirror_of__in=noted)).order_by("title", "pk")


def articles_without_people():
    """Articles with references of which nobody has noted whom they speak about: the fit is not known."""
    rows = Article.objects.filter(pk__in=live_citations().values("revision__article"))
    return rows.exclude(pk__in=ArticlePopulation.objects.values("article")).order_by("title", "pk")


def references_to_look_at() -> int:
    """Count what waits for an editor: references that studied other people, and those that nobody can find."""
    return sum(misfit.waits for misfit in misfits()) + bare_references().count()
