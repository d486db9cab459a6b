"""Whatever is told, somebody knows who may see it: a notice about a thing without an owner would never leave."""

import re
from pathlib import Path

from notifications.consequences import CAN_SEE

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "articles", "claims", "comments", "moderation", "notifications", "pages")
CODE = "\n".join(
    path.read_text()
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts and re.search(r"\btell(_all)?\(", path.read_text())
)


def test_every_thing_that_is_told_of_has_somebody_who_knows_who_may_see_it():
    lines = [line for line in CODE.splitlines() if "follow" not in line]  # a thread is followed, its comments are told
    told = set(re.findall(r'"?subject_key"?[=:] ?f"(\w+):', "\n".join(lines)))

    assert told - set(CAN_SEE) == set()
    assert {"comment", "article", "dispute", "case", "restriction"} <= told
