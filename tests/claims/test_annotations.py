"""The marks of an article as Web Annotations: read by the W3C's own context, and what is in them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pyld import jsonld

from articles.actions import update_details
from articles.models import Article
from claims.annotating import CONTEXT
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, publish, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory

SITE = "http://localhost:8000"
CONTEXT_FILE = Path(__file__).parent / "data" / "anno.jsonld"
OA, RDF = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
AS = "http://www.w3.org/ns/activitystreams#"


def fetch(client, article, **headers):
    return client.get(reverse("article_annotations", args=[article.slug]), headers=headers)


def offline(url, options):
    """Give the context from the file beside this test; anything else would be a call to the network."""
    assert url == CONTEXT
    document = json.loads(CONTEXT_FILE.read_text())
    return {"document": document, "documentUrl": url, "contextUrl": None, "contentType": "application/ld+json"}


def expanded(document):
    return jsonld.expand(document, {"documentLoader": offline})


@pytest.mark.django_db
def test_mark_is_an_annotation_of_its_words(client):
    row = dispute(words=WALKING, question="Is walking enough?")
    article = article_of(row)
    key = block_of(article, WALKING).key
    page, address = f"{SITE}{article.get_absolute_url()}", f"{SITE}/articles/{article.slug}/annotations.json"

    response = fetch(client, article)

    assert response.headers["Content-Type"] == f'application/ld+json; profile="{CONTEXT}"'
    words = {"type": "TextualBody", "format": "text/plain", "language": "en-gb"}
    annotation = {
        "id": f"{page}#m-{row.pk}-{key}",
        "type": "Annotation",
        "motivation": "questioning",
        "created": "2026-03-02T12:00:00Z",
        "modified": "2026-03-02T12:00:00Z",
        "creator": {"id": f"{SITE}/", "type": "Organization", "name": "BoneCommunity"},
        "body": [
            words | {"value": "Disputed", "purpose": "tagging"},
            words | {"value": "Is walking enough?", "purpose": "describing"},
            {"type": "SpecificResource", "source": f"{SITE}{row.get_absolute_url()}", "purpose": "linking"},
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": page,
                "state": {
                    "type": "TimeState",
                    "sourceDate": "2026-03-02T12:00:00Z",
                    "cached": f"{page}history/1/",
                },
                "selector": [
                    {"type": "TextQuoteSelector", "exact": WALKING, "prefix": "", "suffix": ""},
                    {
                        "type": "FragmentSelector",
                        "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                        "value": f"b-{key}",
                        "refinedBy": {"type": "TextPositionSelector", "start": 0, "end": len(WALKING)},
                    },
                ],
            }
        ],
    }
    assert response.json() == {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": article.title,
        "total": 1,
        "first": {
            "id": f"{address}#page",
            "type": "AnnotationPage",
            "partOf": address,
            "startIndex": 0,
            "items": [annotation],
        },
        "last": f"{address}#page",
    }


@pytest.mark.django_db
def test_every_word_of_it_is_in_the_context_of_the_model(client, editor):
    """Expand it: what the context does not know is dropped by the algorithm, so a round trip shows that nothing is."""
    article = article_of(dispute(words=JUMPING, question="May I jump?"))
    ruled = dispute(article=article, words=WALKING, question="Is walking enough?")
    rule(ruled, by=editor, at=NOON + timedelta(days=2))
    document = fetch(client, article).json()

    assert len(document["first"]["items"]) == 2
    assert _there_and_back(document) == _lists(document)
    assert _there_and_back(document | {"colour": "amber"}) == _lists(document)


def _there_and_back(document):
    options = {"documentLoader": offline}
    return _lists(jsonld.compact(jsonld.expand(document, options), CONTEXT, options))


def _lists(value):
    """Return a document in one form: a list of one thing and the thing itself are the same."""
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_lists(inner) for inner in value] if len(value) > 1 else _lists(value[0]) if value else []
    return value


@pytest.mark.django_db
def test_names_expand_to_the_terms_of_the_vocabulary(client, editor):
    row = dispute(words=WALKING, question="Is walking enough?")
    article = article_of(row)
    rule(row, by=editor, at=NOON + timedelta(days=2))

    node = expanded(fetch(client, article).json())[0]

    page = node[f"{AS}first"][0]
    found = page[f"{AS}items"][0]["@list"][0]
    target = found[f"{OA}hasTarget"][0]
    quote, within = target[f"{OA}hasSelector"]
    assert (node["@type"], page["@type"]) == ([f"{AS}OrderedCollection"], [f"{AS}OrderedCollectionPage"])
    assert node[f"{AS}totalItems"] == [{"@type": f"{XSD}nonNegativeInteger", "@value": 1}]
    assert found["@type"] == [f"{OA}Annotation"]
    assert found[f"{OA}motivatedBy"] == [{"@id": f"{OA}assessing"}]
    assert [body.get(f"{OA}hasPurpose") for body in found[f"{OA}hasBody"]] == [
        [{"@id": f"{OA}{purpose}"}] for purpose in ("tagging", "describing", "linking", "assessing")
    ]
    assert [body.get(f"{RDF}value", [{"@value": None}])[0]["@value"] for body in found[f"{OA}hasBody"]] == [
        "Still right", "Is walking enough?", None, "It is right.",
    ]  # fmt: skip
    assert target["@type"] == [f"{OA}SpecificResource"]
    assert target[f"{OA}hasSource"] == [{"@id": f"{SITE}{article.get_absolute_url()}"}]
    assert target[f"{OA}hasState"][0][f"{OA}sourceDate"][0]["@type"] == f"{XSD}dateTime"
    assert (quote["@type"], quote[f"{OA}exact"]) == ([f"{OA}TextQuoteSelector"], [{"@value": WALKING}])
    assert within["@type"] == [f"{OA}FragmentSelector"]
    assert within[f"{OA}refinedBy"][0]["@type"] == [f"{OA}TextPositionSelector"]
    assert within[f"{OA}refinedBy"][0][f"{OA}end"] == [{"@type": f"{XSD}nonNegativeInteger", "@value": len(WALKING)}]


@pytest.mark.django_db
def test_only_marks_that_a_visitor_sees_are_there(client):
    seen = dispute(words=WALKING)
    article = article_of(seen)
    report(article=article, words=JUMPING)  # waits for triage
    dispute(target=CommentFactory(article=article, body="I jump."), words="I jump.")  # stands in a comment
    dispute(article=article, words="Do not lift heavy things with a bent back.")
    publish(article, "heavy things", "heavy loads")  # its words have changed
    article.refresh_from_db()

    found = fetch(client, article).json()

    key = block_of(article, WALKING).key
    assert [row["id"].rpartition("#")[2] for row in found["first"]["items"]] == [f"m-{seen.pk}-{key}"]
    assert found["first"]["items"][0]["target"][0]["state"]["cached"].endswith("/history/2/")


@pytest.mark.django_db
def test_two_passages_of_a_dispute_in_one_block_are_two_targets_of_one_annotation(client):
    last = "Nobody says that falling is."
    article = ArticleFactory(body=f"{WALKING} Some say that sitting is too. {last}")
    row = dispute(article=article, words=WALKING)
    other = report(article=article, words=last)
    other.appearance.dispute = row
    other.appearance.save()

    items = fetch(client, article).json()["first"]["items"]

    quotes = [[target["selector"][0] for target in item["target"]] for item in items]
    assert quotes == [
        [
            {"type": "TextQuoteSelector", "exact": WALKING, "prefix": "", "suffix": " Some say that sitting is too. N"},
            {"type": "TextQuoteSelector", "exact": last, "prefix": ". Some say that sitting is too. ", "suffix": ""},
        ]
    ]


@pytest.mark.django_db
def test_quiet_article_has_an_empty_collection(client):
    found = fetch(client, ArticleFactory()).json()

    assert (found["total"], found["first"]["items"]) == (0, [])


@pytest.mark.django_db
def test_unchanged_marks_are_not_sent_again(client, editor):
    row = dispute(words=WALKING)
    article = article_of(row)
    etag = fetch(client, article).headers["ETag"]
    same = fetch(client, article, if_none_match=etag)
    statuses = [same.status_code]

    rule(row, by=editor, at=NOON + timedelta(days=2))
    ruled = fetch(client, article, if_none_match=etag)
    publish(article, "heavy things", "heavy loads", at=NOON + timedelta(days=3))
    edited = fetch(client, article, if_none_match=ruled.headers["ETag"])

    statuses += [ruled.status_code, edited.status_code]
    assert (statuses, same.content, len({etag, ruled.headers["ETag"], edited.headers["ETag"]})) == (
        [304, 200, 200], b"", 3,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_marks_take_the_same_queries_however_many(client, count, django_assert_num_queries):
    passages = [WALKING, JUMPING, "Do not lift heavy things with a bent back."]
    article = ArticleFactory()
    for words in passages[:count]:
        dispute(article=article, words=words)

    with django_assert_num_queries(6):
        found = fetch(client, article).json()

    assert found["total"] == count


@pytest.mark.django_db
def test_article_that_is_not_public_has_no_marks_to_fetch(client, noon):
    draft, withdrawn = ArticleFactory(published=False), ArticleFactory()
    Article.objects.filter(pk=withdrawn.pk).update(withdrawn_at=noon, withdrawn_reason="It was wrong.")

    assert [fetch(client, article).status_code for article in (draft, withdrawn)] == [404, 404]


@pytest.mark.django_db
def test_former_address_leads_to_the_present_one(client, editor):
    article = ArticleFactory()
    former = reverse("article_annotations", args=[article.slug])
    update_details(article=article, slug="a-new-address", topics=[], authors=[], by=editor, at=NOON)

    response = client.get(former)

    assert (response.status_code, response.headers["Location"]) == (301, "/articles/a-new-address/annotations.json")


@pytest.mark.django_db
def test_article_page_names_where_its_marks_are(client):
    article = ArticleFactory()

    html = client.get(article.get_absolute_url()).content.decode()

    address = reverse("article_annotations", args=[article.slug])
    assert f'<link rel="alternate" type="application/ld+json" href="{address}"' in html
