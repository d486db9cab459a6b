"""A reader questions a statement; staff open it or close it."""

import uuid

import pytest
from django.urls import reverse

from articles.models import Block
from claims.forms.questions import choice_of
from claims.models import Dispute, Report
from notifications.models import Notice
from tests.claims.scenes import dispute
from tests.factories import ArticleFactory, CommentFactory

STANCES = {"first_stance": "recommends", "second_stance": "against"}


def _send(client, article, **changes):
    block = Block.objects.filter(revision=article.current_revision, kind="paragraph").first()
    data = {
        "sentence": choice_of(block.text, 0, len(block.text)),
        "reason": "unsafe",
        "why": "It hurt my knee.",
        "submission_key": uuid.uuid4(),
    }
    return client.post(reverse("statement_question", args=[article.slug, block.key]), data | changes)


@pytest.mark.django_db
def test_report_is_opened_by_a_moderator_and_marks_the_article(client, member, moderator):
    article = ArticleFactory()
    client.force_login(member)
    _send(client, article)
    dispute = Dispute.objects.get()
    client.force_login(moderator)
    data = {"decision": "open", "question": "Is walking enough?", "first": "Yes", "second": "No"} | STANCES

    response = client.post(reverse("report_triage", args=[dispute.pk]), data)

    page = client.get(article.get_absolute_url()).content.decode()
    assert (response.status_code, f'id="m-{dispute.pk}-' in page, "Is walking enough?" in page) == (302, True, True)
    told = [(member.pk, "dispute_opened"), (article.created_by_id, "answer_asked")]
    assert list(Notice.objects.order_by("pk").values_list("member", "kind")) == told


@pytest.mark.django_db
def test_report_waiting_for_triage_is_seen_by_reporter_and_staff_only(client, member, moderator):
    article = ArticleFactory()
    client.force_login(member)
    _send(client, article)
    address = Dispute.objects.get().get_absolute_url()
    seen = [client.get(address).status_code]
    client.force_login(moderator)
    seen.append(client.get(address).status_code)
    client.logout()
    seen.append(client.get(address).status_code)

    assert seen == [200, 200, 404]


@pytest.mark.django_db
def test_report_with_errors_keeps_the_words(client, member):
    client.force_login(member)

    response = _send(client, ArticleFactory(), reason="contradicts", source_url="a book I have")

    page = response.content.decode()
    assert Report.objects.count() == 0
    assert (
        "It hurt my knee." in page,
        "Choose the passage, comment or source that it contradicts." in page,
        "Give a whole web address" in page,
    ) == (True, True, True)


@pytest.mark.django_db
def test_comment_in_a_dispute_is_questioned_and_marked_there(client, member, moderator):
    row = dispute()
    comment = CommentFactory(discussion=row.discussion, body="Jumping is safe for all.")
    client.force_login(member)
    data = {
        "sentence": choice_of(comment.body, 0, 24),
        "reason": "unsafe",
        "why": "Not for me.",
        "submission_key": uuid.uuid4(),
    }
    client.post(reverse("comment_question", args=[comment.pk]), data)
    made = Dispute.objects.latest("pk")
    client.force_login(moderator)
    client.post(
        reverse("report_triage", args=[made.pk]),
        {"decision": "open", "question": "Is jumping safe?", "first": "Yes", "second": "No"} | STANCES,
    )

    page = client.get(row.get_absolute_url()).content.decode()

    assert made.appearances.get().comment == comment
    assert f'id="m-{made.pk}-c{comment.pk}"' in page


@pytest.mark.django_db
def test_comment_of_a_dispute_that_is_not_public_is_not_questioned(client, member):
    row, into = dispute(), dispute()
    comment = CommentFactory(discussion=row.discussion, body="Jumping is safe for all.")
    Dispute.objects.filter(pk=row.pk).update(status="merged", merged_into=into)
    client.force_login(member)

    assert client.get(reverse("comment_question", args=[comment.pk])).status_code == 404


@pytest.mark.django_db
def test_nobody_triages_their_own_report(client, moderator):
    client.force_login(moderator)
    _send(client, ArticleFactory())
    data = {"decision": "duplicate", "reason": "Because."}

    response = client.post(reverse("report_triage", args=[Dispute.objects.get().pk]), data)

    assert (response.status_code, Dispute.objects.get().status) == (403, "reported")
