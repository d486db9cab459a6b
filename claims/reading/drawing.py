"""Who contradicts whom, drawn and as a table."""

from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _

from claims import relating
from claims.reading.sides import PositionView
from claims.relating import AGREE, APART, CONTRADICT, IN_PART, MAYBE

MOST_DRAWN = 4
LETTERS_IN_A_LINE, LINES_IN_A_BOX = 22, 2


@dataclass(frozen=True)
class Box:
    """A side in the drawing: its corner, its middle and its words."""

    x: int
    y: int
    middle: int
    letter: str
    name: str
    lines: list[str]


@dataclass(frozen=True)
class Line:
    """A relation of two sides: a row of the table, and a line of the drawing where there is one."""

    kind: str
    first: str
    second: str
    label: str
    heading: str
    words: str
    about: str
    ends: tuple[int, int, int, int] | None
    label_at: tuple[int, int] | None

    @property
    def row(self) -> str:
        """The id of its row in the table."""
        return f"rel-{self.first}-{self.second}"

    @property
    def tone(self) -> str:
        """Its tone in the table."""
        tones = {CONTRADICT: "conflict", MAYBE: "conflict", IN_PART: "qualified", AGREE: "settled"}
        return tones.get(self.kind, "none")

    @property
    def icon(self) -> str:
        """Its shape in the table."""
        icons = {CONTRADICT: "conflict", MAYBE: "conflict", IN_PART: "qualified", AGREE: "yes"}
        return icons.get(self.kind, "none")


@dataclass(frozen=True)
class Drawing:
    """All boxes and lines; without boxes there are too many sides to draw, and the table says it alone."""

    boxes: list[Box]
    lines: list[Line]
    height: int = 0
    width: int = relating.WIDTH
    box_width: int = relating.BOX_WIDTH
    box_height: int = relating.BOX_HEIGHT


def drawing_of(views: list[PositionView]) -> Drawing | None:
    """Compare the sides of a dispute with each other; None where not even two say what they claim.

    Args:
        views: in the order of their letters.
    """
    views = [view for view in views if view.claims]
    if len(views) < 2:
        return None
    deciding = {value.facet.code for view in views for value in view.people if value.facet.is_deciding}
    found = relating.relations([_side(view) for view in views], deciding=deciding)
    if len(views) > MOST_DRAWN:
        return Drawing([], [_line(relation, views, None) for relation in found])
    height, centres = relating.frame(len(views))
    boxes = [_box(view.position, *centre) for view, centre in zip(views, centres, strict=True)]
    return Drawing(boxes, [_line(relation, views, centres) for relation in found], height)


def _side(view):
    """Read what a side says; a value speaks for the narrower ones it holds."""
    scope: dict[str, set[str]] = {}
    for value in view.people:
        scope.setdefault(value.facet.code, set()).update(_codes(value))
    return relating.Side(view.claims[0].stance, scope)


def _codes(value):
    return {value.code, *(narrower.code for narrower in value.narrower.all())}


def _box(position, x, y):
    lines = wrap(position.name, LETTERS_IN_A_LINE, max_lines=LINES_IN_A_BOX, placeholder="…", break_long_words=True)
    corner = (x - relating.BOX_WIDTH // 2, y - relating.BOX_HEIGHT // 2)
    return Box(*corner, x, position.letter, position.name, lines)


def _line(relation, views, centres):
    first, second = views[relation.first], views[relation.second]
    letters = {"a": first.position.letter, "b": second.position.letter}
    label, heading, words = _words(relation.kind)
    ends = (*centres[relation.first], *centres[relation.second]) if centres else None
    return Line(
        relation.kind, letters["a"], letters["b"], label, heading % letters, words,
        _apart(first, second) if relation.kind == APART else _shared(first, second),
        ends, relating.label_place(ends[:2], ends[2:]) if ends else None,
    )  # fmt: skip


def _shared(first, second):
    """Name the groups that both speak about."""
    codes = [set().union(*map(_codes, view.people)) for view in (first, second)]
    both = codes[0] & codes[1]
    named = {value.pk: value for view in (first, second) for value in view.people if value.code in both}
    return _names(named.values()) or _("They name no group in common.")


def _apart(first, second):
    """Name whom each speaks about, where they part."""
    scopes = [_side(view).scope for view in (first, second)]
    parted = {facet for facet in scopes[0].keys() & scopes[1].keys() if not scopes[0][facet] & scopes[1][facet]}
    parts = [
        f"{view.position.letter}: {_names(value for value in view.people if value.facet.code in parted)}"
        for view in (first, second)
    ]
    return "; ".join(parts)


def _names(values):
    rows = sorted(values, key=lambda value: (value.facet.position, value.position, value.pk))
    return ", ".join(value.name for value in rows)


def _words(kind):
    return {
        CONTRADICT: (
            _("contradict"),
            _("%(a)s and %(b)s contradict each other"),
            _("They say opposite things about some of the same people."),
        ),
        MAYBE: (
            _("perhaps"),
            _("%(a)s and %(b)s may contradict each other"),
            _("They say opposite things, and at least one does not say for whom."),
        ),
        IN_PART: (
            _("in part"),
            _("%(a)s and %(b)s meet in part"),
            _("One makes it depend on something that the other leaves open."),
        ),
        AGREE: (_("agree"), _("%(a)s and %(b)s agree"), _("They say the same about some of the same people.")),
        APART: (
            _("different people"),
            _("%(a)s and %(b)s do not meet"),
            _("They speak about different people."),
        ),
    }[kind]
