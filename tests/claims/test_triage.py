"""Staff sort reports on form: open, join, close; reporters are told."""

import pytest
from django.urls import reverse

from audit.models import Entry
from claims.actions import join_report
from claims.models import Dispute, Report
from notifications.models import Notice
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, report
from tests.factories import NOON, ArticleFactory, MemberFactory

OPEN = {
    "decision": "open",
    "question": "Is walking enough?",
    "first": "Yes",
    "first_stance": "recommends",
    "second": "No",
    "second_stance": "depends",
}


def _address(row):
    return reverse("report_triage", args=[row.pk])


@pytest.mark.django_db
def test_opening_needs_a_question_and_two_positions(client, moderator):
    row = report().dispute
    client.force_login(moderator)

    response = client.post(_address(row), {"decision": "open", "question": "Is walking enough?"})

    assert response.context["form"].errors == {
        "first": ["Say the first position in a few words."],
        "first_stance": ["Choose what the first position says."],
        "second": ["Say the second position in a few words."],
        "second_stance": ["Choose what the second position says."],
    }
    assert response.context["form"]["question"].value() == "Is walking enough?"


@pytest.mark.django_db
def test_opening_makes_two_positions_from_the_statement_and_the_doubt(client, moderator):
    row = report().dispute
    client.force_login(moderator)

    client.post(_address(row), OPEN)

    sides = [(side.letter, side.name, side.claims.get().stance) for side in row.positions.order_by("order")]
    assert sides == [("A", "Yes", "recommends"), ("B", "No", "depends")]


@pytest.mark.django_db
def test_joining_moves_the_report_and_redirects_its_page(client, moderator, member):
    known = dispute()
    second = report(article=article_of(known), reporter=member).dispute
    client.force_login(moderator)

    client.post(_address(second), {"decision": "join", "into": known.pk})

    second.refresh_from_db()
    assert (second.status, second.merged_into) == ("merged", known)
    assert Report.objects.get(reporter=member).dispute == known
    assert Notice.objects.get(member=member).url == known.get_absolute_url()
    client.force_login(member)
    assert client.get(second.get_absolute_url()).headers["Location"] == known.get_absolute_url()


@pytest.mark.django_db
def test_joining_an_ended_dispute_is_not_offered(client, moderator):
    ended = dispute()
    client.force_login(moderator)
    client.post(_address(ended), {"decision": "same_source", "reason": "One document."})
    row = report().dispute

    response = client.post(_address(row), {"decision": "join", "into": ended.pk})

    assert list(response.context["form"].errors) == ["into"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["duplicate", "not_a_statement", "same_source", "abusive"])
def test_closing_sends_the_reason_and_hides_the_dispute(client, moderator, member, code):
    row = report(reporter=member).dispute
    client.force_login(moderator)

    client.post(_address(row), {"decision": code, "reason": "It is a heading."})

    row.refresh_from_db()
    assert (row.status, row.dismissal_code, row.is_dismissal_public) == ("dismissed", code, False)
    assert Notice.objects.get(member=member).text == "It is a heading."
    client.logout()
    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_closing_in_public_keeps_the_page(client, editor):
    row = report().dispute
    client.force_login(editor)

    client.post(_address(row), {"decision": "same_source", "reason": "One document.", "publish": "on"})

    client.logout()
    row.refresh_from_db()
    page = client.get(row.get_absolute_url())
    assert (page.status_code, "One document." in page.content.decode()) == (200, True)


@pytest.mark.django_db
def test_being_wrong_is_no_reason_to_close(client, moderator):
    row = report().dispute
    client.force_login(moderator)

    response = client.post(_address(row), {"decision": "wrong", "reason": "It is wrong."})

    assert list(response.context["form"].errors) == ["decision"]


@pytest.mark.django_db
def test_open_dispute_can_only_be_closed(client, moderator):
    row = dispute()
    client.force_login(moderator)

    choices = [value for value, _label in client.get(_address(row)).context["form"].fields["decision"].choices]

    assert choices == ["duplicate", "not_a_statement", "same_source", "abusive"]


@pytest.mark.django_db
def test_open_dispute_that_is_closed_stays_public_without_a_mark(client, moderator):
    row = dispute()
    client.force_login(moderator)

    client.post(_address(row), {"decision": "same_source", "reason": "One document."})

    client.logout()
    row.refresh_from_db()
    article = client.get(article_of(row).get_absolute_url()).content.decode()
    assert (client.get(row.get_absolute_url()).status_code, 'class="claim' in article) == (200, False)


@pytest.mark.django_db
def test_second_decision_says_that_a_colleague_was_first(client, moderator):
    row = report().dispute
    client.force_login(moderator)
    client.post(_address(row), {"decision": "duplicate", "reason": "Seen before."})

    response = client.post(_address(row), OPEN)

    row.refresh_from_db()
    assert (response.status_code, response.context["form"], row.status) == (200, None, "dismissed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "verb"),
    [(OPEN, "open_dispute"), ({"decision": "duplicate", "reason": "Seen before."}, "dismiss_dispute")],
)
def test_decision_is_one_entry_of_the_log(client, moderator, data, verb):
    row = report().dispute
    before = Entry.objects.count()
    client.force_login(moderator)

    client.post(_address(row), data)

    assert [(entry.verb, entry.subject) for entry in Entry.objects.order_by("pk")[before:]] == [
        (verb, f"dispute:{row.pk}")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_the_same_queries_however_long(client, moderator, count, django_assert_num_queries):
    article = ArticleFactory()
    for _ in range(count):
        report(article=article, words=JUMPING)
    client.force_login(moderator)

    with django_assert_num_queries(9):
        response = client.get(reverse("dispute_queue"))

    assert len(response.context["disputes"]) == count


@pytest.mark.django_db
def test_queue_filters_by_status(client, moderator):
    waiting, opened = report().dispute, dispute()
    client.force_login(moderator)

    shown = {
        status: [row for row, _ in client.get(reverse("dispute_queue"), {"status": status}).context["disputes"]]
        for status in ("", "reported", "open")
    }

    assert shown == {"": [waiting, opened], "reported": [waiting], "open": [opened]}


@pytest.mark.django_db
def test_reader_takes_a_waiting_report_back(client, member):
    row = report(reporter=member)
    client.force_login(member)

    client.post(reverse("report_retract", args=[row.pk]))

    row.refresh_from_db()
    assert (row.status, Dispute.objects.get().status) == ("retracted", "retracted")


@pytest.mark.django_db
def test_report_taken_back_leaves_the_doubt_of_others(client, member, moderator):
    mine = report(reporter=member)
    theirs = report(article=article_of(mine.dispute), reason="outdated").dispute
    join_report(dispute=theirs, into=mine.dispute, by=moderator, at=NOON)
    client.force_login(member)
    client.post(reverse("report_retract", args=[mine.pk]))
    client.force_login(moderator)

    client.post(_address(mine.dispute), OPEN)

    row = Dispute.objects.get(pk=mine.dispute.pk)
    assert (row.status, row.positions.get(order=1).claims.get().stance) == ("open", "depends")
    assert list(row.reports.order_by("pk").values_list("status", flat=True)) == ["retracted", "joined"]


@pytest.mark.django_db
def test_report_of_an_open_dispute_taken_back_leaves_the_dispute(client, member):
    row = dispute(reporter=member)
    client.force_login(member)

    client.post(reverse("report_retract", args=[row.reports.get().pk]))

    assert (row.reports.get().status, Dispute.objects.get().status) == ("retracted", "open")


@pytest.mark.django_db
def test_position_is_worded_and_added_while_the_dispute_is_open(client, moderator):
    row = dispute(words=WALKING)
    side = row.positions.get(order=0)
    client.force_login(moderator)

    client.post(reverse("position_edit", args=[side.pk]), {"name": "Walk", "summary": "Daily.", "stance": "depends"})
    client.post(reverse("position_create", args=[row.pk]), {"name": "Swim", "summary": "", "stance": "recommends"})

    sides = [(s.letter, s.name, s.summary, s.claims.get().stance) for s in row.positions.order_by("order")]
    assert sides == [
        ("A", "Walk", "Daily.", "depends"), ("B", "No", "Some say it is not so.", "against"),
        ("C", "Swim", "", "recommends"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_position_of_an_ended_dispute_stays_as_it_is(client, moderator):
    row = dispute()
    client.force_login(moderator)
    client.post(_address(row), {"decision": "duplicate", "reason": "Seen before."})

    response = client.post(
        reverse("position_create", args=[row.pk]), {"name": "Swim", "summary": "Kind to joints.", "stance": "depends"}
    )

    assert response.context["form"].non_field_errors() == [
        "This dispute is not open, so its positions stay as they are."
    ]
    assert (response.context["form"]["summary"].value(), row.positions.count()) == ("Kind to joints.", 2)


@pytest.mark.django_db
def test_party_words_no_position(client, moderator):
    row = dispute(reporter=moderator, by=MemberFactory())
    client.force_login(moderator)

    response = client.post(reverse("position_create", args=[row.pk]), {"name": "Swim", "stance": "depends"})

    assert (response.status_code, row.positions.count()) == (403, 2)
