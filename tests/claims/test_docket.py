"""The open docket: filters that leak nothing, figures, what is late, numbered pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions import dismiss_dispute, edit_position, merge_claims, register_claim
from claims.models import Claim, Dispute, FacetValue, Response, Thing
from claims.templatetags.spans import in_words
from tests.claims.growing import grown
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, reopen, report, rule
from tests.common.reading import Reader
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory

DAY = timedelta(days=1)


def shown(client, **params):
    response = client.get(reverse("dispute_list"), params)
    return [row.dispute for row in response.context["rows"]]


def people(row, *codes):
    """Let the first side of a dispute speak about these people."""
    first = row.positions.get(order=0)
    values = FacetValue.objects.filter(code__in=codes)
    edit_position(
        position=first, name=first.name, summary="", stance="against", values=values, by=MemberFactory(), at=NOON
    )


@pytest.mark.django_db
def test_docket_lists_public_disputes_the_newest_first(client, editor):
    old, new = dispute(at=NOON), dispute(at=NOON + DAY)
    again = dispute(at=NOON - DAY)
    rule(again, by=editor, at=NOON)
    reopen(again, reason="New.", by=editor, at=NOON + 2 * DAY)
    report(at=NOON + 3 * DAY)  # waits for triage

    assert shown(client) == [again, new, old]


@pytest.mark.django_db
def test_filter_by_state(client, editor):
    opened, ruled, closed, quiet = dispute(), dispute(), dispute(), report().dispute
    rule(ruled, by=editor)
    for row in (closed, quiet):
        dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=editor, at=NOON)

    assert [shown(client, status=status) for status in ("open", "ruled", "dismissed", "reported")] == [
        [opened], [ruled], [closed], [closed, ruled, opened],
    ]  # fmt: skip


@pytest.mark.django_db
def test_filter_by_topic_of_the_article_or_of_the_discussion(client):
    bones, food = TopicFactory(), TopicFactory()
    article = ArticleFactory(topics=[bones])
    in_text = dispute(article=article, words=WALKING)
    comment = CommentFactory(article=article, body="I walk a lot.")
    in_comment = dispute(target=comment, words="I walk a lot.", at=NOON + DAY)
    dispute(article=ArticleFactory(topics=[food]))
    report(article=article, words=JUMPING)

    assert shown(client, topic=bones.slug) == [in_comment, in_text]


@pytest.mark.django_db
def test_filter_by_thing_of_a_side_or_of_the_words_in_doubt(client):
    thing, other = (Thing.objects.create(name=name, slug=name) for name in ("qigong", "rowing"))
    of_side, in_doubt, elsewhere = dispute(at=NOON), dispute(at=NOON + DAY), dispute()
    Claim.objects.filter(pk__in=of_side.positions.values("claims")).update(thing=thing)
    for row, about in ((in_doubt, thing), (elsewhere, other), (report().dispute, thing)):
        people_of = Claim.objects.filter(pk__in=of_side.positions.values("claims")).first().population
        people_of.pk = None
        people_of.save()
        claim = Claim.objects.create(statement="It helps.", stance="effect", population=people_of, thing=about)
        row.appearances.update(claim=claim)

    assert shown(client, thing="qigong") == [in_doubt, of_side]


@pytest.mark.django_db
def test_filter_by_thing_finds_what_an_editor_found_to_be_the_same(client):
    thing = Thing.objects.create(name="qigong", slug="qigong")
    row, by = dispute(), MemberFactory()
    dispute()
    first, last = (
        register_claim(statement=words, thing=about, stance="effect", values=[], by=by, at=NOON)
        for words, about in (("It helps.", None), ("It does help.", thing))
    )
    before = client.get(reverse("dispute_list"), {"thing": "qigong"}).context["query"]

    merge_claims(claim=row.positions.get(order=0).claims.get(), into=first, by=by, at=NOON)
    merge_claims(claim=first, into=last, by=by, at=NOON)

    assert (before, shown(client, thing="qigong")) == ("?", [row])


@pytest.mark.django_db
def test_filter_by_people_finds_the_narrower_group_too(client):
    several, spine, bones = dispute(at=NOON), dispute(at=NOON + DAY), dispute()
    people(several, "vertebral-several")
    people(spine, "vertebral")
    people(bones, "osteopenia")
    values = list(FacetValue.objects.filter(code="vertebral"))
    report(values=values)

    assert shown(client, people="vertebral") == [spine, several]
    assert shown(client, people="vertebral-several") == [several]


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "days"), [("week", [6]), ("month", [6, 8, 29]), ("older", [31])])
def test_filter_by_age(client, age, days):
    now = timezone.now()
    rows = {number: dispute(at=now - number * DAY) for number in (6, 8, 29, 31)}
    report(at=now - 6 * DAY)
    report(at=now - 31 * DAY)

    assert shown(client, age=age) == [rows[number] for number in days]


@pytest.mark.django_db
def test_disputes_past_their_target_are_listed_with_what_is_due(client, editor, settings):
    settings.RESPONSE_TARGET_DAYS, settings.RULING_TARGET_DAYS, settings.TRIAGE_TARGET_DAYS = 7, 30, 2
    now = timezone.now()
    both, answered, unanswered, ruled, _fresh = (dispute(at=now - days * DAY) for days in (40, 40, 10, 40, 1))
    for row in (answered, ruled):
        Response.objects.create(dispute=row, member=editor, text="I meant adults.", created_at=now - 39 * DAY)
    rule(ruled, by=editor, at=now - 38 * DAY)
    report(at=now - 9 * DAY)  # late for triage; not public

    response = client.get(reverse("dispute_list"), {"late": "yes"})

    due = {row.dispute: [(words, (at - now).days) for words, at in row.late] for row in response.context["rows"]}
    answer, ruling = "An answer by the author was due on", "The ruling was due on"
    assert due == {both: [(answer, -33), (ruling, -10)], answered: [(ruling, -10)], unanswered: [(answer, -3)]}
    assert response.context["late_count"] == 3


@pytest.mark.django_db
def test_head_shows_the_median_of_each_step_of_public_disputes(client, editor):
    for days in (1, 3):
        row = dispute(at=NOON)
        Dispute.objects.filter(pk=row.pk).update(opened_at=NOON + days * DAY)
        Response.objects.create(dispute=row, member=editor, text="I meant adults.", created_at=NOON + (days + 2) * DAY)
        rule(row, by=editor, at=NOON + (days + 10) * DAY)
    hidden = report().dispute
    dismiss_dispute(dispute=hidden, code="duplicate", reason="Seen.", publish=False, by=editor, at=NOON + 90 * DAY)

    found = client.get(reverse("dispute_list")).context["speeds"]

    assert [(speed.median, speed.taken, speed.past) for speed in found] == [
        (2 * DAY, 2, 0), (2 * DAY, 2, 0), (10 * DAY, 2, 0),
    ]  # fmt: skip


@pytest.mark.django_db
def test_row_says_how_it_stands_and_what_comes_next(client, editor):
    row = dispute(question="Is walking enough?")
    rule(row, by=editor, outcome="unsettled")
    dispute(at=timezone.now() - 3 * DAY)

    page = client.get(reverse("dispute_list"))

    badges = [(shown.badge.label, shown.dispute.position_count, shown.next_step) for shown in page.context["rows"]]
    assert badges == [
        ("Disputed", 2, "An editor who did not write these words rules on it."),
        ("Experts disagree", 2, "Nothing, unless new evidence comes or the passage changes."),
    ]
    assert "Open for 3 days" in page.content.decode()


@pytest.mark.django_db
def test_filters_are_links_that_keep_each_other_and_offer_only_what_is_public(client, editor):
    topic, secret = TopicFactory(name="Walking"), TopicFactory(name="Secret")
    dispute(article=ArticleFactory(topics=[topic]))
    report(article=ArticleFactory(topics=[secret]))

    response = client.get(reverse("dispute_list"), {"status": "open", "people": "nobody", "topic": "\x00", "page": "x"})

    links = [attributes["href"] for tag, attributes in Reader(response.content.decode()).tags if tag == "a"]
    assert [link for link in links if "topic=" in link] == [f"?status=open&topic={topic.slug}"]
    assert "Secret" not in response.content.decode()
    assert len(response.context["rows"]) == 1


@pytest.mark.django_db
def test_pages_are_numbered_and_keep_the_filters(client):
    rows = [
        Dispute(question=f"Question {number}?", slug="q", status="open", reported_at=NOON, opened_at=NOON)
        for number in range(45)
    ]
    Dispute.objects.bulk_create(rows)

    response = client.get(reverse("dispute_list"), {"status": "open", "page": 3})

    links = [attributes["href"] for tag, attributes in Reader(response.content.decode()).tags if tag == "a"]
    assert [row.dispute.question for row in response.context["rows"]] == [f"Question {n}?" for n in (4, 3, 2, 1, 0)]
    assert [link for link in links if "page=" in link] == [f"?status=open&page={number}" for number in (1, 2, 3)]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_docket_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    for number in range(count):
        row = dispute(article=ArticleFactory(topics=[TopicFactory()]), at=NOON + number * DAY)
        people(row, "osteopenia", "vertebral")
        report(article=article_of(row), words=JUMPING)
        ruled = dispute(target=block_of(ArticleFactory(), WALKING), at=NOON)
        rule(ruled, by=editor)

    with django_assert_num_queries(7):
        response = client.get(reverse("dispute_list"))

    assert len(response.context["rows"]) == 2 * count


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 4])
def test_docket_takes_the_same_queries_however_much_a_dispute_holds(client, editor, count, django_assert_num_queries):
    row = grown(count, editor=editor, article=ArticleFactory(topics=[TopicFactory()]))

    with django_assert_num_queries(7):
        response = client.get(reverse("dispute_list"))

    assert [shown.dispute.position_count for shown in response.context["rows"]] == [2 + count]
    assert row.rulings.count() == 1 + count


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(), "less than an hour"),
        (timedelta(minutes=61), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=11, hours=13), "12 days"),
    ],
)
def test_length_of_time_in_words(length, words):
    assert in_words(length) == words
