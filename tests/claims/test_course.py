"""Every pair of statuses with every kind of person, through the pages: just the moves of the table are made."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.actions import restrict_member, set_role
from claims.actions import dismiss_dispute, join_report, merge_dispute, retract_report
from claims.course import COURSE
from claims.models import Dispute, Report
from claims.permissions import can_move
from tests.claims.scenes import SIGNED, article_of, dispute, let_wait, new_source, report, rule
from tests.factories import NOON, ArticleFactory, AuthorFactory, MemberFactory

ROOT = Path(__file__).resolve().parent.parent.parent
PEOPLE = ("visitor", "reader", "reporter", "author", "moderator", "editor", "admin", "suspended")
STAFF, EDITORS = {"moderator", "editor", "admin"}, {"editor", "admin"}
MAY = {  # what product.md allows; anything else is refused to everybody
    ("reported", "open"): STAFF,
    ("reported", "dismissed"): STAFF,
    ("reported", "merged"): STAFF,
    ("reported", "retracted"): {"reporter"},
    ("open", "ruled"): EDITORS,
    ("open", "dismissed"): STAFF,
    ("open", "merged"): STAFF,
    ("ruled", "open"): STAFF,
    ("dismissed", "open"): STAFF,
    ("merged", "reported"): STAFF,
    ("merged", "open"): STAFF,
}
STATUSES = [str(status) for status in Dispute.Status]
OPENED = {
    "decision": "open", "question": "Is walking enough?", "first": "Yes", "first_stance": "recommends", "second": "No",
    "second_stance": "depends",
}  # fmt: skip
RULED = SIGNED | {
    "outcome": "stands", "summary": "It is right.", "revision": "none", "no_change_because": "The trials agree.",
}  # fmt: skip
WHO = {"claims.triage_report": "moderators and editors", "claims.rule_dispute": "editors", "": "its reporter"}


class Scene:
    """One dispute in a status, somebody of each kind, and the other dispute that it can be merged into."""

    def __init__(self, status, to, people):
        """Bring the dispute to `status`; a merged one comes from where `to` asks for."""
        self.people, staff = people, MemberFactory()
        article = ArticleFactory(authors=[AuthorFactory(member=people["author"])])
        self.other = dispute(article=ArticleFactory(), question="Is it really so?", by=staff)
        if status in ("reported", "retracted") or (status, to) == ("merged", "reported"):
            self.dispute = report(article=article, reporter=people["reporter"], reason="outdated").dispute
        else:
            self.dispute = dispute(article=article, reporter=people["reporter"], reason="outdated", by=staff)
        self.report = self.dispute.reports.get()
        let_wait(self.dispute, NOON)
        self._bring_to(status, staff)
        self.dispute = Dispute.objects.get(pk=self.dispute.pk)
        assert self.dispute.status == status

    def _bring_to(self, status, staff):
        row, at = self.dispute, NOON + timedelta(days=1)
        if status == "ruled":
            rule(row, by=self.people["settler"], at=at)
        elif status == "dismissed":
            dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=staff, at=at)
        elif status == "merged" and row.status == "reported":
            join_report(dispute=row, into=self.other, by=staff, at=at)
        elif status == "merged":
            merge_dispute(dispute=row, into=self.other, by=staff, at=at)
        elif status == "retracted":
            retract_report(report=self.report, at=at)

    def attempts(self, to):
        """Return (route, key, form) of each page that brings a dispute to a status."""
        row, key = self.dispute, self.dispute.pk
        closed = {"decision": "duplicate", "reason": "Seen before."}
        return {
            "reported": [("merge_undo", key, {})],
            "open": [
                ("report_triage", key, OPENED),
                ("merge_undo", key, {}),
                ("dispute_reopen", key, new_source(row) if row.positions.exists() else {"cause": "passage"}),
            ],
            "ruled": [("dispute_rule", key, RULED)],
            "dismissed": [("report_triage", key, closed)],
            "merged": [
                ("report_triage", key, {"decision": "join", "into": self.other.pk}),
                ("dispute_merge", key, {"into": self.other.pk}),
            ],
            "retracted": [("report_retract", self.report.pk, {})],
        }[to]


@pytest.fixture
def people(roles):
    """Somebody of each kind, each with the confirmed address that all readers have."""
    found = {name: MemberFactory() for name in PEOPLE if name != "visitor"} | {"settler": MemberFactory()}
    groups = {"moderator": "Moderator", "editor": "Editor", "admin": "Admin", "suspended": "Admin", "settler": "Editor"}
    # a reporter or an author who is an editor too: their own words are none of their business
    for name, group in (groups | {"reporter": "Editor", "author": "Editor"}).items():
        set_role(member=found[name], group_name=group)
    restrict_member(
        member=found["suspended"], ability="all", effect="refused", until=None, reason="It is looked into.", at=NOON
    )
    return found


def _try(client, scene, name, to):
    """Let somebody send every form that leads to a status; return where the dispute stands then, and undo it all."""
    with transaction.atomic():
        if name != "visitor":
            client.force_login(scene.people[name])
        for route, key, form in scene.attempts(to):
            client.post(reverse(route, args=[key]), form)
        status = Dispute.objects.get(pk=scene.dispute.pk).status
        transaction.set_rollback(True)
    client.cookies.clear()
    return status


@pytest.mark.django_db
@pytest.mark.parametrize("to", STATUSES)
@pytest.mark.parametrize("status", STATUSES)
def test_move_is_made_by_those_who_may_and_by_nobody_else(client, people, status, to):
    scene = Scene(status, to, people)
    allowed = MAY.get((status, to), set())

    found = {name: _try(client, scene, name, to) for name in PEOPLE}

    expected = {name: to if name in allowed else status for name in PEOPLE}
    assert found == expected


@pytest.mark.django_db
@pytest.mark.parametrize("to", STATUSES)
@pytest.mark.parametrize("status", STATUSES)
def test_permission_says_what_the_pages_do(people, status, to):
    scene = Scene(status, to, people)

    found = {name for name in PEOPLE if name != "visitor" and can_move(scene.people[name], scene.dispute, to)}

    assert found == MAY.get((status, to), set())


def test_table_is_what_the_model_allows():
    following = {(str(status), str(to)) for status, row in Dispute.NEXT.items() for to in row}

    assert {(str(status), str(to)) for status, to in COURSE} == following == set(MAY)


def test_permissions_page_shows_the_same_course():
    text = (ROOT / "docs" / "permissions.md").read_text()
    pattern = r"^\| (\w+) \| (\w+) \| `(\w+)` \| ([\w ]+) \| (.+) \|$"

    shown = re.findall(pattern, text, flags=re.MULTILINE)

    assert shown == [
        (str(status), str(to), move.verb, WHO[move.permission], str(move.rule)) for (status, to), move in COURSE.items()
    ]


@pytest.mark.django_db
def test_report_of_others_keeps_a_dispute_from_being_taken_back(client, member):
    mine = report(reporter=member)
    theirs = report(article=article_of(mine.dispute)).dispute
    join_report(dispute=theirs, into=mine.dispute, by=MemberFactory(), at=NOON)
    client.force_login(member)

    client.post(reverse("report_retract", args=[mine.pk]))

    assert Dispute.objects.get(pk=mine.dispute_id).status == "reported"
    assert Report.objects.get(pk=mine.pk).status == "retracted"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["moderator", "editor"])
def test_dismissal_that_teaches_is_shown_by_editors_alone(client, request, member, who):
    row = report(reporter=member).dispute
    dismiss_dispute(dispute=row, code="same_source", reason="One page.", publish=False, by=MemberFactory(), at=NOON)
    client.force_login(request.getfixturevalue(who))

    response = client.post(reverse("dismissal_publish", args=[row.pk]), {"question": "Are the two pages one?"})

    row.refresh_from_db()
    client.logout()
    page = client.get(row.get_absolute_url())
    assert (response.status_code, row.is_dismissal_public, page.status_code) == (
        (302, True, 200) if who == "editor" else (403, False, 404)
    )
    assert ("Are the two pages one?" in page.content.decode()) == (who == "editor")


@pytest.mark.django_db
def test_dismissal_is_shown_under_a_question_and_once(client, editor):
    row = report().dispute
    dismiss_dispute(dispute=row, code="same_source", reason="One page.", publish=False, by=MemberFactory(), at=NOON)
    client.force_login(editor)
    address = reverse("dismissal_publish", args=[row.pk])

    empty = client.post(address, {"question": " "})
    client.post(address, {"question": "Are they one?"})
    again = client.post(address, {"question": "Are they two?"})

    row.refresh_from_db()
    assert empty.context["form"].errors == {"question": ["Type a neutral question."]}
    assert (again.status_code, row.question, row.status) == (302, "Are they one?", "dismissed")


@pytest.mark.django_db
def test_editor_shows_no_dismissal_of_their_own_report(client, editor):
    row = report(reporter=editor).dispute
    dismiss_dispute(dispute=row, code="same_source", reason="One page.", publish=False, by=MemberFactory(), at=NOON)
    client.force_login(editor)

    response = client.post(reverse("dismissal_publish", args=[row.pk]), {"question": "Are they one?"})

    assert (response.status_code, Dispute.objects.get().is_dismissal_public) == (403, False)


@pytest.mark.django_db
def test_moderator_closes_a_report_and_shows_it_to_nobody(client, moderator):
    row = report().dispute
    client.force_login(moderator)

    client.post(
        reverse("report_triage", args=[row.pk]), {"decision": "same_source", "reason": "One page.", "publish": "on"}
    )

    row.refresh_from_db()
    assert (row.status, row.is_dismissal_public) == ("dismissed", False)
