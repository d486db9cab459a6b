"""The open docket: what disputes can be filtered by, and a row of the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.models import Topic
from claims.figures import RESPONSE, RULING, STEPS, Course, figures, steps_past, waiting_since
from claims.merging import Families
from claims.models import Appearance, Claim, Dispute, FacetValue, Position, Ruling, Thing
from claims.reading.courses import figure_targets
from claims.reading.families import with_family
from claims.reading.marks import Badge, badge_of
from claims.reading.sides import next_step_of
from claims.reading.targets import Waiting, waiting_of

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class Choice:
    """One link of a filter."""

    label: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list: groups of (heading, choices), the first of which takes it away."""

    name: str
    label: str
    groups: list[tuple[str, list[Choice]]]

    @property
    def chosen(self) -> str:
        """What is chosen in it; empty when nothing is."""
        return next((choice.label for _group, choices in self.groups[1:] for choice in choices if choice.is_chosen), "")


@dataclass
class Asked:
    """What a reader asked the docket for, by filter; what no filter offers is left out."""

    options: dict[str, tuple[str, list[tuple[str, list[tuple[str, str]]]]]]
    values: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return what is chosen in a filter, or an empty string."""
        return self.values.get(name, "")

    def query(self, **changed: str) -> str:
        """Return the query of a page with another choice; it ends ready for one more value.

        Args:
            **changed: another value for a filter; an empty one takes the filter away.
        """
        values = {name: value for name, value in (self.values | changed).items() if value}
        return f"?{urlencode(values)}&" if values else "?"

    @property
    def filters(self) -> list[Filter]:
        """Every filter that has something to choose."""
        return [self._filter(name, *found) for name, found in self.options.items() if found[1]]

    def _filter(self, name, label, groups):
        def choice(key, words):
            return Choice(words, self.query(**{name: key}).rstrip("&"), self.get(name) == key)

        shown = [(heading, [choice(*option) for option in options]) for heading, options in groups]
        return Filter(name, label, [("", [choice("", _("All"))]), *shown])


def asked(params: Mapping[str, str], tree: Families) -> Asked:
    """Read the filters of an address, and what can be chosen in each: three queries, and one where claims are merged.

    Args:
        params: of the request.
        tree: see families.
    """
    options = {
        "status": (_("How it stands"), _plain([
            (Dispute.Status.OPEN, _("Open")),
            (Dispute.Status.RULED, _("Ruled")),
            (Dispute.Status.DISMISSED, _("Closed without a ruling")),
        ])),
        "late": (_("Targets"), _plain([("yes", _("Past their target"))])),
        "age": (_("How long it is there"), _plain([
            ("week", _("Under a week")), ("month", _("Under a month")), ("older", _("Older")),
        ])),
        "topic": (_("Topic"), _plain(_topics().values_list("slug", "name"))),
        "thing": (_("What it is about"), _plain(_things(tree).values_list("slug", "name"))),
        "people": (_("For whom"), _by_facet(_people())),
    }  # fmt: skip
    found = Asked(options)
    for name, (_label, groups) in options.items():
        if params.get(name, "") in {key for _heading, choices in groups for key, _words in choices}:
            found.values[name] = params[name]
    return found


def _plain(options):
    options = [(str(key), words) for key, words in options]
    return [("", options)] if options else []


def _by_facet(values):
    return [
        (facet.name, [(value.code, value.name) for value in same])
        for facet, same in groupby(values, key=lambda value: value.facet)
    ]


def _public():
    return Dispute.objects.public().values("pk")


def _topics():
    rows = Appearance.objects.filter(dispute__in=_public())
    in_text, in_comment = rows.values("article"), rows.values("comment__discussion__article")
    topics = Topic.objects.filter(Q(articles__in=in_text) | Q(articles__in=in_comment))
    return topics.distinct().order_by("name")


def _claims(disputes):
    """Return the claims that disputes are about: those of their sides, and those whose words are in doubt."""
    of_sides = Position.objects.filter(dispute__in=disputes).values("claims")
    in_doubt = Appearance.objects.filter(dispute__in=disputes).values("claim")
    return Claim.objects.filter(Q(pk__in=of_sides) | Q(pk__in=in_doubt))


def _things(tree):
    claims = Claim.objects.filter(with_family(_claims(_public()), tree))
    return Thing.objects.filter(pk__in=claims.values("thing")).order_by("name")


def _people():
    named = Position.objects.filter(dispute__in=_public()).values("claims__population__values")
    rows = FacetValue.objects.filter(Q(pk__in=named) | Q(narrower__in=named)).distinct()
    return rows.select_related("facet").order_by("facet__position", "facet", "position", "pk")


def docket_rows(chosen: Asked, courses: Mapping[int, Course], at: datetime, tree: Families) -> QuerySet:
    """Return the public disputes that a reader asked for, the newest first, with what a row shows.

    Args:
        chosen: the filters.
        courses: of every public dispute.
        at: the present (aware).
        tree: see families.
    """
    rows = Dispute.objects.public()
    if status := chosen.get("status"):
        rows = rows.filter(status=status)
    if topic := chosen.get("topic"):
        in_text, in_comment = Q(article__topics__slug=topic), Q(comment__discussion__article__topics__slug=topic)
        rows = rows.filter(pk__in=Appearance.objects.filter(in_text | in_comment).values("dispute"))
    if thing := chosen.get("thing"):
        about = with_family(Claim.objects.filter(thing__slug=thing), tree)
        rows = rows.filter(_of_claims(Claim.objects.filter(about)))
    if people := chosen.get("people"):
        named = Q(population__values__code=people) | Q(population__values__wider__code=people)
        sides = Position.objects.filter(claims__in=Claim.objects.filter(named).values("pk"))
        rows = rows.filter(pk__in=sides.values("dispute"))
    if chosen.get("late"):
        rows = rows.filter(pk__in=late_ones(courses, at))
    rows = rows.annotate(since=Coalesce(F("reopened_at"), F("opened_at"), F("reported_at")))
    return _shown(_of_age(rows, chosen.get("age"), at)).order_by("-since", "-pk")


def _of_claims(claims):
    of_sides = Position.objects.filter(claims__in=claims.values("pk")).values("dispute")
    in_doubt = Appearance.objects.filter(claim__in=claims.values("pk"), dispute__isnull=False).values("dispute")
    return Q(pk__in=of_sides) | Q(pk__in=in_doubt)


def _of_age(rows, age, at):
    if age == "older":
        return rows.filter(since__lte=at - MONTH)
    return rows.filter(since__gt=at - (WEEK if age == "week" else MONTH)) if age else rows


def _shown(rows):
    ruling = Ruling.objects.in_force().filter(dispute=OuterRef("pk")).order_by("-pk")
    sides = Position.objects.filter(dispute=OuterRef("pk")).order_by().values("dispute").annotate(n=Count("pk"))
    return rows.annotate(outcome=Subquery(ruling.values("outcome")[:1]), position_count=Subquery(sides.values("n")))


def late_ones(courses: Mapping[int, Course], at: datetime) -> list[int]:
    """Return the keys of the disputes that wait for something longer than the site promises.

    Args:
        courses: of every public dispute.
        at: the present (aware).
    """
    return [pk for pk, course in courses.items() if steps_past(course, targets=figure_targets(), at=at)]


@dataclass(frozen=True)
class DocketRow:
    """A dispute in the list."""

    dispute: Dispute
    badge: Badge
    next_step: str
    waiting: Waiting | None
    late: list[tuple[str, datetime]]


def docket_row(dispute: Dispute, courses: Mapping[int, Course], at: datetime) -> DocketRow:
    """Return what the list shows of a dispute; no query.

    Args:
        dispute: of docket_rows.
        courses: of every public dispute.
        at: the present (aware).
    """
    course, targets = courses[dispute.pk], figure_targets()
    words = {RESPONSE: _("An answer by the author was due on"), RULING: _("The ruling was due on")}
    late = [
        (words[step], waiting_since(course, step) + targets[step])
        for step in steps_past(course, targets=targets, at=at)
        if step in words
    ]
    return DocketRow(
        dispute, badge_of(dispute, dispute.outcome or ""), next_step_of(dispute), waiting_of(dispute, at), late
    )


@dataclass(frozen=True)
class Speed:
    """One figure of the docket's head, in words."""

    label: str
    median: timedelta | None
    taken: int
    past: int


def speeds(courses: Mapping[int, Course], at: datetime) -> list[Speed]:
    """Return how long the steps of the public disputes took, for the head of the docket.

    Args:
        courses: of every public dispute.
        at: the present (aware).
    """
    labels = dict(zip(STEPS, (_("To a first look"), _("To an answer by the author"), _("To the ruling")), strict=True))
    return [
        Speed(labels[figure.step], figure.median, figure.taken, figure.past)
        for figure in figures(courses.values(), targets=figure_targets(), at=at)
    ]
