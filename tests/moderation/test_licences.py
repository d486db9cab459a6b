"""The licences of professionals on the review desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import apply_for_credential, check_credential, withdraw_credential
from accounts.models import Credential
from audit.models import Entry
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
LIST = "/moderation/credentials/"
NUMBER = "PH-104-221"


def applied(member=None, **said):
    """Let a member apply today."""
    said = {"kind": "nurse", "country": "Wales", "number": NUMBER, "register_url": "https://r.example.org/"} | said
    return apply_for_credential(member=member or MemberFactory(), at=timezone.now(), **said)


def in_days(days):
    """Return a day from today, as the form has it."""
    return (timezone.now() + timedelta(days=days)).date()


@pytest.fixture
def desk(client, moderator):
    """A moderator at a browser."""
    client.force_login(moderator)
    return client


def page_of(row, name="credential_detail"):
    """Return the address of a licence."""
    return reverse(name, args=[row.pk])


def test_queue_lists_what_waits_the_oldest_first(desk, moderator):
    first, second, own = applied(), applied(), applied(moderator)
    done = check_credential(credential=applied(), expires_on=in_days(9), by=moderator, at=timezone.now())
    gone = withdraw_credential(credential=(row := applied()), by=row.member, at=timezone.now())

    shown = {
        show: [row.pk for row in desk.get(LIST, {"show": show}).context["rows"]]
        for show in ("", "checked", "ended", "best\x00")
    }
    filters = {row.kind: (row.count, row.href) for row in desk.get(LIST).context["filters"]}

    waiting = [first.pk, second.pk, own.pk]
    assert shown == {"": waiting, "checked": [done.pk], "ended": [gone.pk], "best\x00": waiting}
    assert filters["licences"] == (3, LIST)
    assert f'<span class="count">{3}</span>' in desk.get("/moderation/").content.decode()
    assert page_of(own) not in desk.get(LIST).content.decode()  # somebody else decides


def test_queue_loses_and_repeats_nothing_while_others_apply(desk, monkeypatch):
    monkeypatch.setattr("moderation.reading.LICENCES_PER_PAGE", 2)
    rows = [applied() for _ in range(5)]

    seen, start = [], ""
    while start is not None:
        page = desk.get(LIST, {"from": start})
        seen += [row.pk for row in page.context["rows"]]
        start = page.context["more"]
        if len(seen) == 2:
            rows.append(applied())
            withdraw_credential(credential=rows[0], by=rows[0].member, at=timezone.now())

    assert seen == [row.pk for row in rows]
    assert desk.get(LIST, {"from": "x"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_the_same_queries(desk, count, django_assert_num_queries):
    for _ in range(count):
        applied()

    with django_assert_num_queries(7):
        page = desk.get(LIST)

    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_licence_takes_the_same_queries(desk, moderator, count, django_assert_num_queries):
    row = applied()
    for _ in range(count):
        withdraw_credential(credential=row, by=row.member, at=timezone.now())
        row = applied(row.member)

    with django_assert_num_queries(8):
        page = desk.get(page_of(row))

    assert len(page.context["others"]) == count


@pytest.mark.parametrize("role", ["member", "editor"])
def test_licences_are_closed_to_others(client, request, role):
    row = applied()
    client.force_login(request.getfixturevalue(role))

    answers = [client.get(LIST), client.get(page_of(row)), client.post(page_of(row), {"verb": "check"})]
    answers.append(client.post(page_of(row, "credential_number")))

    assert [answer.status_code for answer in answers] == [403] * 4
    assert Entry.objects.count() == 0


def test_nobody_opens_or_decides_their_own(desk, moderator):
    row = applied(moderator)

    sent = {"verb": "check", "expires_on": in_days(9), "reason": ""}
    answers = [desk.get(page_of(row)), desk.post(page_of(row), sent), desk.post(page_of(row, "credential_number"))]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert Credential.objects.get().is_waiting


def test_number_is_shown_on_request_and_the_log_keeps_that_it_was(desk, moderator):
    row = applied()

    closed, opened = desk.get(page_of(row)), desk.post(page_of(row, "credential_number"))

    assert [NUMBER in answer.content.decode() for answer in (closed, opened)] == [False, True]
    assert "no-store" in opened.headers["Cache-Control"]
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_id, entry.subject) == (
        "show_credential_number", moderator.pk, f"credential:{row.pk}",
    )  # fmt: skip
    assert NUMBER not in str([entry.before, entry.after])
    assert NUMBER not in desk.get("/moderation/log/").content.decode()
    assert desk.get(page_of(row, "credential_number")).status_code == 405  # a GET shows nothing and logs nothing


def test_number_whose_key_is_lost_says_so(desk, settings):
    settings.CREDENTIAL_KEYS = ["o" * 50]
    row = applied()
    settings.CREDENTIAL_KEYS = ["n" * 50]

    page = desk.post(page_of(row, "credential_number"), follow=True).content.decode()

    assert "its key is lost" in page
    assert Entry.objects.count() == 0


def test_moderator_checks_a_licence(desk, moderator):
    row = applied()

    answer = desk.post(page_of(row), {"verb": "check", "expires_on": in_days(300).isoformat(), "reason": ""})

    row.refresh_from_db()
    assert answer.headers["Location"] == LIST
    assert (row.checked_by, row.expires_on) == (moderator, in_days(300))


@pytest.mark.parametrize(("verb", "ending"), [("refuse", "refused"), ("revoke", "revoked")])
def test_moderator_refuses_and_revokes_with_a_reason(desk, moderator, verb, ending):
    row = applied()
    if verb == "revoke":
        check_credential(credential=row, expires_on=in_days(9), by=moderator, at=timezone.now())

    without = desk.post(page_of(row), {"verb": verb, "reason": " "})
    desk.post(page_of(row), {"verb": verb, "reason": "The register does not know it."})

    row.refresh_from_db()
    assert list(without.context["form"].errors) == ["reason"]
    assert (row.ending, row.end_reason) == (ending, "The register does not know it.")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"verb": ""}, "verb"),
        ({"verb": "revoke", "reason": "It was never checked."}, "verb"),
        ({"verb": "check", "expires_on": ""}, "expires_on"),
        ({"verb": "check", "expires_on": "soon"}, "expires_on"),
        ({"verb": "check", "expires_on": "2020-01-01"}, "expires_on"),
        ({"verb": "check", "expires_on": "2999-01-01"}, "expires_on"),
        ({"verb": "refuse", "reason": "nul\x00"}, "reason"),
    ],
)
def test_decision_that_cannot_be_taken_says_why(desk, sent, field):
    row = applied()

    page = desk.post(page_of(row), sent)

    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert Credential.objects.get().is_waiting


def test_decision_that_comes_too_late_says_how_it_stands(desk):
    row = applied()
    form = {"verb": "check", "expires_on": in_days(9).isoformat(), "reason": ""}
    real = Credential.objects.get(pk=row.pk)
    withdraw_credential(credential=real, by=real.member, at=timezone.now())

    page = desk.post(page_of(row), form)

    assert list(page.context["form"].errors) == ["verb"]
    assert Credential.objects.get().ending == "withdrawn"
