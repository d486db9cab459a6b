"""Short ways to an article that cites a study, with the people whom each is about."""

from articles.models import Source
from claims.actions import decide_citation_fit, set_article_people, set_studied_people
from claims.models import FacetValue
from tests.factories import NOON, ArticleFactory, MemberFactory

CITED = "Walking makes bone stronger."
BODY = f"""{CITED}[^1] Eat well.

[^1]: Smith 2012. doi:{{doi}}
"""
TOLD = "This study looked at healthy people; the sentence is about others."
OTHERS = ("healthy-bones", "under-50")
OURS = ("osteopenia", "osteoporosis")


def values(codes):
    """Return the facet values of these codes."""
    return list(FacetValue.objects.filter(code__in=codes))


def cited(*, doi="10.1000/182", studied=OTHERS, people=OURS, body=BODY, **fields):
    """Publish an article that cites a study; return both. By default the study looked at other people."""
    article = ArticleFactory(body=body.format(doi=doi), **fields)
    source = Source.objects.get(doi=doi)
    set_studied_people(source=source, values=values(studied), by=MemberFactory(), at=NOON)
    set_article_people(article=article, values=values(people), by=MemberFactory(), at=NOON)
    return article, source


def decide(article, source, *, verdict="misfit", note=TOLD, sentences=(CITED,), by=None):
    """Decide about a reference."""
    return decide_citation_fit(
        article=article, source=source, verdict=verdict, note=note, sentences=list(sentences), by=by or MemberFactory(),
        at=NOON,
    )  # fmt: skip
