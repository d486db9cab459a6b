"""The demo's members. Names and lives are invented."""

from datetime import timedelta

from accounts import actions
from accounts.models import Member

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


def load(at) -> dict[str, Member]:
    """Make the demo's members, their roles and the physiotherapist's credential.

    Args:
        at: when they joined.

    Returns:
        Members by the part of their e-mail before the @.
    """
    people = {}
    for login, name, role in [*ACCOUNTS, *((login, name, None) for login, name in VOICES)]:
        people[login] = actions.create_member(
            email=f"{login}@example.org", public_name=name, password=PASSWORD, at=at, confirmed=True
        )
        if role:
            actions.set_role(member=people[login], group_name=role)
    actions.grant_credential(
        member=people["physio"],
        kind="physiotherapist",
        country="United Kingdom",
        by=people["moderator"],
        expires_on=(at + timedelta(days=3 * 365)).date(),
        at=at,
    )
    return people
