"""The sides of a dispute, for whom each holds, and what happened when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext as _

from articles.models import Source
from claims.models import (
    Appearance,
    Caution,
    Claim,
    Dispute,
    Evidence,
    FacetValue,
    Position,
    Resolution,
    Ruling,
    RulingAnchor,
)
from claims.reading.evidence import Weighed, weighed_of
from claims.reading.families import families, for_everybody
from claims.reading.rulings import shown_whole
from claims.reading.voices import Voice, Voices, voices_of
from comments.models import Comment


@dataclass(frozen=True)
class Quote:
    """Words as somebody said them: in their sentence, with the place where they stand."""

    before: str
    words: str
    after: str
    where: str
    href: str
    author: str = ""  # the reader who wrote them in a comment
    is_outside: bool = False  # on another site: a link that search engines do not follow


@dataclass
class PositionView:
    """One side as the dispute page shows it."""

    position: Position
    claims: list
    quotes: list[Quote]
    weighed: Weighed
    voice: Voice = field(default_factory=Voice)

    @property
    def evidence(self) -> list[Evidence]:
        """Every source that was brought for it or against it, oldest first."""
        return self.weighed.rows

    @property
    def stance(self) -> "Cell | None":
        """What its first claim says about the thing, as a badge."""
        return next((stance_cell(claim) for claim in self.claims), None)

    @property
    def people(self) -> list[FacetValue]:
        """The groups that its claims name."""
        return list(dict.fromkeys(value for claim in self.claims for value in claim.population.values.all()))


def quote_of(row: Appearance) -> Quote:
    """Return a quote for everyone; of a comment that is not public any more, only a note in its place.

    Args:
        row: with QUOTED loaded.
    """
    start = row.sentences.find(row.exact)
    before, after = (row.sentences[:start], row.sentences[start + len(row.exact) :]) if start >= 0 else ("", "")
    if row.source:
        return Quote(before, row.exact, after, str(row.source), row.source.link, is_outside=True)
    if not row.comment:
        where = _("%(title)s, revision %(number)s") % {"title": row.revision.title, "number": row.revision.number}
        return Quote(before, row.exact, after, where, f"{row.article.get_absolute_url()}#b-{row.block_key}")
    if _is_public(row.comment):
        name = row.comment.author.public_name
        where = _("%(name)s in a comment") % {"name": name}
        return Quote(before, row.exact, after, where, row.comment.get_absolute_url(), name)
    if row.comment.status == Comment.Status.DELETED:
        return Quote("", _("[removed by its author]"), "", "", "")
    return Quote("", _("[a comment that is not public]"), "", "", "")


def _is_public(comment):
    article = comment.discussion.article
    return comment.status == Comment.Status.PUBLISHED and (article is None or article.status == "published")


QUOTED = ("article", "revision", "source", "comment__author", "comment__discussion__article")  # what quote_of needs


def positions_of(dispute: Dispute) -> list[PositionView]:
    """Read the sides of a dispute with all that stands beside them, in a constant number of queries."""
    rows = dispute.positions.order_by("order").prefetch_related(
        Prefetch("claims", Claim.objects.order_by("pk")),
        "claims__population__values__facet",
        "claims__population__values__narrower",
    )
    tree = families()
    stated = {row: _standing(row.claims.all(), tree) for row in rows}
    of_family = tree.members_of_all({tree.root_of(claim.pk) for claims in stated.values() for claim in claims})
    said = Appearance.objects.filter(for_everybody() | Q(dispute=dispute), claim__in=of_family)
    quotes = defaultdict(list)
    for row in said.select_related(*QUOTED).order_by("pk"):
        quotes[of_family[row.claim_id]].append(quote_of(row))
    weighed = weighed_of(dispute)
    return [
        PositionView(
            row,
            claims,
            list(dict.fromkeys(quote for claim in claims for quote in quotes[tree.root_of(claim.pk)])),
            weighed.get(row.pk, Weighed()),
        )
        for row, claims in stated.items()
    ]


def in_turn(views: list[PositionView], dispute: Dispute, day: date) -> list[PositionView]:
    """Return the sides in the order of a day: each of them comes first as often as the others; nothing is written.

    Args:
        views: in the order of their letters, which stay with them.
        dispute: whose sides.
        day: by the site's calendar.
    """
    first = (day.toordinal() + dispute.pk) % len(views) if views else 0
    return views[first:] + views[:first]


def hear(sides: list[PositionView], dispute: Dispute, member, at: datetime) -> Voices:
    """Give each side of a page its voice; return what belongs to none, and what the one who looks may do.

    Args:
        sides: of positions_of.
        dispute: theirs.
        member: who looks: a Member or AnonymousUser.
        at: when (aware).
    """
    voices = voices_of(dispute, member, at, [side.position for side in sides])
    for side in sides:
        side.voice = voices.of[side.position.pk]
    return voices


def _standing(claims, tree):
    """Return the claims of a side without those that were merged into another one of it."""
    keys = {claim.pk for claim in claims}
    return [claim for claim in claims if keys.isdisjoint(tree.merged_to(claim.pk))]


def quotes_of(dispute: Dispute) -> list[Quote]:
    """Return every passage that a dispute is about, oldest first."""
    rows = dispute.appearances.select_related(*QUOTED).order_by("pk")
    return [quote_of(row) for row in rows]


@dataclass(frozen=True)
class Place:
    """An article in which words of a dispute stand, or stood."""

    title: str
    href: str


def places_of(dispute: Dispute) -> list[Place]:
    """Return the articles that a dispute is about: a link to the mark where there is one; one query."""
    rows = Resolution.objects.filter(
        appearance__dispute=dispute,
        revision=F("appearance__article__current_revision"),
        revision__article__withdrawn_at=None,
    ).select_related("revision__article", "appearance")
    places = {}
    for row in rows.order_by("pk"):
        article = row.revision.article
        if article.pk not in places or row.block_key:
            is_marked = not (row.appearance.is_opposite and dispute.status == Dispute.Status.OPEN)
            mark = f"#{f'm-{dispute.pk}' if is_marked else 'b'}-{row.block_key}" if row.block_key else ""
            places[article.pk] = Place(article.title, article.get_absolute_url() + mark)
    return list(places.values())


def questioned_words(dispute: Dispute) -> str:
    """Return the sentences that were doubted first: what a reader quotes who joins is for staff, and is left out."""
    reports = dispute.reports.filter(appearance__dispute=dispute)
    report = reports.select_related(*(f"appearance__{name}" for name in QUOTED)).order_by("pk").first()
    if report is None:
        return ""
    quote = quote_of(report.appearance)
    return f"{quote.before}{quote.words}{quote.after}"


def next_step_of(dispute: Dispute) -> str:
    """Say in a sentence what happens next."""
    return {
        Dispute.Status.REPORTED: _("A moderator or an editor looks at it first."),
        Dispute.Status.OPEN: _("An editor who did not write these words rules on it."),
        Dispute.Status.RULED: _("Nothing, unless new evidence comes or the passage changes."),
        Dispute.Status.DISMISSED: _("Nothing, unless new evidence comes."),
        Dispute.Status.MERGED: _("See the dispute that it joined."),
        Dispute.Status.RETRACTED: _("Nothing: its reporter took it back."),
    }[dispute.status]


def caution_of(dispute: Dispute, at: datetime) -> Caution | None:
    """Return the caution that stands at a time, if one does."""
    return dispute.cautions.in_force(at).order_by("-pk").first()


def latest_corrections(most: int) -> list[RulingAnchor]:
    """Return the words that rulings changed last: one row for each ruling in force; one query.

    Args:
        most: how many.
    """
    rows = RulingAnchor.objects.filter(
        ruling__in=Ruling.objects.in_force(), ruling__dispute__status=Dispute.Status.RULED,
        appearance__dispute=F("ruling__dispute"), ruling__revision__article__withdrawn_at=None,
    ).select_related("ruling__dispute")  # fmt: skip
    first = {}
    for row in rows.order_by("-ruling__ruled_at", "-ruling", "pk")[: most * 5]:
        first.setdefault(row.ruling_id, row)
    return list(first.values())[:most]


def ruling_of(dispute: Dispute) -> Ruling | None:
    """Return the ruling in force of a ruled dispute, with what its page shows of it."""
    if dispute.status != Dispute.Status.RULED:
        return None
    rows = Ruling.objects.in_force().filter(dispute=dispute)
    return shown_whole(rows).first()


@dataclass(frozen=True)
class Sources:
    """The sources of all sides, each once, with the letters of the sides that it bears on."""

    shown: list[tuple[Source, str]]
    more: int


def sources_of(views: list[PositionView], most: int = 6) -> Sources:
    """Return the distinct documents that nobody has set aside.

    Args:
        views: the sides, read by positions_of.
        most: how many are shown; the others are counted.
    """
    letters, first = defaultdict(set), {}
    for view in views:
        for item in view.weighed.counted:
            first.setdefault(item.document, item.row.source)
            letters[item.document].add(view.position.letter)
    rows = [(first[document], ", ".join(sorted(found))) for document, found in letters.items()]
    rows.sort(key=lambda row: (row[1], row[0].pk))
    return Sources(rows[:most], len(rows[most:]))


def readable_anchors(ruling: Ruling) -> list[RulingAnchor]:
    """Return the words of this dispute before and after its ruling."""
    rows = ruling.anchors.filter(appearance__dispute=ruling.dispute_id).order_by("pk")
    return list({(row.before, row.after): row for row in reversed(rows)}.values())[::-1]


@dataclass(frozen=True)
class Cell:
    """What a side says for some people: something, nothing, or not whether it holds for them."""

    label: str
    tone: str
    icon: str
    said: str = "says"


CELLS = {
    "recommends": ("settled", "yes"),
    "against": ("unsafe", "no"),
    "depends": ("qualified", "qualified"),
    "effect": ("settled", "yes"),
    "no_effect": ("unsafe", "no"),
}


def for_whom(positions: list[PositionView]) -> list[tuple[FacetValue, list[tuple[PositionView, Cell]]]]:
    """Return the for-whom table: a row for each group that a side names, with (side, cell) for each side.

    A side that names other groups of the same facet says nothing here. One that states nothing of a deciding facet
    (condition, fracture history) is not taken to speak to all of its groups; of any other facet, it is.
    """
    named: dict[int, FacetValue] = {}
    for view in positions:
        for claim in view.claims:
            named |= {value.pk: value for value in claim.population.values.all()}
    rows = sorted(named.values(), key=lambda value: (value.facet.position, value.position, value.pk))
    return [(value, [(view, _cell(view, value)) for view in positions]) for value in rows]


def stance_cell(claim: Claim) -> Cell:
    """Return what a claim says about its thing, as a badge.

    Args:
        claim: any.
    """
    tone, icon = CELLS[claim.stance]
    return Cell(claim.get_stance_display().capitalize(), tone, icon)


def _cell(view, value):
    for claim in view.claims:
        stated = [other for other in claim.population.values.all() if other.facet_id == value.facet_id]
        if value.pk in {other.pk for other in stated} or not (stated or value.facet.is_deciding):
            return stance_cell(claim)
        if not stated:
            return Cell(_("Not stated"), "none", "none", "open")
    return Cell(_("Nothing said"), "none", "none", "nothing")
