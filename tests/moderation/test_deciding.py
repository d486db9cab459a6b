"""The decision of a case as one form: recorded once, and no word of it is lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Restriction
from audit.models import Entry
from comments.actions import delete_comment, edit_comment
from comments.models import Comment
from moderation.actions import take_case
from moderation.models import Case, Decision, PolicyRule
from tests.factories import NOON, CommentFactory
from tests.moderation.steps import STATEMENT, decide, flagged, page_of, sent

Status = Comment.Status
LIST = "/moderation/"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["keep", "remove", "warn", "suspend"])
def test_decision_is_recorded_and_leads_to_the_list(desk, moderator, case, verb):
    response = desk.post(page_of(case), sent(case, verb))

    assert response.headers["Location"] == LIST
    made = Decision.objects.values_list("case", "verb", "statement", "decided_by", "comment_revision", "rule__code")
    assert list(made) == [(case.pk, verb, STATEMENT, moderator.pk, 1, "promotion")]


def test_suspension_until_a_day_ends_with_that_day(desk, case):
    day = timezone.localdate() + timedelta(days=7)

    desk.post(page_of(case), sent(case, "suspend", until=day.isoformat()))

    ends_at = timezone.localtime(Restriction.objects.get().ends_at)
    assert (ends_at.date(), ends_at.hour, ends_at.minute) == (day, 23, 59)


RANGE = "Choose a day in the next ten years, or leave it empty for good."


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"verb": ""}, {"verb": ["Choose a decision."]}),
        ({"verb": "restore"}, {"verb": ["This is not possible any more: look at the case again, then choose."]}),
        ({"verb": "publish"}, {"verb": ["This is not possible any more: look at the case again, then choose."]}),
        ({"rule": ""}, {"rule": ["Choose the rule that was broken."]}),
        ({"verb": "warn", "rule": ""}, {"rule": ["Choose the rule that was broken."]}),
        ({"rule": "999"}, {"rule": ["This rule is not in force any more. Choose another."]}),
        ({"statement": " "}, {"statement": ["Write the reasons for your decision."]}),
        ({"verb": "suspend", "until": "2020-01-01"}, {"until": [RANGE]}),
        ({"verb": "suspend", "until": "9999-12-31"}, {"until": [RANGE]}),
        ({"verb": "suspend", "until": "soon"}, {"until": ["Write the day as 2026-12-31."]}),
        ({"until": "2030-01-01"}, {"until": ["Only a suspension has an end. Empty this, or choose to suspend."]}),
    ],
)
def test_decision_that_cannot_be_taken_says_why_and_keeps_the_words(desk, case, changes, problems):
    form_data = sent(case) | changes

    response = desk.post(page_of(case), form_data)

    form = response.context["form"]
    assert {name: [str(error) for error in errors] for name, errors in form.errors.items()} == problems
    assert (form["statement"].value(), Decision.objects.count()) == (form_data["statement"], 0)


def test_suspension_until_today_is_refused(desk, case):
    today: date = timezone.localdate()

    response = desk.post(page_of(case), sent(case, "suspend", until=today.isoformat()))

    assert (list(response.context["form"].errors), Restriction.objects.count()) == (["until"], 0)


def test_rule_that_was_retired_meanwhile_cannot_be_cited(desk, case):
    form_data = sent(case)
    PolicyRule.objects.filter(code="promotion").update(retired_at=NOON)

    response = desk.post(page_of(case), form_data)

    assert (list(response.context["form"].errors), Case.objects.get().status) == (["rule"], "open")


def test_comment_changed_while_the_moderator_read_is_shown_again_with_the_words(desk, case):
    form_data = sent(case)
    edit_comment(comment=case.comment, body="I like it.", by=case.comment.author, at=NOON)

    response = desk.post(page_of(case), form_data)

    form, page = response.context["form"], response.content.decode()
    assert (form["statement"].value(), form["revision"].value(), form["verb"].value()) == (STATEMENT, 2, "remove")
    assert (page.count("The comment has changed while you were reading."), page.count("<p>I like it.</p>")) == (1, 1)
    assert Decision.objects.count() == 0
    desk.post(page_of(case), form_data | {"revision": form["revision"].value()})
    assert Decision.objects.get().comment_revision == 2


def test_comment_deleted_while_the_moderator_read_keeps_the_words(desk, case):
    form_data = sent(case, "keep")
    delete_comment(comment=case.comment, by=case.comment.author, at=NOON)

    response = desk.post(page_of(case), form_data | {"verb": "remove"})

    form = response.context["form"]
    assert (list(form.errors), form["statement"].value()) == (["verb"], STATEMENT)
    assert [verb for verb, _label in form.fields["verb"].choices] == ["keep", "warn", "suspend"]


def test_second_moderator_is_told_who_decided_what_and_gets_the_words_back(desk, admin, case):
    decide(case, admin, "warn")
    entries = Entry.objects.count()

    response = desk.post(page_of(case), sent(case, private_note="My own note."))

    page = response.content.decode()
    wanted = ("Sam Okoro", "warning sent", "It names a price and a shop.", "Do not sell", STATEMENT, "My own note.")
    assert (response.status_code, {part: part in page for part in wanted}) == (409, dict.fromkeys(wanted, True))
    assert (Decision.objects.count(), Entry.objects.count()) == (1, entries)


@pytest.mark.parametrize("verb", ["keep", "remove"])
def test_nobody_decides_about_their_own_post(desk, moderator, verb):
    case = flagged(CommentFactory(author=moderator))

    response = desk.post(page_of(case), sent(case, verb))

    assert (response.status_code, Decision.objects.count(), Comment.objects.get().status) == (403, 0, "published")


# Taking a case, and putting a comment back


def test_taking_a_case_keeps_what_was_typed(desk, moderator, case):
    response = desk.post(page_of(case), sent(case, "warn", take="1"))

    form = response.context["form"]
    case.refresh_from_db()
    assert (case.taken_by, case.status, form["verb"].value(), form["statement"].value()) == (
        moderator,
        "open",
        "warn",
        STATEMENT,
    )
    assert [button.name for button in form.helper.inputs] == ["send", "leave"]


def test_leaving_a_case_gives_it_back(desk, moderator, case):
    take_case(case=case, by=moderator, at=NOON)

    response = desk.post(page_of(case), sent(case, leave="1"))

    case.refresh_from_db()
    assert (case.taken_by, [button.name for button in response.context["form"].helper.inputs]) == (
        None,
        ["send", "take"],
    )


def test_taking_a_case_that_is_decided_gives_the_words_back(desk, admin, case):
    decide(case, admin)

    response = desk.post(page_of(case), sent(case, take="1"))

    assert (response.status_code, response.content.decode().count(STATEMENT)) == (409, 1)


def test_others_see_who_has_taken_a_case(desk, admin, case):
    take_case(case=case, by=admin, at=NOON)

    assert desk.get(page_of(case)).content.decode().count("Sam Okoro has taken this case.") == 1


def test_removed_comment_is_opened_again_from_its_case(desk, moderator, case):
    decide(case, moderator)
    button = reverse("comment_reconsider", args=[case.comment_id])
    page = desk.get(page_of(case)).content.decode()

    response = desk.post(button)

    again = Case.objects.get(status="open")
    assert (page.count(button), response.headers["Location"]) == (1, page_of(again))
    choices = desk.get(page_of(again)).context["form"].fields["verb"].choices
    assert [verb for verb, _label in choices] == ["keep", "restore"]


def test_comment_put_back_meanwhile_leads_to_the_list(desk, case):
    response = desk.post(reverse("comment_reconsider", args=[case.comment_id]))

    assert (response.headers["Location"], Case.objects.count()) == (LIST, 1)


@pytest.mark.parametrize("role", ["member", "editor"])
def test_nobody_else_opens_a_case_again(client, request, role):
    comment = CommentFactory(status=Status.REMOVED)
    client.force_login(request.getfixturevalue(role))

    assert (client.post(reverse("comment_reconsider", args=[comment.pk])).status_code, Case.objects.count()) == (403, 0)


def test_rule_that_no_database_can_look_for_is_no_choice(desk, case):
    response = desk.post(page_of(case), sent(case, rule="9" * 20))

    assert (list(response.context["form"].errors), Decision.objects.count()) == (["rule"], 0)
