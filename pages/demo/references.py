"""Whom the demo's studies and articles are about; of two references that do not fit, one is told and one waits."""

from articles import actions as articles
from articles.models import Source
from claims import actions
from claims.models import CitationFit, FacetValue
from claims.reading import misfits
from pages.demo.timeline import Stage, Story

WOMEN, MEN = "10.1210/jc.2011-3361", "10.1136/bjsm.28.2.117"
TOLD = (
    "This study looked at healthy women before the menopause; the sentence is read by people whose bones have thinned. "
    "It shows how bone works, not what you should do."
)


def stories(stage: Stage) -> list[Story]:
    """Return the one story of how an editor noted the people, and decided about one of two references.

    Args:
        stage: its people and articles are there.
    """
    return [_compare(stage)]


def _compare(stage):
    at = yield 58
    editor = stage.people["editor2"]
    articles.update_source(
        source=Source.objects.get(doi=MEN),
        title="Athletic footwear affects balance in men",
        authors="Robbins and others",
        venue="British Journal of Sports Medicine",
        kind=Source.Kind.OBSERVATIONAL,
        people_studied="17 healthy men, 33 years old on average",
        by=editor,
        at=at,
    )
    for doi, codes in ((WOMEN, ["healthy-bones", "under-50"]), (MEN, ["under-50"])):
        actions.set_studied_people(source=Source.objects.get(doi=doi), values=_values(codes), by=editor, at=at)
    for name, codes in (("exercise", ["osteopenia", "osteoporosis"]), ("falls", ["65-79", "80"])):
        actions.set_article_people(article=stage.articles[name], values=_values(codes), by=editor, at=at)
    at = yield 57
    source = articles.check_source(source=Source.objects.get(doi=WOMEN), by=editor, at=at)
    misfit = next(row for row in misfits(stage.articles["exercise"]) if row.source == source)
    actions.decide_citation_fit(
        article=misfit.article,
        source=source,
        verdict=CitationFit.Verdict.MISFIT,
        note=TOLD,
        sentences=misfit.sentences,
        by=editor,
        at=at,
    )


def _values(codes):
    return list(FacetValue.objects.filter(code__in=codes))
