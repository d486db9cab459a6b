"""The demo's members. Names and lives are invented."""

from datetime import timedelta

from accounts import actions
from pages.demo.timeline import Stage, Story

PASSWORD = "thin bones like long walks"  # noqa: S105 - the demo's one password is printed for everybody
ACCOUNTS = [  # e-mail before the @, public name, role
    ("reader", "Odile R", None),
    ("reader2", "Tom B", None),
    ("physio", "Ines K", None),
    ("moderator", "Maja Lund", "Moderator"),
    ("moderator2", "Piet de Wit", "Moderator"),
    ("editor", "Ruth Adeyemi", "Editor"),
    ("editor2", "Hanna Weiss", "Editor"),
    ("admin", "Sam Okoro", "Admin"),
]
VOICES = [
    ("walter", "Walter S"),
    ("gail", "Gail P"),
    ("carol", "Carol from Leeds"),
    ("june", "June M"),
    ("nils", "Nils H"),
]


def stories(stage: Stage) -> list[Story]:
    """Return the one story of how the members joined, with roles, a licence that was checked and one that waits.

    Args:
        stage: its people are filled, by the part of their e-mail before the @.
    """
    return [_join(stage)]


def _join(stage):
    at = yield 90
    for login, name, role in [*ACCOUNTS, *((login, name, None) for login, name in VOICES)]:
        stage.people[login] = actions.create_member(
            email=f"{login}@example.org", public_name=name, password=PASSWORD, at=at, confirmed=True
        )
        if role:
            actions.set_role(member=stage.people[login], group_name=role)
    applied = actions.apply_for_credential(
        member=stage.people["physio"], kind="physiotherapist", country="United Kingdom", number="PH 104 221",
        register_url="https://register.example.org/physiotherapists", at=at,
    )  # fmt: skip
    actions.check_credential(
        credential=applied, expires_on=(at + timedelta(days=3 * 365)).date(), by=stage.people["moderator"], at=at
    )
    at = yield 4
    actions.apply_for_credential(
        member=stage.people["june"], kind="nurse", country="Ireland", number="N 88 310", register_url="", at=at
    )
