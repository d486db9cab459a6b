"""What can be done with articles."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from articles import citing, consequences
from articles.blocks import Parsed, parse
from articles.matching import match
from articles.models import Article, Block, Byline, Citation, Draft, Revision, SlugRedirect, Source

KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class StaleDraft(Exception):
    """Somebody saved the draft meanwhile; `draft` is what they saved."""

    def __init__(self, draft: Draft):
        super().__init__(f"draft {draft.pk} is at version {draft.version}")
        self.draft = draft


class NothingToPublish(Exception):
    """The draft says what the live revision says."""


class StaleBase(Exception):
    """The draft is based on a revision that is no longer the live one."""


@transaction.atomic
def create_article(
    *, title: str, body: str, by, at: datetime, standfirst: str = "", topics=(), authors=(), **fields
) -> Article:
    """Begin an article: its row and its draft. Readers see nothing of it yet.

    Args:
        title: at most 160 characters; the slug is made from it.
        body: Markdown, at most 200,000 characters.
        by: the editor.
        at: when (aware).
        standfirst: at most 600 characters.
        topics: Topic rows.
        authors: Author rows, in the order of the byline.
        **fields: further fields of Article, such as prompt or disclaimer.

    Raises:
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    parse(body)
    article = Article.objects.create(
        title=title, slug=_free_slug(title), standfirst=standfirst, created_by=by, created_at=at, **fields
    )
    article.topics.set(topics)
    set_byline(article=article, authors=authors)
    Draft.objects.create(article=article, title=title, standfirst=standfirst, body=body, updated_by=by, updated_at=at)
    return article


@transaction.atomic
def set_byline(*, article: Article, authors) -> None:
    """Put these authors into the byline, in this order."""
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author=author, position=position) for position, author in enumerate(authors)
    )


@transaction.atomic
def save_draft(*, article: Article, title: str, standfirst: str, body: str, base_version: int, by, at) -> Draft:
    """Save the draft, unless somebody else has saved since it was opened.

    Args:
        article: whose draft.
        title: at most 160 characters.
        standfirst: at most 600 characters.
        body: Markdown.
        base_version: the draft's version that the editor had before them.
        by: the editor.
        at: when (aware).

    Raises:
        StaleDraft: the version moved on; nothing was saved.
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    parse(body)
    draft = Draft.objects.select_for_update().get(article=article)
    if draft.version != base_version:
        raise StaleDraft(draft)
    draft.title, draft.standfirst, draft.body = title, standfirst, body
    draft.updated_by, draft.updated_at, draft.version = by, at, draft.version + 1
    draft.save()
    return draft


@transaction.atomic
def rename_article(*, article: Article, slug: str) -> None:
    """Give an article a new address; the old one redirects.

    Raises:
        ValueError: the address belongs, or once belonged, to another article.
    """
    taken = Article.objects.filter(slug=slug).exclude(pk=article.pk).exists()
    if taken or SlugRedirect.objects.filter(slug=slug).exclude(article=article).exists():
        raise ValueError(slug)
    SlugRedirect.objects.filter(slug=slug).delete()
    SlugRedirect.objects.get_or_create(slug=article.slug, defaults={"article": article})
    article.slug = slug
    article.save(update_fields=["slug"])


@transaction.atomic
def publish_draft(*, article: Article, kind: str, reason: str, by, at: datetime) -> Revision:
    """Make the draft the live revision: number it, cut it into blocks, freeze its references.

    Args:
        article: the article.
        kind: Revision.Kind; the first revision is always FIRST.
        reason: what changed and why, at most 300 characters; readers see it.
        by: the editor.
        at: when (aware).

    Returns:
        The new revision.

    Raises:
        NothingToPublish: the draft is empty or equal to the live revision.
        StaleBase: another revision went live since the draft was begun.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    draft = Draft.objects.select_for_update().get(article=article)
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
    _store_blocks(revision, previous, parsed)
    _store_citations(revision, parsed, by, at)
    _go_live(article, revision, at)
    Draft.objects.filter(pk=draft.pk).update(base=revision)
    for consequence in consequences.ON_PUBLISHED:
        consequence(revision=revision, previous=previous, by=by, at=at)
    return revision


@transaction.atomic
def rebase_draft(*, article: Article, base_version: int, title: str, standfirst: str, body: str, by, at) -> Draft:
    """Save a merged text and base the draft on the live revision.

    Raises:
        StaleDraft: somebody saved again meanwhile.
    """
    draft = save_draft(
        article=article, title=title, standfirst=standfirst, body=body, base_version=base_version, by=by, at=at
    )
    article.refresh_from_db(fields=["current_revision"])
    draft.base = article.current_revision
    draft.save(update_fields=["base"])
    return draft


@transaction.atomic
def withdraw_article(*, article: Article, reason: str, at: datetime) -> None:
    """Take an article out of the lists; its address stays, with the reason.

    Args:
        article: a published article.
        reason: shown to readers, at most 1,000 characters.
        at: when (aware).
    """
    Article.objects.filter(pk=article.pk).update(withdrawn_at=at, withdrawn_reason=reason, version=F("version") + 1)


def find_or_add_source(*, by, at: datetime, reference: str = "", doi: str = "", url: str = "", **fields) -> Source:
    """Return the source that a reference names, by DOI or canonical address; add it if it is new.

    Args:
        by: who adds it.
        at: when (aware).
        reference: the reference as printed; searched for a DOI, an address and a year.
        doi: a DOI in any form, instead.
        url: an address in any form, instead.
        **fields: title, authors, venue, year, kind, people_studied of a new source.
    """
    key = {"doi": citing.canonical_doi(doi or url or reference)}
    if not key["doi"]:
        key = {"url": citing.canonical_url(url or reference)}
    fields.setdefault("year", citing.year_of(reference))
    fields.setdefault("title", reference[:400])
    defaults = fields | {"added_by": by, "added_at": at}
    if any(key.values()):
        return Source.objects.get_or_create(**key, defaults=defaults)[0]
    return Source.objects.filter(doi=None, url=None, title=fields["title"]).order_by("pk").first() or (
        Source.objects.create(**defaults)
    )


def _free_slug(title):
    stem = slugify(title)[:100].strip("-") or "article"
    number, slug = 1, stem
    while Article.objects.filter(slug=slug).exists() or SlugRedirect.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _store_blocks(revision: Revision, previous: Revision | None, parsed: Parsed) -> None:
    earlier = Block.objects.filter(revision__article=revision.article_id).order_by("revision__number", "position")
    former = dict(earlier.exclude(revision=previous).values_list("text", "key"))
    used = set(former.values()) | set(earlier.values_list("key", flat=True))
    live = list(earlier.filter(revision=previous).values_list("key", "text")) if previous else []
    live_keys = {key for key, _ in live}
    former = {text: key for text, key in former.items() if key not in live_keys}

    def new_key():
        key = ""
        while not key or key in used:
            key = "".join(secrets.choice(KEY_ALPHABET) for _ in range(8))
        used.add(key)
        return key

    keys = match(live, [leaf.text for leaf in parsed.leaves], new_key=new_key, former=former)
    Block.objects.bulk_create(
        Block(revision=revision, position=position, key=key, **vars(leaf))
        for position, (key, leaf) in enumerate(zip(keys, parsed.leaves, strict=True))
    )


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
