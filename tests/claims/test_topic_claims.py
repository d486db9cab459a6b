"""The page of a topic's claims: what is drawn and listed, how large, and in how many queries."""

import re

import pytest
from django.urls import reverse

from claims.actions import merge_claims
from claims.models import Claim, FacetValue, Thing
from claims.reading import claims_of_topic, families, rows_and_drawing
from tests.claims.scenes import JUMPING, WALKING, dispute, report
from tests.factories import NOON, ArticleFactory, CommentFactory, TopicFactory


@pytest.fixture
def topic():
    return TopicFactory(name="Exercise")


@pytest.fixture
def jumping(topic):
    """A dispute between an article of the topic and a comment below it."""
    article = ArticleFactory(topics=[topic])
    comment = CommentFactory(article=article, body="Jumping made my bones stronger.")
    row = dispute(
        article=article, words=JUMPING, reason="contradicts", against=(comment, 0, len(comment.body)),
        question="May I jump?",
    )  # fmt: skip
    thing = Thing.objects.create(name="A jump", slug="a-jump")
    Claim.objects.update(thing=thing)
    return row


def page_of(client, topic, query=""):
    return client.get(reverse("topic_claims", args=[topic.slug]) + query)


def sides_of(row):
    return [position.claims.get() for position in row.positions.order_by("order")]


def stand(rows):
    """Return how the claims of a list stand to each other."""
    return {(row.entry.claim.pk, link.kind, link.other.pk, link.dispute.pk) for row in rows for link in row.links}


@pytest.mark.django_db
def test_claims_of_both_sides_are_drawn_and_listed_with_what_is_between_them(client, topic, jumping):
    against, recommends = sides_of(jumping)

    response = page_of(client, topic)

    html = response.content.decode()
    drawing = response.context["drawing"]
    assert [row.entry.claim for row in response.context["rows"]] == [against, recommends]
    assert stand(response.context["rows"]) == {
        (against.pk, "maybe", recommends.pk, jumping.pk),
        (recommends.pk, "maybe", against.pk, jumping.pk),
    }
    assert [node.claim for node in drawing.nodes] == [against, recommends]
    assert [(frame.title, frame.part) for frame in drawing.graph.frames] == [("A jump", 1)]
    assert html.count('class="g-way g-maybe" d="M') == 2  # the line, and the key of lines
    assert html.count(f'<a class="g-node" href="{against.get_absolute_url()}"') == 1
    assert f'<a class="why" href="{jumping.get_absolute_url()}">Dispute: May I jump?</a>' in html


@pytest.mark.django_db
def test_sides_that_say_for_whom_are_compared_by_it(client, topic, jumping):
    against, recommends = sides_of(jumping)
    values = {code: FacetValue.objects.get(code=code) for code in ("osteoporosis", "osteopenia")}
    against.population.values.add(values["osteoporosis"])

    found = []
    for code in ("osteoporosis", "osteopenia"):
        recommends.population.values.set([values[code]])
        found.append({kind for _claim, kind, _other, _dispute in stand(page_of(client, topic).context["rows"])})

    assert found == [{"contradict"}, {"apart"}]


@pytest.mark.django_db
def test_doubt_without_a_passage_stands_beside_what_it_doubts(client, topic):
    row = dispute(article=ArticleFactory(topics=[topic]), words=WALKING)

    rows = page_of(client, topic).context["rows"]

    assert {entry.entry.claim for entry in rows} == set(sides_of(row))
    assert len(stand(rows)) == 2


@pytest.mark.django_db
def test_claims_of_other_topics_and_of_disputes_that_are_not_public_are_not_there(client, topic, jumping):
    dispute(article=ArticleFactory(topics=[TopicFactory()]), words=WALKING)
    dispute(article=ArticleFactory(), words=WALKING)
    hidden = report(article=ArticleFactory(topics=[topic]), words=WALKING).dispute
    population = jumping.positions.first().claims.get().population
    population.pk = None
    population.save()
    claim = Claim.objects.create(statement="Nobody may read this.", stance="against", population=population)
    hidden.appearances.update(claim=claim)

    response = page_of(client, topic)

    assert [row.entry.claim for row in response.context["rows"]] == sides_of(jumping)
    assert "Nobody may read this." not in response.content.decode()


@pytest.mark.django_db
def test_merged_claim_stands_under_the_one_that_it_was_merged_into(client, topic, jumping, editor):
    other = dispute(article=ArticleFactory(topics=[topic]), words=JUMPING, question="Is jumping safe?")
    against, recommends = sides_of(jumping)
    again, doubt = sides_of(other)
    merge_claims(claim=again, into=against, by=editor, at=NOON)

    response = page_of(client, topic)

    assert {row.entry.claim for row in response.context["rows"]} == {against, recommends, doubt}
    assert {(a, b) for a, _kind, b, _dispute in stand(response.context["rows"])} == {
        (against.pk, recommends.pk), (recommends.pk, against.pk), (against.pk, doubt.pk), (doubt.pk, against.pk),
    }  # fmt: skip


@pytest.mark.django_db
def test_topic_without_claims_says_how_one_comes_in(client, topic):
    response = page_of(client, topic)

    assert response.context["drawing"] is None
    assert "Nothing is in the register for this topic yet." in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "width", "links"),
    [
        ("", 100, [75, 150, "fit"]),
        ("?zoom=100", 100, [75, 150, "fit"]),
        ("?zoom=50", 50, [75, "fit", 100]),
        ("?zoom=200", 200, [150, "fit", 100]),
        ("?zoom=9999", 200, [150, "fit", 100]),
        ("?zoom=0", 50, [75, "fit", 100]),
        ("?zoom=99999999999", 100, [75, 150, "fit"]),
        ("?zoom=-50", 100, [75, 150, "fit"]),
        ("?zoom=wide", 100, [75, 150, "fit"]),
        ("?zoom=fit", None, [100]),
    ],
)
def test_drawing_is_as_large_as_the_address_says(client, topic, jumping, query, width, links):
    response = page_of(client, topic, query)

    html = response.content.decode()
    own = response.context["drawing"].graph.width
    shown = re.search(r'<svg viewBox="0 0 \d+ \d+"(?: width="(\d+)")? role="group"', html)[1]
    assert shown == (str(own * width // 100) if width else None)
    assert re.findall(r'href="\?zoom=(\w+)#drawing"', html) == [str(link) for link in links]


@pytest.mark.django_db
def test_drawing_stops_at_its_most_and_the_list_goes_on_over_pages(client, topic, jumping, monkeypatch):
    for name in ("claims.views.topics.MOST_DRAWN", "claims.views.topics.PER_PAGE"):
        monkeypatch.setattr(name, 1)

    first, second = page_of(client, topic), page_of(client, topic, "?page=2")

    against, recommends = sides_of(jumping)
    assert [node.claim for node in first.context["drawing"].nodes] == [against]
    assert first.context["drawing"].graph.curves == []
    assert "The first 1 claims are drawn." in first.content.decode()
    assert [[row.entry.claim for row in page.context["rows"]] for page in (first, second)] == [[against], [recommends]]
    assert second.context["drawing"] is None
    assert stand(first.context["rows"]) == {(against.pk, "maybe", recommends.pk, jumping.pk)}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_however_many_claims(client, topic, count, django_assert_num_queries):
    condition = FacetValue.objects.get(code="osteoporosis")
    for _number in range(count):
        row = dispute(article=ArticleFactory(topics=[topic]), words=JUMPING)
        for claim in sides_of(row):
            claim.thing = Thing.objects.create(name=f"Thing {claim.pk}", slug=f"thing-{claim.pk}")
            claim.save()
            claim.population.values.add(condition)

    with django_assert_num_queries(16):
        response = page_of(client, topic)

    assert len(response.context["rows"]) == 2 * count


@pytest.mark.django_db
def test_drawing_is_the_same_every_time(topic, jumping):
    tree = families()
    keys = list(claims_of_topic(topic, tree))

    found = [rows_and_drawing(keys, keys, tree)[1] for _time in range(2)]

    assert found[0] == found[1]


@pytest.mark.django_db
def test_words_of_a_claim_can_not_break_the_drawing(client, topic, jumping):
    claim, _other = sides_of(jumping)
    claim.statement = '<script>alert(1)</script> "&' + "x" * 300
    claim.save()

    html = page_of(client, topic).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;" in html


@pytest.mark.django_db
def test_topic_leads_to_its_claims(client, topic):
    html = client.get(topic.get_absolute_url()).content.decode()

    assert f'<a href="{reverse("topic_claims", args=[topic.slug])}">' in html
