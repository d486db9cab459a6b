"""What lists of other things say about disputes: comments whose words are in question, articles found by such words."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from articles.models import Article
from claims.models import Appearance, Dispute, Resolution, Ruling
from claims.reading.marks import MARKED, Badge, Note, badge_of, notes_of


def notes_on_comments(comments: Collection[int]) -> dict[int, list[Note]]:
    """Return the notes of the disputes that words of these comments are in, by comment; two queries at most.

    Args:
        comments: their keys.
    """
    rows = Appearance.objects.filter(comment__in=comments, dispute__status__in=MARKED)
    pairs = dict.fromkeys(rows.order_by("pk").values_list("comment", "dispute"))
    notes = notes_of({dispute for _comment, dispute in pairs}, timezone.now()) if pairs else {}
    found = defaultdict(list)
    for comment, dispute in pairs:
        found[comment].append(notes[dispute])
    return dict(found)


def quotes_comment(comment) -> bool:
    """Tell whether somebody has quoted or questioned words of a comment.

    Args:
        comment: any.
    """
    return Appearance.objects.filter(comment=comment).exists()


@dataclass(frozen=True)
class Mention:
    """A disputed passage that holds words somebody looked for."""

    note: Note
    href: str


def disputed_passages(articles: Iterable[Article], says: Callable[[str], bool]) -> dict[int, list[Mention]]:
    """Return the disputed passages in which what was looked for stands, by article; two queries at most.

    Args:
        articles: published ones.
        says: tells whether it stands in a text.
    """
    by_revision = {article.current_revision_id: article for article in articles}
    rows = Resolution.objects.filter(
        revision__in=by_revision, state__in=Resolution.CERTAIN, appearance__dispute__status__in=MARKED
    ).values_list("revision", "appearance__dispute", "block_key", "appearance__sentences")
    hits = {}
    for revision, dispute, key, sentences in rows.order_by("pk"):
        if says(sentences):
            hits.setdefault((revision, dispute), key)
    notes = notes_of({dispute for _revision, dispute in hits}, timezone.now()) if hits else {}
    found = defaultdict(list)
    for (revision, dispute), key in hits.items():
        article = by_revision[revision]
        href = f"{article.get_absolute_url()}#m-{dispute}-{key}"
        found[article.pk].append(Mention(notes[dispute], href))
    return dict(found)


def disputed_words(comments: Collection[int], says: Callable[[str], bool]) -> dict[int, list[Mention]]:
    """Return the disputed passages in which what was looked for stands, by comment; two queries at most.

    Args:
        comments: keys of comments that everybody may read.
        says: tells whether it stands in a text.
    """
    rows = Appearance.objects.filter(comment__in=comments, dispute__status__in=MARKED)
    quoted = rows.order_by("pk").values_list("comment", "dispute", "sentences")
    hits = dict.fromkeys((comment, dispute) for comment, dispute, sentences in quoted if says(sentences))
    notes = notes_of({dispute for _comment, dispute in hits}, timezone.now()) if hits else {}
    found = defaultdict(list)
    for comment, dispute in hits:
        found[comment].append(Mention(notes[dispute], notes[dispute].dispute.get_absolute_url()))
    return dict(found)


def with_badges(disputes: Sequence[Dispute]) -> list[tuple[Dispute, Badge]]:
    """Return disputes with their badges; one query.

    Args:
        disputes: public ones.
    """
    rulings = Ruling.objects.in_force().filter(dispute__in=[dispute.pk for dispute in disputes]).order_by("pk")
    outcomes = dict(rulings.values_list("dispute", "outcome"))
    return [(dispute, badge_of(dispute, outcomes.get(dispute.pk, ""))) for dispute in disputes]
