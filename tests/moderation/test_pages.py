"""The log of acts, and the policy that decisions cite."""

import pytest

from audit.actions import record
from moderation.models import PolicyRule
from tests.factories import NOON, MemberFactory

LOG = "/moderation/log/"
pytestmark = pytest.mark.django_db


def _acts(count, verb="test_act", **more):
    subject = MemberFactory()
    return [
        record(actor=more.pop("actor", None) or MemberFactory(), verb=verb, subject=subject, at=NOON, **more).pk
        for _n in range(count)
    ]


def _shown(response):
    return [entry.pk for entry, _actor, _detail in response.context["rows"]]


def test_log_shows_the_latest_act_first_with_who_and_why(desk, moderator):
    actor = MemberFactory(public_name="Ada")
    first, second = _acts(1), _acts(1, actor=actor, public_note="It was rude.", private_note="Third time.")

    response = desk.get(LOG, {"verb": "test_act"})

    page = response.content.decode()
    assert _shown(response) == second + first
    assert (page.count(">Ada<"), page.count("It was rude."), page.count("Third time.")) == (1, 1, 0)


def test_log_goes_on_by_older_acts(desk):
    keys = _acts(51)

    first = desk.get(LOG, {"verb": "test_act"})
    second = desk.get(LOG, {"verb": "test_act", "before": first.context["older"]})

    assert (_shown(first), _shown(second)) == (keys[:0:-1], keys[:1])
    assert second.context["older"] is None


def test_log_shows_one_verb_alone(desk):
    wanted, _other = _acts(2), _acts(2, verb="other_act")

    assert _shown(desk.get(LOG, {"verb": "test_act"})) == wanted[::-1]


@pytest.mark.parametrize("query", [{"before": "x"}, {"before": "-1"}, {"before": "9" * 5000}, {"before": "٣"}, {"verb": "a\x00b"}])  # fmt: skip  # noqa: E501
def test_log_at_an_address_that_cannot_be_is_not_found(desk, query):
    assert desk.get(LOG, query).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_log_query_count_does_not_grow(desk, django_assert_num_queries, count):
    _acts(count, public_note="Why.")

    with django_assert_num_queries(7):
        response = desk.get(LOG, {"verb": "test_act"})

    assert len(_shown(response)) == count


@pytest.mark.parametrize("role", ["member", "editor"])
def test_log_is_closed_to_others(client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(LOG).status_code == 403


def test_policy_shows_the_rules_in_force_in_their_order(client):
    PolicyRule.objects.filter(code="spam").update(retired_at=NOON)
    PolicyRule.objects.create(code="spam", version=2, title="Post a thing once only", text="No copies.", position=9)

    response = client.get("/policy/comments/")

    found = [(rule.code, rule.version) for rule in response.context["rules"]]
    assert found == [(code, 1) for code in ("safety", "respect", "privacy", "promotion", "on-topic")] + [("spam", 2)]
    assert response.content.decode().count('<li id="spam">') == 1


def test_policy_takes_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/policy/comments/")
