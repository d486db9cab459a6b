"""Asked and answered: a doubt like a settled one is shown the ruling, and has to say what is new."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.actions import set_role
from claims.actions import report_statement
from claims.forms.questions import choice_of
from claims.models import Dispute, Report
from claims.reading import alike_to
from moderation.models import Case
from tests.claims.scenes import WALKING, article_of, block_of, dispute, rule
from tests.factories import NOON, MemberFactory
from tests.races import together

DAY = timedelta(days=1)


def settled(editor, question="Is walking enough?"):
    """Return a dispute that was ruled on, and the block with its sentence."""
    row = dispute(question=question, reason="unclear")
    rule(row, by=editor)
    row.refresh_from_db()
    return row, block_of(article_of(row), WALKING)


def _post(client, block, **changes):
    data = {
        "sentence": choice_of(block.text, 0, len(block.text)), "reason": "outdated", "why": "It hurt my knee.",
        "submission_key": str(uuid.uuid4()),
    } | changes  # fmt: skip
    return client.post(reverse("statement_question", args=[block.revision.article.slug, block.key]), data)


def _repeat(block, row, reporter, at):
    return report_statement(
        reporter=reporter, target=block, start=0, end=len(block.text), reason="outdated", why="It hurt my knee.",
        submission_key=uuid.uuid4(), at=at, alike=row, what_is_new="A trial of last month.",
    )  # fmt: skip


@pytest.mark.django_db
def test_doubt_like_a_settled_one_is_shown_the_ruling_and_not_stored(client, member, editor):
    row, block = settled(editor)
    client.force_login(member)

    response = _post(client, block)

    offer = response.context["offer"]
    page = response.content.decode()
    assert ([found.dispute for found in offer.alike], list(offer.fields)) == ([row], ["seen", "what_is_new"])
    assert ("It is right." in page, "Still right" in page, row.get_absolute_url() in page) == (True, True, True)
    assert Report.objects.filter(reporter=member).count() == 0


@pytest.mark.django_db
def test_doubt_like_a_settled_one_must_say_what_is_new(client, member, editor):
    _row, block = settled(editor)
    client.force_login(member)
    seen = _post(client, block).context["offer"].found

    response = _post(client, block, seen=seen, what_is_new=" ", why="It hurt my other knee.")

    assert response.context["offer"].errors == {"what_is_new": ["Say what is new since this was settled."]}
    assert response.context["form"]["why"].value() == "It hurt my other knee."
    assert Report.objects.filter(reporter=member).count() == 0


@pytest.mark.django_db
def test_doubt_with_something_new_is_sent_and_moderators_read_what(client, member, editor, moderator):
    row, block = settled(editor)
    client.force_login(member)
    seen = _post(client, block).context["offer"].found

    response = _post(client, block, seen=seen, what_is_new="A trial of last month.")

    made = Report.objects.get(reporter=member)
    assert (response.status_code, made.alike, made.what_is_new) == (302, row, "A trial of last month.")
    assert (made.dispute.status, made.needs_review) == ("reported", False)
    client.force_login(moderator)
    page = client.get(reverse("report_triage", args=[made.dispute_id])).content.decode()
    assert ("A trial of last month." in page, "Third like a settled one" in page) == (True, False)


@pytest.mark.django_db
def test_open_dispute_about_the_same_words_goes_before_the_settled_one(member, editor):
    _row, block = settled(editor)
    again = dispute(article=block.revision.article, reason="unclear", at=NOON + 20 * DAY)

    assert [found.dispute for found in alike_to(block, 0, len(block.text), member=member)] == [again]


@pytest.mark.django_db
def test_dispute_without_a_ruling_in_force_is_not_shown(member, editor):
    row, block = settled(editor)
    row.rulings.update(status="withdrawn", published_at=None)

    assert alike_to(block, 0, len(block.text), member=member) == []


@pytest.mark.django_db
def test_third_report_like_a_settled_one_in_thirty_days_goes_to_review(client, member, editor, moderator):
    row, block = settled(editor)
    _repeat(block, row, MemberFactory(), NOON + 20 * DAY)  # of somebody else
    early = _repeat(block, row, member, NOON + 20 * DAY)
    times = [NOON + 50 * DAY, NOON + 60 * DAY, NOON + 70 * DAY]  # the early one is thirty days old at the first

    sent = [_repeat(block, row, member, at) for at in times]

    assert [made.needs_review for made in (early, *sent)] == [False, False, False, True]
    case = Case.objects.get()
    assert (case.member, case.status, case.hold_rule, case.opened_at) == (member, "open", "repeated", times[2])
    client.force_login(moderator)
    page = client.get(reverse("report_triage", args=[sent[2].dispute_id])).content.decode()
    assert "Third like a settled one in 30 days" in page


@pytest.mark.django_db
def test_thirty_days_end_to_the_second(member, editor):
    row, block = settled(editor)
    first = NOON + 20 * DAY
    for at in (first, first + DAY):
        _repeat(block, row, member, at)

    on_the_day = _repeat(block, row, member, first + 30 * DAY)
    before = Report.objects.filter(reporter=member, needs_review=True).count()

    assert (on_the_day.needs_review, before) == (False, 0)


@pytest.mark.django_db
def test_report_about_another_matter_is_not_counted_as_like_a_settled_one(member):
    row = dispute(reason="unclear")
    block = block_of(article_of(row), WALKING)
    fields = {"reporter": member, "target": block, "start": 0, "end": 4, "reason": "unclear", "why": "What?"}

    sent = [
        report_statement(**fields, submission_key=uuid.uuid4(), at=NOON, alike=row, why_another="It is the pace.")
        for _time in range(3)
    ]

    assert ([made.needs_review for made in sent], Case.objects.count()) == ([False] * 3, 0)


@pytest.mark.django_db
def test_more_reports_find_the_one_open_case(member, editor):
    row, block = settled(editor)

    sent = [_repeat(block, row, member, NOON + (20 + day) * DAY) for day in range(4)]

    assert ([made.needs_review for made in sent], Case.objects.count()) == ([False, False, True, True], 1)


@pytest.mark.django_db
def test_case_shows_what_was_said_to_be_new(client, member, editor, moderator):
    row, block = settled(editor)
    sent = [_repeat(block, row, member, NOON + (20 + day) * DAY) for day in range(3)]
    client.force_login(moderator)

    desk = client.get(reverse("case_list")).content.decode()
    page = client.get(reverse("case_detail", args=[Case.objects.get().pk])).content.decode()

    assert "Questions what was settled, three times in 30 days" in desk
    assert [reverse("report_triage", args=[made.dispute_id]) in page for made in sent] == [True] * 3
    assert (page.count("A trial of last month."), row.get_absolute_url() in page) == (3, True)


@pytest.mark.django_db
def test_member_in_review_is_no_held_post(client, member, editor, moderator):
    row, block = settled(editor)
    for day in range(3):
        _repeat(block, row, member, NOON + (20 + day) * DAY)
    client.force_login(moderator)

    response = client.get(reverse("case_list"), {"filter": "held"})

    counts = {each.kind: each.count for each in response.context["filters"]}
    assert (counts[""], counts["held"]) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_third_of_three_at_once_goes_to_review(roles):
    editor, member = MemberFactory(), MemberFactory()
    set_role(member=editor, group_name="Editor")
    row, block = settled(editor)

    calls = [lambda: _repeat(block, row, member, NOON + 20 * DAY)] * 3
    together(calls, refusals=())

    assert sorted(Report.objects.filter(reporter=member).values_list("needs_review", flat=True)) == [False, False, True]
    assert Case.objects.filter(member=member).count() == 1
    assert Dispute.objects.filter(status="reported").count() == 3
