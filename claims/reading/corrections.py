"""The public log of corrections and rulings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.urls import reverse

from articles.diffs import word_diff
from articles.models import Article, Revision
from claims.models import Appearance, Dispute, Ruling, RulingAnchor
from claims.reading.marks import Badge, badge_of_outcome

RULING, REVISION = "ruling", "revision"


@dataclass(frozen=True)
class Logged:
    """A ruling, or a correction that came without one."""

    at: datetime
    ruling: Ruling | None
    revision: Revision | None  # that carries it
    badge: Badge | None
    is_superseded: bool
    is_open_again: bool
    articles: list[Article]
    changes: list[list[tuple[str, str]]]
    compare: str


def logged():
    """Return (at, what, key) of every public ruling and of every correction without one, the newest first: one query.

    A ruling that a later one took the place of stays in the log. What stood in a withdrawn article does not.
    """
    rulings, name = _rulings(), CharField()
    corrections = Revision.objects.filter(
        kind__in=[Revision.Kind.CORRECTION, Revision.Kind.SAFETY], article__in=Article.objects.published()
    ).exclude(pk__in=rulings.filter(revision__isnull=False).values("revision"))
    rows = [
        query.annotate(at=F("published_at"), what=Value(what, output_field=name), key=F("pk")).values_list(
            "at", "what", "key"
        )
        for query, what in ((rulings, RULING), (corrections, REVISION))
    ]
    return rows[0].union(rows[1], all=True).order_by("-at", "what", "-key")


def _rulings():
    places = Appearance.objects.filter(dispute=OuterRef("dispute"), article__isnull=False)
    standing = places.filter(article__in=Article.objects.published())
    in_public = Q(revision__article__in=Article.objects.published()) | Q(revision=None) & (
        Exists(standing) | ~Exists(places)
    )
    return Ruling.objects.filter(
        in_public, status=Ruling.Status.PUBLISHED, dispute__in=Dispute.objects.public().values("pk")
    )


def log_of(page) -> list[Logged]:
    """Read what a page of the log shows: four queries, however long it is.

    Args:
        page: rows of logged().
    """
    page = list(page)
    keys = {what: [key for _at, kind, key in page if kind == what] for what in (RULING, REVISION)}
    rulings = Ruling.objects.filter(pk__in=keys[RULING]).select_related(
        "dispute", "ruled_by", "seconded_by", "revision__article", "revision__published_by"
    )
    revisions = Revision.objects.filter(pk__in=keys[REVISION]).select_related("article", "published_by")
    found = {(RULING, row.pk): row for row in rulings} | {(REVISION, row.pk): row for row in revisions}
    places, swaps = _places(rulings), _swaps(keys[RULING])
    return [
        _ruled(found[what, key], places, swaps[key]) if what == RULING else _corrected(found[what, key])
        for _at, what, key in page
    ]


def _places(rulings):
    """Return the articles that disputes are about, by dispute."""
    rows = Appearance.objects.filter(
        dispute__in=[row.dispute_id for row in rulings], article__in=Article.objects.published()
    )
    found = defaultdict(dict)
    for row in rows.select_related("article").order_by("pk"):
        found[row.dispute_id][row.article_id] = row.article
    return found


def _swaps(rulings):
    """Return the words before and after, by ruling: of its own dispute, each once."""
    rows = RulingAnchor.objects.filter(ruling__in=rulings, appearance__dispute=F("ruling__dispute"))
    found = defaultdict(dict)
    for before, after, ruling in rows.order_by("pk").values_list("before", "after", "ruling"):
        found[ruling][before, after] = word_diff(before, after)
    return defaultdict(list, {ruling: list(changes.values()) for ruling, changes in found.items()})


def _ruled(row, places, changes):
    articles = [row.revision.article] if row.revision else list(places[row.dispute_id].values())
    return Logged(
        at=row.published_at,
        ruling=row,
        revision=row.revision,
        badge=badge_of_outcome(row.outcome),
        is_superseded=row.superseded_by_id is not None,
        is_open_again=row.superseded_by_id is None and row.dispute.status == Dispute.Status.OPEN,
        articles=articles,
        changes=changes,
        compare=_compare(row.revision),
    )


def _corrected(row):
    return Logged(row.published_at, None, row, None, False, False, [row.article], [], _compare(row))


def _compare(revision):
    if revision is None or revision.number == 1:
        return ""
    return reverse("article_diff", args=[revision.article.slug, revision.number - 1, revision.number])
