"""The register of claims and the page of each: who sees what, filters, passages, addresses."""

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source
from claims.actions import (
    add_thing,
    dismiss_dispute,
    edit_claim,
    join_report,
    merge_claims,
    quote_passage,
    quote_source,
    register_claim,
)
from claims.models import Claim, Dispute, FacetValue
from comments.models import Comment
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory

pytestmark = pytest.mark.django_db
OUTSIDE = "https://clinic.example.org/running?p=1"


def doubted(row):
    """Return the claim of the doubted words of a dispute."""
    return row.positions.order_by("order").first().claims.order_by("pk").first()


def against(row):
    """Return the claim that stands against the doubted words."""
    return row.positions.order_by("order").last().claims.order_by("pk").first()


def _thing(name, *synonyms, kind="exercise"):
    return add_thing(name=name, kind=kind, synonyms=list(synonyms), by=MemberFactory(), at=NOON)


def _claim(statement, thing=None):
    return register_claim(statement=statement, thing=thing, stance="effect", values=[], by=MemberFactory(), at=NOON)


def _quoted(statement, target, thing=None, words=None):
    claim = _claim(statement, thing)
    text = words or target.text
    quote_passage(claim=claim, target=target, start=0, end=len(text), by=MemberFactory(), at=NOON)
    return claim


def _said_outside(statement, thing=None):
    claim, by = _claim(statement, thing), MemberFactory()
    source = find_or_add_source(url=OUTSIDE, by=by, at=NOON)
    quote_source(claim=claim, source=source, words="We advise runners to rest.", by=by, at=NOON)
    return claim


def _listed(client, query=""):
    response = client.get(reverse("claim_list") + query)
    return [entry.claim.statement for entry in response.context["entries"]]


def test_register_lists_claims_of_public_disputes_and_of_published_texts_only(client):
    shown = dispute(words=WALKING)
    dismissed = dispute(words="a bent back")
    dismiss_dispute(dispute=dismissed, code="duplicate", reason="x", publish=False, by=MemberFactory(), at=NOON)
    report(words=JUMPING)  # waits for triage
    retracted = dispute(words="heavy things")
    Dispute.objects.filter(pk=retracted.pk).update(status="retracted")
    withdrawn, held = ArticleFactory(), CommentFactory(status=Comment.Status.HELD)
    below = CommentFactory(article=withdrawn)
    _quoted("Said in a withdrawn article.", block_of(withdrawn, WALKING))
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOON, withdrawn_reason="Old.")
    _quoted("Said in a comment that waits.", held, words=held.body)
    _quoted("Said in a comment under it.", below, words="Is this")
    _claim("Said nowhere.")
    _quoted("Said in an article.", block_of(ArticleFactory(), WALKING))
    _quoted("Said in a comment.", CommentFactory(), words="Is this")
    _said_outside("Said elsewhere.")

    found = _listed(client)

    both = [claim.statement for row in (shown, dismissed) for claim in (doubted(row), against(row))]
    assert sorted(found) == sorted([*both, "Said in an article.", "Said in a comment.", "Said elsewhere."])


def test_register_is_in_the_order_of_things_then_of_statements(client):
    walking, abseiling = _thing("Zumba"), _thing("Abseiling")
    block = block_of(ArticleFactory(), WALKING)
    for statement, thing in (("B.", walking), ("C.", None), ("A.", walking), ("D.", abseiling)):
        _quoted(statement, block, thing)

    assert _listed(client) == ["D.", "A.", "B.", "C."]


@pytest.mark.parametrize("count", [1, 3])
def test_register_takes_the_same_queries_however_long(client, count, django_assert_num_queries):
    thing = _thing("Walking")
    value = FacetValue.objects.get(code="osteoporosis")
    for number in range(count):
        row = dispute(words=WALKING)
        claim = doubted(row)
        said = {"thing": thing, "stance": "effect", "values": [value], "by": MemberFactory(), "at": NOON}
        edit_claim(claim=claim, statement=f"Walking helps {number}.", **said)
        merge_claims(claim=against(row), into=claim, by=MemberFactory(), at=NOON)

    with django_assert_num_queries(10):
        response = client.get(reverse("claim_list"))

    shown = [(entry.claim.statement, len(entry.disputes), entry.people) for entry in response.context["entries"]]
    assert shown == [(f"Walking helps {number}.", 1, [value]) for number in range(count)]


def test_register_has_pages_of_twenty_and_keeps_the_filters(client):
    walking = _thing("Walking")
    block = block_of(ArticleFactory(), WALKING)
    for number in range(21):
        _quoted(f"Claim {number:02}.", block, walking)

    first, second = _listed(client, "?thing=walking"), _listed(client, "?thing=walking&page=2")
    page = client.get(reverse("claim_list") + "?thing=walking&state=none").content.decode()

    assert (first, second) == ([f"Claim {number:02}." for number in range(20)], ["Claim 20."])
    assert '<a href="?state=none&amp;thing=walking&amp;page=2">2</a>' in page
    assert '<a href="?state=disputed&amp;thing=walking">Disputed</a>' in page


def test_register_by_topic_finds_articles_and_the_comments_under_them(client):
    exercise, other = TopicFactory(slug="exercise"), TopicFactory(slug="other")
    article, foreign = ArticleFactory(topics=[exercise]), ArticleFactory(topics=[other])
    _quoted("In the article.", block_of(article, WALKING))
    _quoted("In a comment.", CommentFactory(article=article), words="Is this")
    _quoted("In another article.", block_of(foreign, WALKING))
    _said_outside("Elsewhere.")

    assert _listed(client, "?topic=exercise") == ["In a comment.", "In the article."]
    assert len(_listed(client, "?topic=none-such")) == 4


def test_register_by_state_finds_what_is_disputed_conflicting_ruled_and_not_in_question(client, editor):
    doubt, settled = dispute(words=WALKING, question="Doubt?"), dispute(words="a bent back", question="Settled?")
    article = article_of(doubt)
    conflict = dispute(
        target=block_of(article, JUMPING), words=JUMPING, reason="contradicts", question="Conflict?",
        against=(block_of(article, WALKING), 0, len(WALKING)),
    )  # fmt: skip
    rule(settled, by=editor, outcome="unsettled")
    closed = dispute(words="heavy things", question="Closed?")
    dismiss_dispute(dispute=closed, code="duplicate", reason="x", publish=True, by=editor, at=NOON)
    for row in (doubt, settled, conflict, closed):
        for claim, side in ((doubted(row), "A"), (against(row), "B")):
            Claim.objects.filter(pk=claim.pk).update(statement=f"{row.question} {side}")
    _quoted("Nobody asks.", block_of(ArticleFactory(), WALKING))

    states = ("disputed", "conflicting", "unsettled", "none", "stands")
    found = {state: _listed(client, f"?state={state}") for state in states}

    assert found == {
        "disputed": ["Doubt? A", "Doubt? B"],
        "conflicting": ["Conflict? A", "Conflict? B"],
        "unsettled": ["Settled? A", "Settled? B"],
        "none": ["Closed? A", "Closed? B", "Nobody asks."],
        "stands": [],
    }


def test_register_finds_a_claim_by_what_was_merged_into_it(client):
    walking, topic = _thing("Walking"), TopicFactory(slug="exercise")
    row = dispute(words=JUMPING)
    Claim.objects.filter(pk=doubted(row).pk).update(statement="Disputed.", thing=None)
    about = _quoted("About walking.", block_of(ArticleFactory(topics=[topic]), WALKING), walking)
    root = _said_outside("Stands for both.")
    for claim in (doubted(row), about):
        merge_claims(claim=claim, into=root, by=MemberFactory(), at=NOON)

    queries = ("?thing=walking", "?topic=exercise", "?state=disputed", "?state=none")
    found = [_listed(client, query) for query in queries]

    assert found == [["Stands for both."], ["Stands for both."], ["No", "Stands for both."], []]
    entry = next(row for row in client.get(reverse("claim_list")).context["entries"] if row.claim == root)
    assert (entry.thing, [dispute for dispute, _badge in entry.disputes]) == (walking, [row])


@pytest.mark.parametrize("query", ["?state=nonsense", "?topic=%00", "?page=x", "?page=99", "?thing="])
def test_register_bears_any_query(client, query):
    assert client.get(reverse("claim_list") + query).status_code == 200


def test_page_shows_passages_by_place_disputes_and_what_else_is_said(client):
    walking = _thing("Walking", "strolling")
    row = dispute(words=WALKING)
    claim, by = doubted(row), MemberFactory()
    question = CommentFactory(article=article_of(row), kind=Comment.Kind.QUESTION, body="Does walking help?")
    answer = CommentFactory(parent=question, body="Walking helped me.")
    for target in (question, answer):
        quote_passage(claim=claim, target=target, start=0, end=len(target.body), by=by, at=NOON)
    source = find_or_add_source(url=OUTSIDE, by=by, at=NOON)
    quote_source(claim=claim, source=source, words="Walk daily.", by=by, at=NOON)
    other = _said_outside("Walking harms.", walking)
    _said_outside("Running harms.")

    response = client.get(claim.get_absolute_url())

    groups = [(group.heading, [quote.words for quote in group.quotes]) for group in response.context["groups"]]
    assert groups == [
        ("In articles", [WALKING]), ("In comments", ["Does walking help?"]),
        ("In answers to questions", ["Walking helped me."]), ("Elsewhere", ["Walk daily."]),
    ]  # fmt: skip
    assert [entry.claim for entry in response.context["others"]] == [against(row), other]
    assert [(found, badge.label) for found, badge in response.context["entry"].disputes] == [(row, "Disputed")]
    page = response.content.decode()
    assert f'<a href="{source.link}" rel="nofollow noopener">' in page
    assert "Also called: strolling" in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_however_much_is_said(client, count, django_assert_num_queries):
    thing, by = _thing("Walking"), MemberFactory()
    row = dispute(words=WALKING)
    claim = doubted(row)
    for number in range(count):
        quote_passage(claim=claim, target=CommentFactory(body=f"So {number}"), start=0, end=2, by=by, at=NOON)
        merge_claims(claim=_said_outside(f"Merged {number}.", thing), into=claim, by=by, at=NOON)
        second = doubted(dispute(words=JUMPING))
        Claim.objects.filter(pk=second.pk).update(thing=thing)
        second.population.values.set(FacetValue.objects.filter(code="low"))

    with django_assert_num_queries(17):
        response = client.get(claim.get_absolute_url())

    assert len(response.context["others"]) == count + 1
    assert [len(group.quotes) for group in response.context["groups"]] == [1, count, 1]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        (Comment.Status.HIDDEN, "[a comment that is not public]"),
        (Comment.Status.REMOVED, "[a comment that is not public]"),
        (Comment.Status.DELETED, "[removed by its author]"),
    ],
)
def test_page_never_shows_the_words_of_a_comment_that_is_not_public_any_more(client, status, shown):
    comment = CommentFactory(body="Jumping made my bones stronger.")
    row = dispute(target=comment, words=comment.body)
    comment.move_to(status, code="promotion" if status == Comment.Status.REMOVED else "")

    pages = [client.get(where).content.decode() for where in (doubted(row).get_absolute_url(), reverse("claim_list"))]

    assert [shown in pages[0], *("Jumping made" in page for page in pages)] == [True, False, False]


def test_page_of_a_claim_that_is_not_public_is_for_editors(client, editor, moderator):
    claim = _claim("Said nowhere.")
    hidden = dispute(words=WALKING)
    Dispute.objects.filter(pk=hidden.pk).update(status="retracted")
    addresses = [claim.get_absolute_url(), doubted(hidden).get_absolute_url()]

    found = [client.get(address).status_code for address in addresses]
    for member in (moderator, editor):
        client.force_login(member)
        found += [client.get(address).status_code for address in addresses]

    assert found == [404, 404, 404, 404, 200, 200]


def test_page_leaves_out_passages_and_disputes_that_are_private(client):
    row, hidden = dispute(words=WALKING), dispute(words=JUMPING)
    merge_claims(claim=doubted(hidden), into=doubted(row), by=MemberFactory(), at=NOON)
    Dispute.objects.filter(pk=hidden.pk).update(
        status="dismissed", dismissal_reason="x", decided_at=NOON, decided_by=MemberFactory()
    )

    context = client.get(doubted(row).get_absolute_url()).context

    words = [quote.words for group in context["groups"] for quote in group.quotes]
    assert (words, [found for found, _badge in context["entry"].disputes]) == ([WALKING], [row])


def test_other_address_of_a_claim_leads_to_the_right_one(client):
    claim = _said_outside("Walking helps.")

    response = client.get(reverse("claim_detail", args=[claim.pk, "anything"]))

    assert (response.status_code, response.headers["Location"]) == (302, f"/claims/{claim.pk}/walking-helps/")


def test_joined_report_stands_with_the_claim_it_joined(client):
    row = dispute(words=WALKING)
    second = report(article=article_of(row), words=JUMPING).dispute
    join_report(dispute=second, into=row, by=MemberFactory(), at=NOON)

    [group] = client.get(doubted(row).get_absolute_url()).context["groups"]

    assert [quote.words for quote in group.quotes] == [WALKING, JUMPING]


def test_words_that_an_editor_found_to_say_the_opposite_are_in_the_register(client):
    row = dispute(words=WALKING)
    claim = _claim("Walking harms.")
    row.appearances.update(claim=claim)

    assert (sorted(_listed(client)), client.get(claim.get_absolute_url()).status_code) == (
        sorted([WALKING, "No", "Walking harms."]), 200,
    )  # fmt: skip
