"""What is new since a dispute ended: a document nobody has brought, or words that are not what they were."""

from datetime import datetime

from django.db.models import F, Q

from articles.citing import canonical_doi, canonical_url, document_of
from articles.models import Source
from claims.models import Dispute, Evidence, Resolution, RulingEvidence
from comments.models import Comment


def knows_document(dispute: Dispute, link: str) -> bool:
    """Tell whether a document stands in a dispute already, under whatever address: brought, set aside, or weighed.

    Args:
        dispute: any.
        link: a web address or a DOI in any form.
    """
    brought = Evidence.objects.filter(position__dispute=dispute).values("source")
    weighed = RulingEvidence.objects.filter(ruling__dispute=dispute).values("source")
    rows = Source.objects.filter(Q(pk__in=brought) | Q(pk__in=weighed)).select_related("mirror_of")
    known = {name for row in rows for name in _names(row)}
    doi, url = canonical_doi(link), canonical_url(link)
    same = Source.objects.filter(Q(doi=doi) & ~Q(doi=None) | Q(url=url) & ~Q(url=None)).select_related("mirror_of")
    return not known.isdisjoint({document_of(link), *(name for row in same for name in _names(row))})


def _names(source):
    """Return the names of a document: its own, and that of the record it is a copy of."""
    rows = [source, source.mirror_of] if source.mirror_of else [source]
    return {name for row in rows if (name := document_of(row.link))}


def has_changed_since(dispute: Dispute, at: datetime) -> bool:
    """Tell whether words in dispute read otherwise now than at a time: an edit touched them, and has not been undone.

    Args:
        dispute: any.
        at: when it ended (aware).
    """
    edited = dispute.appearances.filter(comment__status=Comment.Status.PUBLISHED, comment__edited_at__gt=at)
    if edited.exclude(comment_revision=F("comment__revision")).exists():
        return True
    rows = Resolution.objects.filter(appearance__dispute=dispute).order_by("revision__number")
    seen, now = {}, {}
    for row in rows.select_related("revision", "appearance__article"):
        if row.revision.published_at <= at:
            seen[row.appearance_id] = row
        elif row.confirmed_at or row.revision_id == row.appearance.article.current_revision_id:
            now[row.appearance_id] = row
    return any(_differs(seen.get(key), row) for key, row in now.items())


def _differs(seen, now):
    """Tell whether words that stood for sure when the dispute ended stand no more, whoever looked at them since."""
    stood = seen is None or seen.state in Resolution.CERTAIN
    return stood and now.state not in Resolution.CERTAIN
