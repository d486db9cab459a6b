"""Where a member's rights come from: one query a request, and none for whoever is suspended."""

import pytest
from django.urls import reverse

from accounts.actions import restrict_member
from accounts.models import Member
from articles.models import Draft
from tests.claims.scenes import dispute
from tests.factories import NOON, ArticleFactory


def _suspend(member, ability="all"):
    restrict_member(member=member, ability=ability, effect="refused", until=None, reason="Why.", at=NOON)


@pytest.mark.django_db
def test_rights_are_read_in_one_query_besides_the_restrictions(editor, django_assert_num_queries):
    member = Member.objects.get(pk=editor.pk)

    with django_assert_num_queries(2):
        found = [member.has_perm(name) for name in ("articles.edit_article", "claims.rule_dispute", "audit.read_log")]

    assert found == [True, True, False]


@pytest.mark.django_db
def test_suspended_editor_publishes_and_rules_no_more(client, editor):
    article, row = ArticleFactory(), dispute()
    _suspend(editor)
    client.force_login(editor)
    form = {"title": "Taken", "body": "Over.", "base_version": 1}

    found = [
        client.post(reverse("draft_edit", args=[article.pk]), form).status_code,
        client.post(reverse("dispute_rule", args=[row.pk]), {"outcome": "stands"}).status_code,
        client.post(reverse("report_triage", args=[row.pk]), {"decision": "duplicate", "reason": "x"}).status_code,
        client.get(reverse("editorial_home")).status_code,
    ]

    assert (found, Draft.objects.get(article=article).title) == ([403] * 4, article.title)


@pytest.mark.django_db
def test_restriction_of_one_ability_leaves_the_rights(editor):
    _suspend(editor, ability="post")

    assert Member.objects.get(pk=editor.pk).has_perm("articles.edit_article") is True


@pytest.mark.django_db
def test_suspended_staff_are_told_why(client, editor):
    _suspend(editor)
    client.force_login(editor)

    page = client.get(reverse("editorial_home")).content.decode()

    assert ("The reason: Why." in page, "Your role here" in page) == (True, False)
