"""What machines read on the page of an article."""

from datetime import date, timedelta

import pytest

from articles.models import Article, Source
from claims.actions import propose_ruling, put_up_cautions
from claims.models import Ruling
from comments.models import Comment
from tests.claims.scenes import JUMPING, WALKING, block_of, dispute, finding, let_wait, publish, report, rule
from tests.claims.test_linked_data import PUBLISHER, SITE, linked
from tests.factories import BODY, NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory, TopicFactory

CITING = f"""{BODY}
Bones like work.[^1]

[^1]: Watson. LIFTMOR trial. J Bone Miner Res 2018. doi:10.1002/jbmr.3284
"""


@pytest.mark.django_db
def test_article_is_described_with_dates_people_and_references(client):
    author, topic = AuthorFactory(name="Ada Noor"), TopicFactory(name="Exercise")
    article = ArticleFactory(title="Moving </script> & resting", body=CITING, authors=[author], topics=[topic])
    Article.objects.filter(pk=article.pk).update(reviewed_on=date(2026, 2, 1), reviewed_by="Dr Lin Vega")
    Source.objects.update(title="LIFTMOR", year=2018, kind="trial")
    page = f"{SITE}{article.get_absolute_url()}"

    assert linked(client, article.get_absolute_url()) == [
        {
            "@context": "https://schema.org",
            "@type": ["MedicalWebPage", "Article"],
            "@id": page,
            "url": page,
            "headline": "Moving </script> & resting",
            "description": "What helps and what harms.",
            "inLanguage": "en-gb",
            "version": 1,
            "datePublished": "2026-03-02T12:00:00+00:00",
            "dateModified": "2026-03-02T12:00:00+00:00",
            "author": [{"@type": "Person", "name": "Ada Noor", "url": f"{SITE}{author.get_absolute_url()}"}],
            "publisher": PUBLISHER,
            "about": [{"@type": "Thing", "name": "Exercise", "url": f"{SITE}{topic.get_absolute_url()}"}],
            "reviewedBy": {"@type": "Person", "name": "Dr Lin Vega"},
            "lastReviewed": "2026-02-01",
            "citation": [
                {
                    "@type": "ScholarlyArticle",
                    "name": "LIFTMOR",
                    "url": "https://doi.org/10.1002/jbmr.3284",
                    "identifier": "doi:10.1002/jbmr.3284",
                    "datePublished": "2018",
                }
            ],
        }
    ]


@pytest.mark.django_db
def test_article_without_a_byline_is_by_its_publisher_and_says_nothing_that_nobody_filled_in(client):
    article = ArticleFactory()

    found = linked(client, article.get_absolute_url())[0]

    assert found["author"] == [PUBLISHER]
    assert {"image", "about", "reviewedBy", "lastReviewed", "citation"} & set(found) == set()


@pytest.mark.django_db
def test_withdrawn_article_is_not_described(client, noon):
    article = ArticleFactory()
    Article.objects.filter(pk=article.pk).update(withdrawn_at=noon, withdrawn_reason="It was wrong.")

    assert linked(client, article.get_absolute_url()) == []


def marked(client, article):
    """Return the marked statements and the rulings that machines read on the page of an article."""
    [found] = linked(client, article.get_absolute_url())
    return found.get("hasPart", []), found.get("mentions", [])


def place(article, row, words):
    return f"{SITE}{article.get_absolute_url()}#m-{row.pk}-{block_of(article, words).key}"


@pytest.mark.django_db
def test_statement_in_dispute_is_a_claim_under_the_lines_that_govern_it(client):
    article = ArticleFactory()
    row = dispute(article=article, words="jump", question="May I jump?")
    at = place(article, row, JUMPING)
    mark = {"@type": "Article", "url": at, "publisher": PUBLISHER}

    assert marked(client, article) == (
        [
            {
                "@type": "Claim", "@id": at, "url": at, "text": f"Do not\n{JUMPING}", "author": PUBLISHER,
                "firstAppearance": mark, "appearance": [mark],
                "subjectOf": {
                    "@type": "WebPage", "url": f"{SITE}{row.get_absolute_url()}", "name": "May I jump?"
                },
            }
        ],
        [],
    )  # fmt: skip
    assert f'id="{at.partition("#")[2]}"' in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("outcome", "words"), [("stands", "Still right"), ("unsettled", "Experts disagree")])
def test_ruling_in_force_is_a_review_that_the_article_mentions_once(client, editor, outcome, words):
    article = ArticleFactory()
    other = block_of(article, WALKING)  # the dispute marks two passages of the article
    row = dispute(
        article=article, words=JUMPING, reason="contradicts", against=(other, 0, len(WALKING)), question="May I jump?"
    )
    rule(row, by=editor, outcome=outcome, summary="Walk <on>.", at=NOON + timedelta(days=2))
    page = f"{SITE}{row.get_absolute_url()}"

    claims, reviews = marked(client, article)

    side = {"@type": "Claim", "@id": f"{page}#p-A", "url": f"{page}#p-A"}
    assert reviews == [
        {
            "@type": "ClaimReview", "@id": f"{page}#ruling", "url": page, "claimReviewed": "May I jump?",
            "reviewRating": {"@type": "Rating", "alternateName": words, "ratingExplanation": "Walk <on>."},
            "author": PUBLISHER, "datePublished": "2026-03-04", "reviewBody": "Walk <on>.", "itemReviewed": side,
        }
    ]  # fmt: skip
    assert [claim["subjectOf"] for claim in claims] == [{"@id": f"{page}#ruling"}] * 2
    [review, *_others] = linked(client, row.get_absolute_url())[0]["@graph"]
    assert (review["@id"], review["itemReviewed"]["@id"]) == (reviews[0]["@id"], side["@id"])


@pytest.mark.django_db
def test_words_are_those_of_the_live_text_and_a_mark_that_is_not_certain_is_not_told(client, editor):
    article = ArticleFactory(body=f"{BODY}\nRun on grass.\n")
    row, other = dispute(article=article, words=JUMPING), dispute(article=article, words="Run on grass.")
    publish(article, "Run on grass.", "Run on soft grass.", by=editor)  # nobody has placed its mark

    claims, _reviews = marked(client, article)

    assert [(claim["@id"], claim["text"]) for claim in claims] == [
        (place(article, row, JUMPING), f"Do not\n{JUMPING}"),
    ]  # fmt: skip
    assert other.get_absolute_url() not in str(claims)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Comment.Status.HIDDEN, Comment.Status.DELETED])
def test_nothing_that_a_visitor_cannot_see_is_told(client, member, editor, status):
    """A reported dispute with a caution; a comment that is gone; a ruling that waits for a second editor."""
    article = ArticleFactory(body=f"{BODY}\nRun on grass.\n")
    hidden = report(article=article, words="Run on grass.", reporter=member)
    [caution] = put_up_cautions(at=NOON + timedelta(days=9))
    assert caution.dispute == hidden.dispute
    ines = MemberFactory(public_name="Ines K")
    comment = CommentFactory(article=article, body="Jumping made me strong.", author=ines)
    dispute(
        article=article, words=JUMPING, reason="contradicts", against=(comment, 0, len(comment.body)), question="Jump?"
    )  # fmt: skip
    comment.move_to(status)
    unsafe = dispute(article=article, words=WALKING, question="Walk?")
    let_wait(unsafe, NOON + timedelta(days=10))
    propose_ruling(
        dispute=unsafe, finding=finding(unsafe, summary="A secret."), by=editor, at=NOON + timedelta(days=10)
    )  # fmt: skip
    client.force_login(member)  # who reported it, and gets no more than a visitor

    [found] = linked(client, article.get_absolute_url())

    assert Ruling.objects.get().status == Ruling.Status.PROPOSED
    assert [part["subjectOf"].get("name") for part in found["hasPart"]] == ["Walk?", "Jump?"]
    told = str(found)
    leaks = ["Run on grass", "made me strong", "Ines K", "A secret", hidden.dispute.get_absolute_url()]
    assert ([leak for leak in leaks if leak in told], "mentions" in found) == ([], False)
