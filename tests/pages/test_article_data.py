"""What machines read on the page of an article."""

from datetime import date

import pytest

from articles.models import Article, Source
from tests.claims.test_linked_data import PUBLISHER, SITE, linked
from tests.factories import BODY, ArticleFactory, AuthorFactory, TopicFactory

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
