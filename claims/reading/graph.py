"""The claims of a topic and how they stand to each other: rows for a list, and a drawing of the first of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, groupby, product
from textwrap import wrap

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from articles.models import Topic
from claims import graphing, relating
from claims.graphing import Graph, Group, Tie
from claims.merging import Families
from claims.models import Claim, Dispute
from claims.reading.register import SIDES, ClaimEntry, Wanted, entries_of, in_order, in_register
from claims.relating import AGREE, APART, CONTRADICT, IN_PART, MAYBE

MOST_DRAWN = 60
LETTERS_IN_A_LINE, LINES_IN_A_BOX, LETTERS_IN_A_TITLE = 27, 3, 28
FIRST_LINE, LINE_HEIGHT = 52, 24  # where the words of a box begin, and how far their lines are apart
KINDS = (CONTRADICT, MAYBE, IN_PART, AGREE, APART)


@dataclass(frozen=True)
class Link:
    """How a claim stands to another, because of a dispute."""

    kind: str
    words: str
    other: Claim
    dispute: Dispute


@dataclass
class Row:
    """A claim of the list with what stands against it or with it."""

    entry: ClaimEntry
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Node:
    """A claim's box: its corner, and its words with where each line of them stands."""

    claim: Claim
    says: str
    x: int
    y: int
    lines: list[tuple[int, str]]


@dataclass(frozen=True)
class TopicDrawing:
    """What is drawn: frames with their titles, boxes and lines."""

    graph: Graph
    titles: list[tuple[int, int, str]]
    nodes: list[Node]
    box_width: int = graphing.BOX_WIDTH
    box_height: int = graphing.BOX_HEIGHT


def claims_of_topic(topic: Topic, tree: Families):
    """Return the keys of a topic's claims, those about one thing together; two queries, and one when it is read.

    They are the claims that its articles or the comments below them make, as the register has them, and whatever
    stands against one of those in a public dispute: a doubt has no passage of its own.

    Args:
        topic: any.
        tree: see families.
    """
    said = list(in_register(Wanted(topic=topic.slug), tree).values_list("pk", flat=True))
    beside = _beside(tree.members_of_all(said)).values_list("claim", flat=True)
    keys = {*said, *(tree.root_of(key) for key in beside)}
    return in_order(Claim.objects.filter(pk__in=keys)).values_list("pk", flat=True)


def _beside(claims):
    """Return the claims of all sides of the public disputes that these are part of, as rows of SIDES."""
    disputes = SIDES.filter(claim__in=list(claims), position__dispute__in=Dispute.objects.public())
    return SIDES.filter(position__dispute__in=disputes.values("position__dispute"))


def kinds_in_words() -> list[tuple[str, str]]:
    """Return each way in which two claims can stand to each other, with what it is called."""
    return [(kind, _in_words(kind)) for kind in KINDS]


def rows_and_drawing(listed: list[int], drawn: list[int], tree: Families) -> tuple[list[Row], TopicDrawing | None]:
    """Read what the list and the drawing show: seven queries, however many claims there are.

    Args:
        listed: keys of the claims of this page of the list.
        drawn: keys of the claims that are drawn, those about one thing together; none: no drawing.
        tree: see families.
    """
    ours = list(dict.fromkeys([*listed, *drawn]))
    sides = _sides(ours, tree)
    others = [root for sides_of in sides.values() for roots in sides_of.values() for root in roots]
    entries = {entry.claim.pk: entry for entry in entries_of(list(dict.fromkeys([*ours, *others])), tree)}
    prefetch_related_objects([entry.claim for entry in entries.values()], "population__values__facet")
    prefetch_related_objects([entry.claim for entry in entries.values()], "population__values__narrower")
    ties = _ties(sides, entries)
    rows = [Row(entries[key], _links(key, ties, entries)) for key in listed]
    return rows, _drawing([entries[key] for key in drawn], ties) if drawn else None


def _sides(roots, tree):
    """Read for each public dispute that these claims are part of which claims stand on which side: one query."""
    links = _beside(tree.members_of_all(roots)).select_related("position__dispute")
    sides = defaultdict(lambda: defaultdict(list))
    for link in links.order_by("position__dispute", "position__order", "claim"):
        sides[link.position.dispute][link.position_id].append(tree.root_of(link.claim_id))
    return sides


def _ties(sides, entries) -> dict[Tie, Dispute]:
    """Compare the claims of different sides; a pair is tied once, by the dispute that came first."""
    deciding = {value.facet.code for entry in entries.values() for value in entry.people if value.facet.is_deciding}
    ties, seen = {}, set()
    for dispute, by_side in sides.items():
        for first, second in combinations(by_side.values(), 2):
            for pair in product(first, second):
                if pair[0] != pair[1] and frozenset(pair) not in seen:
                    seen.add(frozenset(pair))
                    compared = [_side(entries[key].claim) for key in pair]
                    [relation] = relating.relations(compared, deciding=deciding)
                    ties[Tie(relation.kind, *pair)] = dispute
    return ties


def _side(claim):
    """Read what a claim says; a value speaks for the narrower ones it holds."""
    scope = defaultdict(set)
    for value in claim.population.values.all():
        scope[value.facet.code] |= {value.code, *(narrower.code for narrower in value.narrower.all())}
    return relating.Side(claim.stance, scope)


def _links(key, ties, entries):
    pairs = [(tie, tie.second if tie.first == key else tie.first) for tie in ties if key in (tie.first, tie.second)]
    found = [Link(tie.kind, _in_words(tie.kind), entries[other].claim, ties[tie]) for tie, other in pairs]
    return sorted(found, key=lambda link: (KINDS.index(link.kind), link.other.pk))


def _drawing(entries, ties):
    groups = [
        Group(title, [entry.claim.pk for entry in same])
        for title, same in groupby(entries, lambda entry: entry.thing.name if entry.thing else _("About nothing named"))
    ]
    keys = {key for group in groups for key in group.keys}
    graph = graphing.lay_out(groups, [tie for tie in ties if tie.first in keys and tie.second in keys])
    titles = [(frame.x + graphing.PADDING, frame.y + 30, _title(frame)) for frame in graph.frames]
    by_key = {entry.claim.pk: entry for entry in entries}
    return TopicDrawing(graph, titles, [_node(by_key[spot.key], spot) for spot in graph.spots])


def _title(frame):
    words = wrap(frame.title, LETTERS_IN_A_TITLE, max_lines=1, placeholder="…")
    title = words[0] if words else ""
    return _("%(thing)s, continued") % {"thing": title} if frame.part > 1 else title


def _node(entry, spot):
    words = wrap(entry.claim.statement, LETTERS_IN_A_LINE, max_lines=LINES_IN_A_BOX, placeholder="…")
    lines = [(FIRST_LINE + number * LINE_HEIGHT, line) for number, line in enumerate(words)]
    return Node(entry.claim, entry.stance.label, spot.x, spot.y, lines)


def _in_words(kind):
    return {
        CONTRADICT: _("contradicts"),
        MAYBE: _("may contradict"),
        IN_PART: _("meets in part"),
        AGREE: _("agrees with"),
        APART: _("speaks about other people than"),
    }[kind]
