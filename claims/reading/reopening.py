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
    rows = Source.objects.filter(Q(pk__in=brought) | Q(pk__in=weighed))
    doi, url = canonical_doi(link), canonical_url(link)
    same = Source.objects.filter(Q(doi=doi) & ~Q(doi=None) | Q(url=url) & ~Q(url=None))
    return not _names(rows).isdisjoint({document_of(link), *_names(same)})


def _names(sources):
    """Return the names of documents: their own, and those of the records that they are copies of, however far away."""
    rows, names = list(sources), set()
    seen = {row.pk for row in rows}
    while rows:
        names |= {document_of(row.link) for row in rows}
        further = {row.mirror_of_id for row in rows} - seen - {None}
        seen |= further
        rows = list(Source.objects.filter(pk__in=further))
    return names - {None, ""}


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
