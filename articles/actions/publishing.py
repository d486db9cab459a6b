"""An article goes live, is taken out of the lists, and comes back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from articles import consequences
from articles.actions.drafts import StaleDraft
from articles.actions.sources import find_or_add_source
from articles.blocks import Parsed, parse
from articles.models import Article, Block, Citation, Draft, Revision
from articles.reading import next_blocks
from articles.searching import follow, place_key
from audit.actions import record
from common import jobs
from notifications.actions import retract
from search.actions import drop, drop_under, index_later


class NothingToPublish(Exception):
    """The draft says what the live revision says."""


class StaleBase(Exception):
    """The draft is based on a revision that is no longer the live one."""


@transaction.atomic
def publish_draft(
    *, article: Article, kind: str, reason: str, by, at: datetime, version: int | None = None
) -> Revision:
    """Make the draft the live revision: number it, cut it into blocks, freeze its references.

    Args:
        article: the article.
        kind: Revision.Kind; the first revision is always FIRST.
        reason: what changed and why, at most 300 characters; readers see it.
        by: the editor.
        at: when (aware).
        version: the draft's version that the editor has read; None publishes whatever it says.

    Returns:
        The new revision.

    Raises:
        StaleDraft: the draft has moved on from that version.
        NothingToPublish: the draft is empty or equal to the live revision.
        StaleBase: another revision went live since the draft was begun.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    draft = Draft.objects.select_for_update().get(article=article)
    if version is not None and draft.version != version:
        raise StaleDraft(draft)
    previous = article.current_revision
    if draft.base_id != article.current_revision_id:
        raise StaleBase
    same = previous and (previous.title, previous.standfirst, previous.body) == (
        draft.title, draft.standfirst, draft.body,
    )  # fmt: skip
    parsed = parse(draft.body)
    if same or not parsed.leaves:
        raise NothingToPublish
    revision = Revision.objects.create(
        article=article,
        number=previous.number + 1 if previous else 1,
        title=draft.title,
        standfirst=draft.standfirst,
        body=draft.body,
        kind=kind if previous else Revision.Kind.FIRST,
        reason=reason,
        published_by=by,
        published_at=at,
        word_count=parsed.word_count,
    )
    _store_blocks(revision, parsed)
    _store_citations(revision, parsed, by, at)
    _go_live(article, revision, at)
    Draft.objects.filter(pk=draft.pk).update(base=revision)
    record(
        actor=by, verb="publish_draft", subject=article, at=at, public_note=reason, revision=revision.number,
        after={"kind": revision.kind},
    )  # fmt: skip
    index_later(place_key(article.pk))
    jobs.enqueue("articles.jobs.tell_about_revision", revision_id=revision.pk)
    for consequence in consequences.ON_PUBLISHED:
        consequence(revision=revision, previous=previous, by=by, at=at)
    return revision


@transaction.atomic
def withdraw_article(*, article: Article, reason: str, by, at: datetime) -> None:
    """Take an article out of the lists; its address stays, with the reason.

    Args:
        article: a published article.
        reason: shown to readers, at most 1,000 characters.
        by: the editor.
        at: when (aware).

    Raises:
        ValueError: it is not published.
    """
    live = Article.objects.filter(pk=article.pk, withdrawn_at=None, current_revision__isnull=False)
    if not live.update(withdrawn_at=at, withdrawn_reason=reason, version=F("version") + 1):
        raise ValueError("only a published article can be withdrawn")
    retract(subject_key=f"article:{article.pk}")
    drop(place_key(article.pk))
    drop_under(place_key(article.pk))
    for consequence in consequences.ON_WITHDRAWN:
        consequence(article=article, at=at)
    record(actor=by, verb="withdraw_article", subject=article, at=at, public_note=reason)


@transaction.atomic
def restore_article(*, article: Article, by, at: datetime) -> None:
    """Put a withdrawn article back into the lists.

    Args:
        article: a withdrawn article.
        by: the editor.
        at: when (aware).

    Raises:
        ValueError: it is not withdrawn.
    """
    gone = Article.objects.filter(pk=article.pk, withdrawn_at__isnull=False)
    if not gone.update(withdrawn_at=None, withdrawn_reason="", version=F("version") + 1):
        raise ValueError("only a withdrawn article can be put back")
    follow(article, at=at)
    record(actor=by, verb="restore_article", subject=article, at=at)


def _store_blocks(revision: Revision, parsed: Parsed) -> None:
    """Cut the text into blocks; the article's live revision is still the one before."""
    blocks = next_blocks(revision.article, parsed)
    for block in blocks:
        block.revision = revision
    Block.objects.bulk_create(blocks)


def _store_citations(revision, parsed, by, at):
    for reference in parsed.references:
        Citation.objects.create(
            revision=revision,
            number=reference.number,
            label=reference.label,
            printed=reference.printed,
            source=find_or_add_source(reference=reference.printed, by=by, at=at),
        )


def _go_live(article, revision, at):
    article.current_revision = revision
    article.title, article.standfirst = revision.title, revision.standfirst
    article.first_published_at = article.first_published_at or at
    if revision.kind in Revision.SUBSTANTIVE or not article.last_changed_at:
        article.last_changed_at = at
    article.version += 1
    article.save()
