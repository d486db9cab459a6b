"""What machines read on the page of an article."""

from django.conf import settings
from django.utils.safestring import SafeString

from articles.models import Source
from claims.linked_data import ArticleFacts, Reference, article_page, as_script
from claims.reading import linked_marks, publisher

STUDIES = (Source.Kind.GUIDELINE, Source.Kind.REVIEW, Source.Kind.TRIAL, Source.Kind.OBSERVATIONAL)


def linked_article(article, *, blocks, view, bylines, topics, citations) -> SafeString:
    """Return the data block of a published article's page. No query but those of the querysets it is given.

    Args:
        article: with its live revision loaded.
        blocks: of the live revision, in order.
        view: the marks of it that a visitor sees.
        bylines: with their authors, in order.
        topics: of the article.
        citations: of the live revision, with their sources.
    """
    url = _whole(article.get_absolute_url())
    facts = ArticleFacts(
        url=url,
        headline=article.title,
        description=article.standfirst,
        language=settings.LANGUAGE_CODE,
        revision=article.current_revision.number,
        published_at=article.first_published_at,
        changed_at=article.last_changed_at,
        authors=[(row.author.name, _whole(row.author.get_absolute_url())) for row in bylines],
        topics=[(topic.name, _whole(topic.get_absolute_url())) for topic in topics],
        references=[_reference(citation) for citation in citations],
        image=_whole(article.lead_image.url) if article.lead_image else "",
        reviewed_by=article.reviewed_by if article.reviewed_on else "",
        reviewed_on=article.reviewed_on,
        marked=linked_marks(url, blocks, view),
    )
    return as_script(article_page(facts, publisher=publisher()))


def _whole(path):
    return f"{settings.SITE_URL}{path}"


def _reference(citation):
    source = citation.source
    name = source.title or citation.printed
    return Reference(name, source.link, source.doi or "", source.year, is_study=source.kind in STUDIES)
