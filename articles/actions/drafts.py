"""Articles before they are live: begun, written by one or several editors, described."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from articles.blocks import parse
from articles.models import Article, Byline, Draft, DraftVersion, SlugRedirect
from articles.searching import follow
from audit.actions import record

KEPT_VERSIONS = 50


class StaleDraft(Exception):
    """Somebody saved the draft meanwhile; `draft` is what they saved."""

    def __init__(self, draft: Draft):
        super().__init__(f"draft {draft.pk} is at version {draft.version}")
        self.draft = draft


def create_article(
    *,
    title: str,
    body: str,
    by,
    at: datetime,
    standfirst: str = "",
    topics=(),
    authors=(),
    submission_key: UUID | None = None,
    **fields,
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
        submission_key: the random key of the form; the same form sent again returns what the first made.
        **fields: further fields of Article, such as prompt or disclaimer.

    Returns:
        The new article, not published; for a form that was sent before, the article it made.

    Raises:
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    parse(body)
    sent = Article.objects.filter(created_by=by, submission_key=submission_key, submission_key__isnull=False)
    if earlier := sent.first():
        return earlier
    fields |= {"title": title, "standfirst": standfirst, "submission_key": submission_key}
    try:
        return _begin(body=body, by=by, at=at, topics=topics, authors=authors, **fields)
    except IntegrityError:  # at the same moment, the same form, or another article with the same title
        if earlier := sent.first():
            return earlier
        return _begin(body=body, by=by, at=at, topics=topics, authors=authors, **fields)


@transaction.atomic
def _begin(*, title, standfirst, body, by, at, topics, authors, **fields):
    article = Article.objects.create(
        title=title, slug=_free_slug(title), standfirst=standfirst, created_by=by, created_at=at, **fields
    )
    article.topics.set(topics)
    set_byline(article=article, authors=authors)
    draft = Draft.objects.create(
        article=article, title=title, standfirst=standfirst, body=body, updated_by=by, updated_at=at
    )
    _keep_version(draft)
    record(actor=by, verb="create_article", subject=article, at=at)
    return article


@transaction.atomic
def set_byline(*, article: Article, authors) -> None:
    """Put these authors into the byline, in this order.

    Args:
        article: which.
        authors: Author rows, in the order of the byline; none empties it.
    """
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

    Returns:
        The draft, one version on; the same version when the words are the same.

    Raises:
        StaleDraft: the version moved on; nothing was saved.
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    parse(body)
    draft = Draft.objects.select_for_update().get(article=article)
    if (draft.title, draft.standfirst, draft.body) == (title, standfirst, body):
        return draft
    if draft.version != base_version:
        raise StaleDraft(draft)
    draft.title, draft.standfirst, draft.body = title, standfirst, body
    draft.updated_by, draft.updated_at, draft.version = by, at, draft.version + 1
    draft.save()
    _keep_version(draft)
    return draft


def _keep_version(draft):
    """Keep what every save said, so that a merge knows where both texts began; the last fifty stay."""
    DraftVersion.objects.create(
        draft=draft, number=draft.version, title=draft.title, standfirst=draft.standfirst, body=draft.body,
        saved_by=draft.updated_by, saved_at=draft.updated_at,
    )  # fmt: skip
    DraftVersion.objects.filter(draft=draft, number__lte=draft.version - KEPT_VERSIONS).delete()


@transaction.atomic
def rebase_draft(*, article: Article, base_version: int, title: str, standfirst: str, body: str, by, at) -> Draft:
    """Save a merged text and base the draft on the live revision.

    Args:
        article: whose draft.
        base_version: the draft's version that the merge began with.
        title: merged, at most 160 characters.
        standfirst: merged, at most 600 characters.
        body: merged Markdown, at most 200,000 characters.
        by: the editor.
        at: when (aware).

    Returns:
        The draft, based on the live revision.

    Raises:
        StaleDraft: somebody saved again meanwhile.
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    draft = save_draft(
        article=article, title=title, standfirst=standfirst, body=body, base_version=base_version, by=by, at=at
    )
    article.refresh_from_db(fields=["current_revision"])
    draft.base = article.current_revision
    draft.save(update_fields=["base"])
    return draft


@transaction.atomic
def update_details(*, article: Article, topics, authors, slug: str, by, at: datetime, **fields) -> Article:
    """Change what stands around the text: topics, byline, address, prompt, disclaimer, medical review.

    Args:
        article: which.
        topics: Topic rows.
        authors: Author rows, in the order of the byline.
        slug: its address; a former one redirects.
        by: the editor.
        at: when (aware).
        **fields: prompt, disclaimer, reviewed_on, reviewed_by, review_due_on.

    Returns:
        The article as it is now, its version one on.

    Raises:
        ValueError: the address belongs, or once belonged, to another article.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    before = {"slug": article.slug}
    if slug != article.slug:
        rename_article(article=article, slug=slug)
    article.topics.set(topics)
    set_byline(article=article, authors=authors)
    for name, value in fields.items():
        setattr(article, name, value)
    article.version += 1
    article.save()
    if article.status == "published":
        follow(article, at=at)
    record(actor=by, verb="update_details", subject=article, at=at, before=before, after={"slug": slug})
    return article


@transaction.atomic
def rename_article(*, article: Article, slug: str) -> None:
    """Give an article a new address; the old one redirects.

    Args:
        article: which.
        slug: the new address, at most 120 characters.

    Raises:
        ValueError: the address belongs, or once belonged, to another article.
    """
    taken = Article.objects.filter(slug=slug).exclude(pk=article.pk).exists()
    if taken or SlugRedirect.objects.filter(slug=slug).exclude(article=article).exists():
        raise ValueError(slug)
    SlugRedirect.objects.filter(slug=slug).delete()
    SlugRedirect.objects.get_or_create(slug=article.slug, defaults={"article": article})
    article.slug = slug
    try:
        with transaction.atomic():
            article.save(update_fields=["slug"])
    except IntegrityError as error:  # another article was given it at the same moment
        raise ValueError(slug) from error


def _free_slug(title):
    stem = slugify(title)[:100].strip("-") or "article"
    number, slug = 1, stem
    while Article.objects.filter(slug=slug).exists() or SlugRedirect.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
