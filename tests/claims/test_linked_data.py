"""What machines read on the page of a dispute: claims, the review of the first, and nobody's private words."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from claims.linked_data import Publisher, RulingFacts, SideFacts, as_script, dispute_page
from comments.models import Comment
from tests.claims.scenes import JUMPING, block_of, dispute, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.properties import steady

SITE = "http://localhost:8000"
PUBLISHER = {"@type": "Organization", "name": "BoneCommunity", "url": f"{SITE}/"}
BLOCKS = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked(client, address):
    """Return the data blocks of a page."""
    return [json.loads(text) for text in BLOCKS.findall(client.get(address).content.decode())]


def against_a_comment(**fields):
    """Return a dispute between a sentence of an article and one of a comment below it, and the comment."""
    article = ArticleFactory()
    comment = CommentFactory(article=article, body="Jumping made my bones stronger.", author=MemberFactory(**fields))
    row = dispute(
        article=article, words=JUMPING, reason="contradicts", against=(comment, 0, len(comment.body)),
        question="May I jump?",
    )  # fmt: skip
    return row, comment


@pytest.mark.django_db
def test_open_dispute_is_described_as_its_claims(client):
    row, comment = against_a_comment(public_name="Ines K")
    page, article = f"{SITE}{row.get_absolute_url()}", row.appearances.order_by("pk").first().article
    place = f"{SITE}{article.get_absolute_url()}#b-{block_of(article, JUMPING).key}"
    said = {
        "@type": "Comment",
        "url": f"{SITE}{comment.get_absolute_url()}",
        "author": {"@type": "Person", "name": "Ines K"},
    }
    printed = {"@type": "Article", "url": place, "publisher": PUBLISHER}

    assert linked(client, row.get_absolute_url()) == [
        {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "Claim", "@id": f"{page}#p-A", "url": f"{page}#p-A", "name": "Yes", "text": JUMPING,
                    "author": PUBLISHER, "firstAppearance": printed, "appearance": [printed],
                },
                {
                    "@type": "Claim", "@id": f"{page}#p-B", "url": f"{page}#p-B", "name": "No", "text": comment.body,
                    "author": {"@type": "Person", "name": "Ines K"}, "firstAppearance": said, "appearance": [said],
                },
            ],
        }
    ]  # fmt: skip


@pytest.mark.django_db
def test_ruled_dispute_is_described_as_the_review_of_its_first_claim(client, editor):
    row, _comment = against_a_comment()
    at = NOON + timedelta(days=2)
    rule(row, by=editor, at=at, outcome="unsettled", summary="Trials & experts <disagree>.")
    page = f"{SITE}{row.get_absolute_url()}"

    review, other = linked(client, row.get_absolute_url())[0]["@graph"]

    first = review.pop("itemReviewed")
    assert review == {
        "@type": "ClaimReview", "@id": f"{page}#ruling", "url": page, "claimReviewed": JUMPING,
        "reviewRating": {
            "@type": "Rating", "alternateName": "Experts disagree", "ratingExplanation": "Trials & experts <disagree>.",
        },
        "author": PUBLISHER, "datePublished": "2026-03-04", "reviewBody": "Trials & experts <disagree>.",
    }  # fmt: skip
    assert [(claim["@type"], claim["@id"], claim["name"]) for claim in (first, other)] == [
        ("Claim", f"{page}#p-A", "Yes"),
        ("Claim", f"{page}#p-B", "No"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Comment.Status.HIDDEN, Comment.Status.REMOVED, Comment.Status.DELETED])
def test_comment_that_is_not_public_gives_no_words_and_no_name(client, status):
    row, comment = against_a_comment(public_name="Ines K")
    comment.move_to(status, code="promotion" if status == Comment.Status.REMOVED else "")

    second = linked(client, row.get_absolute_url())[0]["@graph"][1]

    at = f"{SITE}{row.get_absolute_url()}#p-B"
    assert second == {"@type": "Claim", "@id": at, "url": at, "name": "No", "text": "No"}


@pytest.mark.django_db
def test_dispute_that_only_its_reporter_sees_is_not_described(client, member):
    row = report(reporter=member).dispute
    client.force_login(member)

    response = client.get(row.get_absolute_url())

    assert (response.status_code, BLOCKS.findall(response.content.decode())) == (200, [])


@pytest.mark.django_db
def test_dispute_closed_in_public_is_described_without_a_review(client, moderator):
    row, _comment = against_a_comment()
    client.force_login(moderator)
    client.post(reverse("report_triage", args=[row.pk]), {"decision": "duplicate", "reason": "Seen before."})

    kinds = [node["@type"] for node in linked(client, row.get_absolute_url())[0]["@graph"]]

    assert kinds == ["Claim", "Claim"]


def test_ruling_on_a_dispute_without_sides_reviews_its_question():
    ruling = RulingFacts("Still right", "It stands.", NOON)

    page = dispute_page(
        [],
        url="https://example.org/d/1/",
        question="Is it so?",
        publisher=Publisher("P", "https://example.org/"),
        ruling=ruling,
    )

    review = page["@graph"][0]
    assert (review["claimReviewed"], review["itemReviewed"]) == ("Is it so?", {"@type": "Claim", "name": "Is it so?"})


@steady
@given(st.text(), st.text())
def test_no_words_end_a_data_block_or_are_lost(name, summary):
    data = dispute_page(
        [SideFacts("https://example.org/d/1/#p-A", f"x{name}</script><!--<script>")], url="https://example.org/d/1/",
        question="Q", publisher=Publisher("P", "https://example.org/"), ruling=RulingFacts("Corrected", summary, NOON),
    )  # fmt: skip

    block = as_script(data)

    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert (set("<>&\u2028\u2029") & set(inside), json.loads(inside)) == (set(), data)
