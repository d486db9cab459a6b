"""What the demo's claims are about, with the names that readers use."""

from claims.actions import add_thing
from claims.models import Thing
from pages.demo.timeline import Stage, Story

Kind = Thing.Kind
THINGS = [  # name, kind, other names
    ("Straight-leg raise", Kind.EXERCISE, ["SLR", "leg raise", "leg lift"]),
    (
        "Jumping and jogging",
        Kind.EXERCISE,
        ["jump", "jumping", "jog", "jogging", "skipping", "high-impact exercise", "impact exercise"],
    ),
    ("Heavy lifting", Kind.EXERCISE, ["heavy weight", "lifting heavy weights", "heavy weight training"]),
    ("Running", Kind.EXERCISE, ["run", "runner", "distance running"]),
    ("Yoga", Kind.EXERCISE, ["yoga posture", "yoga class"]),
    ("Vitamin D", Kind.FOOD, ["vitamin D3", "cholecalciferol"]),
]


def stories(stage: Stage) -> list[Story]:
    """Return the one story of how an editor began the list of things.

    Args:
        stage: its people are there; its things are filled, by their names.
    """
    return [_begin(stage)]


def _begin(stage):
    at = yield 58
    for name, kind, synonyms in THINGS:
        stage.things[name] = add_thing(name=name, kind=kind, synonyms=synonyms, by=stage.people["editor2"], at=at)
