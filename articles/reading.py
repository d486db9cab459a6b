"""What pages read of a text that is not live yet."""

import secrets

from django.utils.translation import gettext as _

from accounts.sections import Section, rows_of
from articles import consequences
from articles.blocks import Parsed
from articles.consequences import Touched
from articles.matching import match
from articles.models import Article, Author, Block, Revision, Source

KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def next_blocks(article: Article, parsed: Parsed) -> list[Block]:
    """Return the blocks that a text gets when it is published now: old keys where they are the same leaf.

    Args:
        article: with its live revision, if it has one.
        parsed: the text.

    Returns:
        Unsaved rows without a revision, in order; keys of new leaves are random.
    """
    live_id = article.current_revision_id
    earlier = Block.objects.filter(revision__article=article.pk).order_by("revision__number", "position")
    former = dict(earlier.exclude(revision=live_id).values_list("text", "key"))
    used = set(former.values()) | set(earlier.values_list("key", flat=True))
    live = list(earlier.filter(revision=live_id).values_list("key", "text")) if live_id else []
    live_keys = {key for key, _ in live}
    former = {text: key for text, key in former.items() if key not in live_keys}

    def new_key():
        key = ""
        while not key or key in used:
            key = "".join(secrets.choice(KEY_ALPHABET) for _ in range(8))
        used.add(key)
        return key

    keys = match(live, [leaf.text for leaf in parsed.leaves], new_key=new_key, former=former)
    return [
        Block(position=position, key=key, **vars(leaf))
        for position, (key, leaf) in enumerate(zip(keys, parsed.leaves, strict=True))
    ]


def touched_by_text(article: Article | None, parsed: Parsed, *, member) -> list[Touched]:
    """Return the words that carry something for a higher app and that a text would change, before it is saved.

    Args:
        article: what the text is of; one that was never live, or None, has no such words.
        parsed: the text as it was typed.
        member: who looks; they are shown what they may see.
    """
    if article is None or not article.current_revision_id:
        return []
    blocks = next_blocks(article, parsed)
    return [row for ask in consequences.ON_PREVIEW for row in ask(article=article, blocks=blocks, member=member)]


def own_sections(member) -> list[Section]:
    """Return what a member did for the articles, and which sources they brought, for their download.

    Args:
        member: who reads it.
    """
    published = Revision.objects.filter(published_by=member).order_by("pk")
    brought = Source.objects.filter(added_by=member).order_by("pk")
    bylines = Author.objects.filter(member=member)
    return [
        Section("bylines", _("How you stand in bylines"), rows_of(bylines, "name", "role", "bio")),
        Section(
            "revisions", _("Revisions you published"), rows_of(published, "title", "number", "reason", "published_at")
        ),
        Section("sources", _("Records of sources you were the first to name"), rows_of(brought, "address", "added_at")),
    ]


def articles_seen(member, keys) -> dict[int, str]:
    """Return these articles by key, of those that are public; what is told of them needs no more words.

    Args:
        member: who was told of them; everybody sees the same.
        keys: their keys.
    """
    return dict.fromkeys(Article.objects.published().filter(pk__in=keys).values_list("pk", flat=True), "")
