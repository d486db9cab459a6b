"""The marks of a live text, put together for machines."""

from django.conf import settings
from django.urls import reverse

from articles.models import Article, Block
from claims.annotating import Marked, Text, collection
from claims.models import ArticleMarks, Dispute
from claims.reading.linked import publisher
from claims.reading.marks import marks_for


def marks_version(article: Article) -> str:
    """Return what names the state of an article and its marks: it changes with either; one query.

    Args:
        article: published.
    """
    marks = ArticleMarks.objects.filter(article=article).values_list("version", flat=True).first() or 0
    return f"{article.version}-{article.current_revision_id}-{marks}"


def annotations_of(article: Article) -> dict:
    """Return the marks that a visitor sees in the live text as Web Annotations: three queries.

    Args:
        article: published, with its live revision loaded.
    """
    revision, url = article.current_revision, f"{settings.SITE_URL}{article.get_absolute_url()}"
    revision_path = reverse("revision_detail", args=[article.slug, revision.number])
    text = Text(
        url=url, revision_url=f"{settings.SITE_URL}{revision_path}", published_at=revision.published_at,
        title=revision.title, language=settings.LANGUAGE_CODE,
    )  # fmt: skip
    site = publisher()
    address = f"{settings.SITE_URL}{reverse('article_annotations', args=[article.slug])}"
    return collection(_marked(revision), url=address, text=text, site=(site.name, site.url))


def _marked(revision):
    """Gather what each dispute marks in each block, in the order of the text."""
    view = marks_for(revision)
    blocks = Block.objects.filter(revision=revision, key__in=view.marks.keys()).order_by("position")
    return [_row(block, note, view.marks[block.key]) for block in blocks for note in view.notes[block.key]]


def _row(block, note, marks):
    dispute = note.dispute
    return Marked(
        dispute_id=dispute.pk,
        dispute_url=f"{settings.SITE_URL}{dispute.get_absolute_url()}",
        block_key=block.key,
        block_text=block.text,
        places=sorted({(mark.start, mark.end) for mark in marks if mark.dispute_id == dispute.pk}),
        badge=note.badge.label,
        question=dispute.question,
        opened_at=dispute.opened_at,
        ruled_at=dispute.decided_at if dispute.status == Dispute.Status.RULED else None,
        summary=note.summary,
    )
