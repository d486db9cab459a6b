"""What both sides agree on and what to ask: written by staff, read by everybody, logged."""

import pytest
from django.urls import reverse

from audit.models import Entry
from claims.actions import NotOpen, word_dispute
from tests.claims.scenes import dispute, report, rule
from tests.factories import NOON, MemberFactory

WORDS = {"agreed": "Bones need load.", "ask_clinician": "How much may I lift?\nHas my spine broken?"}


@pytest.mark.django_db
def test_words_of_staff_stand_on_the_page(client, moderator):
    row = dispute()
    client.force_login(moderator)

    response = client.post(reverse("dispute_words", args=[row.pk]), WORDS)

    page = client.get(row.get_absolute_url()).content.decode()
    assert response.headers["Location"] == row.get_absolute_url()
    wanted = ["Bones need load.", "<li>How much may I lift?</li>", "<li>Has my spine broken?</li>"]
    assert [words for words in wanted if words not in page] == []


@pytest.mark.django_db
def test_page_without_words_gives_one_question_to_ask(client):
    page = client.get(dispute().get_absolute_url()).content.decode()

    assert ("What both sides agree on" in page, "Ask which of these positions holds for you" in page) == (False, True)


@pytest.mark.django_db
def test_words_are_logged_once_with_what_changed():
    row, staff = dispute(), MemberFactory()
    for words in (WORDS, WORDS, WORDS | {"agreed": ""}):
        word_dispute(dispute=row, **words, by=staff, at=NOON)

    acts = Entry.objects.filter(verb="word_dispute").order_by("pk")
    assert [(act.actor_id, act.subject, act.after) for act in acts] == [
        (staff.pk, f"dispute:{row.pk}", {"changed": ["agreed", "ask_clinician"]}),
        (staff.pk, f"dispute:{row.pk}", {"changed": ["agreed"]}),
    ]


@pytest.mark.django_db
def test_ruled_dispute_is_worded_and_a_reported_one_is_not(editor):
    ruled, reported = dispute(), report().dispute
    rule(ruled, by=editor)

    word_dispute(dispute=ruled, **WORDS, by=editor, at=NOON)
    with pytest.raises(NotOpen):
        word_dispute(dispute=reported, **WORDS, by=editor, at=NOON)

    ruled.refresh_from_db()
    reported.refresh_from_db()
    assert (ruled.agreed, reported.agreed) == ("Bones need load.", "")


@pytest.mark.django_db
def test_words_of_a_dispute_that_is_not_open_are_refused_and_kept(client, moderator):
    row = report().dispute
    client.force_login(moderator)

    response = client.post(reverse("dispute_words", args=[row.pk]), WORDS)

    form = response.context["form"]
    assert form.non_field_errors() == ["This dispute is neither open nor ruled, so its words stay as they are."]
    assert form["agreed"].value() == "Bones need load."


@pytest.mark.django_db
def test_too_many_words_are_refused_beside_the_field(client, moderator):
    row = dispute()
    client.force_login(moderator)

    response = client.post(reverse("dispute_words", args=[row.pk]), WORDS | {"agreed": "x" * 1501})

    row.refresh_from_db()
    assert (list(response.context["form"].errors), row.ask_clinician) == (["agreed"], "")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["reader", "reporter"])
def test_words_are_refused_to_readers_and_to_parties(client, member, moderator, who):
    row = dispute(reporter=moderator)
    client.force_login(member if who == "reader" else moderator)

    response = client.post(reverse("dispute_words", args=[row.pk]), WORDS)

    row.refresh_from_db()
    assert (response.status_code, row.agreed) == (403, "")
