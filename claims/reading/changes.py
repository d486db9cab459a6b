"""Whether a revision changed the words that a dispute is about."""

from articles.models import Block, Revision
from audit.models import Entry
from claims.models import Dispute, Resolution

TOOK_SAFETY = "took_safety"  # in the log: the report that was split out was the one about safety
SEEN = ("text", "container", "lead_in", "parent_item")  # what a mark depends on


def changes_words(revision: Revision, dispute: Dispute) -> bool:
    """Tell whether a revision changed, or took out, a block in which words of the dispute stood; three queries.

    Args:
        revision: any; the first of its article changed nothing.
        dispute: any.
    """
    quoted = dispute.appearances.filter(article=revision.article_id)
    keys = set(quoted.values_list("block_key", flat=True))
    stood = Resolution.objects.filter(appearance__in=quoted, revision__article=revision.article_id)
    stood = stood.filter(revision__number=revision.number - 1, state__in=Resolution.CERTAIN)
    keys |= set(stood.values_list("block_key", flat=True))
    blocks = Block.objects.filter(
        revision__article=revision.article_id, revision__number__in=[revision.number - 1, revision.number], key__in=keys
    )
    texts: dict[int, dict[str, tuple]] = {revision.number - 1: {}, revision.number: {}}
    for number, key, *seen in blocks.values_list("revision__number", "key", *SEEN):
        texts[number][key] = tuple(seen)
    before, after = texts[revision.number - 1], texts[revision.number]
    return any(after.get(key) != seen for key, seen in before.items())


def needs_second(dispute: Dispute, revision: Revision | None) -> bool:
    """Tell whether a ruling has to be seconded by another editor: safety is at stake, or was until a report left.

    Nobody gets round the second editor by splitting out the one report about safety.

    Args:
        dispute: any.
        revision: the one that carries the change, if one does.
    """
    if dispute.is_safety or (revision is not None and revision.kind == Revision.Kind.SAFETY):
        return True
    left = Entry.objects.filter(subject=f"dispute:{dispute.pk}", verb="split_report", reason_code=TOOK_SAFETY)
    return left.exists()
