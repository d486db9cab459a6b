"""Who contradicts whom, drawn and in words."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims import relating
from claims.reading.sides import PositionView
from claims.relating import AGREE, APART, CONTRADICT, IN_PART, MAYBE

MOST_SIDES = 4
LETTERS_IN_A_BOX = 24


@dataclass(frozen=True)
class Box:
    """A side in the drawing: its corner, its centre and its words."""

    x: int
    y: int
    middle_x: int
    middle_y: int
    letter: str
    name: str


@dataclass(frozen=True)
class Line:
    """A relation in the drawing, and the same in words."""

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int
    label: str
    heading: str
    words: str

    @property
    def label_x(self) -> int:
        """Where its label stands."""
        return (self.x1 + self.x2) // 2

    @property
    def label_y(self) -> int:
        """Where its label stands."""
        return (self.y1 + self.y2) // 2 - 6


@dataclass(frozen=True)
class Drawing:
    """All boxes and lines."""

    boxes: list[Box]
    lines: list[Line]
    width: int = relating.WIDTH
    height: int = relating.HEIGHT
    box_width: int = relating.BOX_WIDTH
    box_height: int = relating.BOX_HEIGHT


def drawing_of(views: list[PositionView]) -> Drawing | None:
    """Draw the sides of a dispute; None where there are not two to four whose claims are stated."""
    if not 2 <= len(views) <= MOST_SIDES or not all(view.claims for view in views):
        return None
    centres = relating.places(len(views))
    boxes = [_box(view.position, *centre) for view, centre in zip(views, centres, strict=True)]
    deciding = {value.facet.code for view in views for value in view.people if value.facet.is_deciding}
    found = relating.relations([_side(view) for view in views], deciding=deciding)
    return Drawing(boxes, [_line(relation, boxes) for relation in found])


def _side(view):
    """Read what a side says; a value speaks for the narrower ones it holds."""
    scope: dict[str, set[str]] = {}
    for value in view.people:
        codes = scope.setdefault(value.facet.code, set())
        codes |= {value.code, *(narrower.code for narrower in value.narrower.all())}
    return relating.Side(view.claims[0].stance, scope)


def _box(position, x, y):
    return Box(
        x - relating.BOX_WIDTH // 2, y - relating.BOX_HEIGHT // 2, x, y, position.letter,
        Truncator(position.name).chars(LETTERS_IN_A_BOX),
    )  # fmt: skip


def _line(relation, boxes):
    a, b = boxes[relation.first], boxes[relation.second]
    label, heading, words = _words(relation.kind)
    letters = {"a": a.letter, "b": b.letter}
    return Line(
        relation.kind, a.middle_x, a.middle_y, b.middle_x, b.middle_y, label, heading % letters, words % letters
    )


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
