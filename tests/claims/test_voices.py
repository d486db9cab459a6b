"""The author of the doubted words and the holders of a side answer once, and say whether a summary is fair."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Restriction
from articles.models import Author
from audit.models import Entry
from claims.actions import NotTheirs, mark_fair, write_response
from claims.gating import wording_key
from claims.models import Dispute, FairMark, Response, ResponseVersion
from claims.reading import counted_marks, gate_of
from notifications.models import Notice, OutboxMail
from tests.claims.scenes import WALKING, dispute, report
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

ANSWER = "I wrote it for people who walk already."
REASONS = {"reason": "It names a patient."}


def _respond(row):
    return reverse("response_write", args=[row.pk])


def _fair(row, order):
    return reverse("summary_fair", args=[row.pk, row.positions.get(order=order).pk])


def _wording(row, order):
    return {"wording": wording_key(row.positions.get(order=order).summary)}


def _of(path, row, response):
    return reverse(f"response_{path}", args=[row.pk, response.pk])


def _speaks_for_both(row):
    """Return a member whose comments state the claims of both sides."""
    speaker = MemberFactory()
    for position in row.positions.order_by("order"):
        said = report(target=CommentFactory(body=WALKING, author=speaker), words=WALKING).appearance
        said.claim = position.claims.get()
        said.save()
    return speaker


@pytest.fixture
def author():
    """The member whose name stands in the byline of the article in dispute."""
    return MemberFactory(public_name="Ada")


@pytest.fixture
def row(author, member):
    """An open dispute about an article of this author, doubted by this member."""
    article = ArticleFactory(authors=[Author.objects.create(name="Ada", slug="ada", member=author)])
    return dispute(article=article, reporter=member)


@pytest.mark.django_db
def test_author_answers_above_the_sides_and_a_holder_beside_theirs(client, row, author, member):
    for person, words in ((author, ANSWER), (member, "My knee says no.")):
        client.force_login(person)
        assert client.post(_respond(row), {"text": words}).headers["Location"] == row.get_absolute_url()
    client.logout()

    page = client.get(row.get_absolute_url())

    assert [answer.text for answer in page.context["voices"].author] == [ANSWER]
    beside = [[answer.text for answer in side.voice.responses] for side in page.context["sides"]]
    assert beside == [[], ["My knee says no."]]
    text = page.content.decode()
    assert ("Ada, who wrote these words, answers" in text, "Reader, who holds this side, answers" in text) == (
        True, True,
    )  # fmt: skip


@pytest.mark.django_db
def test_answer_is_worded_anew_with_what_it_said_before(client, row, author):
    client.force_login(author)
    for words in (ANSWER, "I wrote it for people who run already."):
        client.post(_respond(row), {"text": words})
    client.logout()

    response = Response.objects.get()
    page = client.get(_of("history", row, response))
    versions = list(ResponseVersion.objects.values_list("number", "text"))
    assert (response.version, versions) == (2, [(1, ANSWER)])
    latest, first = page.context["wordings"]
    assert [part for part in latest.changes if part[0] != "equal"] == [("delete", "walk"), ("insert", "run")]
    assert (first.text, first.changes) == (ANSWER, [])


@pytest.mark.django_db
def test_answer_sent_again_unchanged_makes_no_history(client, row, author):
    client.force_login(author)
    for _ in range(2):
        client.post(_respond(row), {"text": ANSWER})

    assert (Response.objects.get().version, ResponseVersion.objects.count()) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "moderator", "editor", "admin"])
def test_who_holds_no_side_does_not_answer(client, request, role):
    row = dispute()
    client.force_login(request.getfixturevalue(role))

    answers = [client.get(_respond(row)), client.post(_respond(row), {"text": ANSWER}), client.post(_fair(row, 0))]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert (Response.objects.count(), FairMark.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["reported", "ruled", "dismissed"])
def test_nobody_answers_where_the_dispute_is_not_open(client, member, status):
    row = dispute(reporter=member)
    Dispute.objects.filter(pk=row.pk).update(
        status=status, decided_at=NOON, decided_by=MemberFactory(), dismissal_reason="Seen.", is_dismissal_public=True
    )
    client.force_login(member)

    answers = [client.post(_respond(row), {"text": ANSWER}), client.post(_fair(row, 1), _wording(row, 1))]

    assert [answer.status_code for answer in answers] == [404] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "limit", [{"ability": "question"}, {"ability": "all"}, {"ability": "post", "effect": "premoderated"}]
)
def test_restricted_member_neither_answers_nor_marks(client, row, author, limit):
    Restriction.objects.create(member=author, starts_at=NOON, reason="Rude.", **limit)
    client.force_login(author)

    answers = [client.post(_respond(row), {"text": ANSWER}), client.post(_fair(row, 0), _wording(row, 0))]

    assert [answer.status_code for answer in answers] == [403] * 2
    assert (Response.objects.count(), FairMark.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Write your answer."),
        ("x" * 3001, "Ensure this value has at most 3000 characters (it has 3001)."),
        ("It costs $20.", "Leave out prices, shops, addresses and telephone numbers."),
    ],
)
def test_answer_that_cannot_be_shown_is_kept_in_its_form(client, row, author, text, error):
    client.force_login(author)

    response = client.post(_respond(row), {"text": text})

    form = response.context["form"]
    assert (form.errors, form["text"].value(), Response.objects.count()) == ({"text": [error]}, text, 0)


@pytest.mark.django_db
def test_holder_of_two_sides_says_for_which_they_answer(client, row):
    second = row.positions.get(order=1)
    client.force_login(_speaks_for_both(row))

    refused = client.post(_respond(row), {"text": ANSWER})
    client.post(_respond(row), {"text": ANSWER, "position": second.pk})

    assert refused.context["form"].errors == {"position": ["Choose the side for which you answer."]}
    assert Response.objects.get().position == second


@pytest.mark.django_db
def test_answer_for_a_side_of_somebody_else_is_refused(row, member):
    with pytest.raises(NotTheirs):
        write_response(dispute=row, text=ANSWER, by=member, at=NOON, position=row.positions.get(order=0))


@pytest.mark.django_db
def test_opening_tells_the_author_by_notice_and_mail(row, author):
    notice = Notice.objects.get(kind="answer_asked", member=author)

    assert (notice.url, OutboxMail.objects.get(unique_key=notice.unique_key).to) == (
        row.get_absolute_url(), author.email,
    )  # fmt: skip
    assert notice.text == (
        "Readers ask: Is it so? You can answer once, and say whether the summary of your side is fair."
    )
    assert "You can answer once" in Notice.objects.get(kind="dispute_opened").text


@pytest.mark.django_db
def test_new_wording_asks_those_who_hold_the_side(client, row, author, member, moderator):
    side = row.positions.get(order=0)
    data = {"name": "Yes", "summary": "Walk daily.", "stance": "effect"}
    client.force_login(moderator)

    for stance in ("effect", "depends"):  # the second leaves the words as they are
        client.post(reverse("position_edit", args=[side.pk]), data | {"stance": stance})

    asked = [(notice.member, notice.text, notice.url) for notice in Notice.objects.filter(kind="summary_worded")]
    publisher = row.appearances.first().article.created_by
    assert sorted(asked, key=lambda told: told[0].pk) == sorted(
        [(person, "Walk daily.", _fair(row, 0)) for person in (author, publisher)], key=lambda told: told[0].pk
    )


@pytest.mark.django_db
def test_mark_holds_for_the_wording_that_was_read_and_can_be_taken_back(client, row, author, moderator):
    client.force_login(author)
    client.post(_fair(row, 0), _wording(row, 0))
    side = row.positions.get(order=0)
    marked = dict(counted_marks(row, NOON))
    side.summary = "Walk daily."
    side.save()
    reworded = dict(counted_marks(row, NOON))
    client.post(_fair(row, 0), _wording(row, 0))
    again = dict(counted_marks(row, NOON))
    client.post(_fair(row, 0), {"back": "1"})

    assert (marked, reworded, again) == ({side.pk: {author.pk}}, {}, {side.pk: {author.pk}})
    assert FairMark.objects.count() == 0


@pytest.mark.django_db
def test_mark_for_another_wording_than_the_present_one_is_not_taken(client, row, author):
    sent = _wording(row, 0)
    row.positions.filter(order=0).update(summary="Walk daily.")
    client.force_login(author)

    page = client.post(_fair(row, 0), sent, follow=True)

    assert FairMark.objects.count() == 0
    assert "The summary was worded anew meanwhile. Please read it once more." in page.content.decode()


@pytest.mark.django_db
def test_empty_summary_is_not_fair(client, row, author):
    row.positions.filter(order=0).update(summary="")
    client.force_login(author)

    client.post(_fair(row, 0), _wording(row, 0))

    assert (FairMark.objects.count(), gate_of(row, timezone.now()).state) == (0, "unworded")


@pytest.mark.django_db
def test_page_of_a_side_has_the_button_for_its_holder_alone(client, row, author, member):
    shown = {}
    for person in (author, member):
        client.force_login(person)
        sides = client.get(row.get_absolute_url()).context["sides"]
        shown[person] = [side.voice.may_mark for side in sides]
    own = client.get(_fair(row, 1)).content.decode()

    assert shown == {author: [True, False], member: [False, True]}
    assert ("This summary is fair" in own, client.get(_fair(row, 0)).status_code) == (True, 403)


@pytest.mark.django_db
def test_account_younger_than_the_dispute_answers_apart_and_marks_nothing(client, row):
    young = MemberFactory(at=NOON + timedelta(days=1))
    row.reports.update(reporter=young)
    client.force_login(young)

    client.post(_respond(row), {"text": ANSWER})
    client.post(_fair(row, 1), _wording(row, 1))

    page = client.get(row.get_absolute_url())
    assert (FairMark.objects.count(), page.context["sides"][1].voice.may_mark) == (0, False)
    assert "This account is younger than the dispute." in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda row, person: row.reports.update(status="retracted"), id="took the report back"),
        pytest.param(
            lambda row, person: person.restrictions.create(ability="question", starts_at=NOON, reason="R"),
            id="restricted",
        ),
        pytest.param(lambda row, person: type(person).objects.update(is_active=False), id="account closed"),
        pytest.param(
            lambda row, person: type(person).objects.update(joined_at=NOON + timedelta(days=1)), id="younger account"
        ),
    ],
)
def test_mark_of_somebody_who_cannot_speak_any_more_counts_no_more(row, author, member, spoil):
    for person, order in ((author, 0), (member, 1)):
        mark_fair(position=row.positions.get(order=order), by=person, at=NOON, **_wording(row, order))
    assert gate_of(row, NOON).state == "fair"

    spoil(row, member)

    assert gate_of(row, NOON).state == "waits"


@pytest.mark.django_db
def test_nobody_marks_two_sides(client, row):
    client.force_login(_speaks_for_both(row))

    for order in (0, 1):
        client.post(_fair(row, order), _wording(row, order))

    assert [mark.position.order for mark in FairMark.objects.all()] == [0]
    assert [side.voice.may_mark for side in client.get(row.get_absolute_url()).context["sides"]] == [True, False]


@pytest.mark.django_db
def test_removed_answer_leaves_its_reason_and_is_written_no_more(client, row, author, moderator):
    response = write_response(dispute=row, text=ANSWER, by=author, at=NOON)
    write_response(dispute=row, text="I meant runners.", by=author, at=NOON)
    client.force_login(moderator)

    client.post(_of("remove", row, response), REASONS)

    client.logout()
    page, history = client.get(row.get_absolute_url()).content.decode(), client.get(_of("history", row, response))
    notice = Notice.objects.get(kind="response_removed")
    entry = Entry.objects.order_by("pk").last()
    assert ("I meant runners." in page, "It names a patient." in page, history.status_code) == (False, True, 404)
    assert (notice.member, notice.text) == (author, "It names a patient.")
    assert (entry.verb, entry.subject, entry.actor_id) == ("remove_response", f"dispute:{row.pk}", moderator.pk)
    client.force_login(author)
    assert client.post(_respond(row), {"text": "Again."}).status_code == 403
    assert client.get(_of("history", row, response)).status_code == 200


@pytest.mark.django_db
def test_party_removes_no_answer(client, moderator):
    row = dispute(reporter=moderator, by=MemberFactory())
    response = row.responses.create(member=MemberFactory(), text=ANSWER, created_at=NOON)
    client.force_login(moderator)

    assert client.post(_of("remove", row, response), REASONS).status_code == 403
    assert Response.objects.get().removed_at is None


@pytest.mark.django_db
def test_removal_needs_a_reason(client, row, author, moderator):
    response = write_response(dispute=row, text=ANSWER, by=author, at=NOON)
    client.force_login(moderator)

    page = client.post(_of("remove", row, response), {"reason": ""})

    assert page.context["form"].errors == {"reason": ["Say why: its author is sent these words."]}
    assert Response.objects.get().removed_at is None


@pytest.mark.django_db
def test_history_of_a_dispute_that_is_not_public_is_closed(client, row, author):
    response = write_response(dispute=row, text=ANSWER, by=author, at=NOON)
    Dispute.objects.filter(pk=row.pk).update(status="reported")

    assert client.get(_of("history", row, response)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("signed_in", "queries"), [(False, 33), (True, 39)])
def test_page_takes_the_same_queries_however_many_answers_and_marks(
    client, row, member, count, signed_in, queries, django_assert_num_queries
):
    for number in range(count):
        person = MemberFactory()
        report_row = report(words=WALKING, reporter=person)
        report_row.dispute = row
        report_row.save()
        write_response(dispute=row, text=f"{number}: no.", by=person, at=NOON)
        mark_fair(position=row.positions.get(order=1), by=person, at=NOON, **_wording(row, 1))
    if signed_in:
        client.force_login(member)

    with django_assert_num_queries(queries):
        page = client.get(row.get_absolute_url())

    assert len(page.context["sides"][1].voice.responses) == count
