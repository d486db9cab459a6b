"""References that studied other people: found, decided on by a person, and only then told to readers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source, update_source, withdraw_article
from articles.models import Source
from claims.actions import (
    set_studied_people,
)
from claims.reading import (
    articles_without_people,
    bare_references,
    misfits,
    references_to_look_at,
    studies_without_people,
)
from tests.claims import scenes
from tests.claims.studies import CITED, OTHERS, OURS, cited, decide, values
from tests.factories import NOON, ArticleFactory, MemberFactory

LATER = NOON + timedelta(days=1)


def _waiting():
    return [(row.article, row.source, row.sentences) for row in misfits() if row.waits]


def _claim(article, words, codes):
    """Dispute these words of an article, and say whom their claim is about."""
    row = scenes.dispute(article=article, words=words)
    claim = row.appearances.get().claim
    claim.population.values.set(values(codes))
    return claim


@pytest.mark.django_db
def test_reference_that_studied_other_people_is_found_with_its_sentence_and_both_in_words():
    article, source = cited()
    cited(doi="10.1000/fits", studied=OURS)

    [found] = misfits()

    assert (found.article, found.source, found.number, found.sentences, found.waits) == (
        article, source, 1, [CITED], True,
    )  # fmt: skip
    assert (found.people, found.studied) == ("Osteopenia or osteoporosis", "Healthy: no bone loss known; Under 50")
    assert found.suggested == (
        "This study looked at healthy: no bone loss known; Under 50; the sentence is about other people: osteopenia or "
        "osteoporosis."
    )


@pytest.mark.django_db
def test_words_of_the_record_say_whom_it_studied():
    _article, source = cited()
    update_source(source=source, people_studied="Healthy women", by=MemberFactory(), at=NOON)

    assert misfits()[0].suggested.startswith("This study looked at healthy women; the sentence is about other people:")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("studied", "people"),
    [
        pytest.param((), OURS, id="nobody knows whom it studied"),
        pytest.param(OTHERS, (), id="nobody knows whom the article is about"),
        pytest.param(("under-50",), ("osteopenia",), id="each says something else"),
        pytest.param(("osteopenia", "under-50"), OURS, id="some of them"),
        pytest.param(("vertebral-several",), ("vertebral",), id="a narrower group"),
    ],
)
def test_what_fits_or_is_not_known_is_no_misfit(studied, people):
    cited(studied=studied, people=people)

    assert misfits() == []


@pytest.mark.django_db
def test_claim_in_the_sentence_says_whom_it_is_about_before_the_article_does():
    fitting, _source = cited()
    apart, _source = cited(doi="10.1000/183", people=OTHERS)
    _claim(fitting, CITED, ["healthy-bones"])
    _claim(apart, CITED, ["osteoporosis"])

    [found] = misfits()

    assert (found.article, found.people) == (apart, "Osteoporosis")


@pytest.mark.django_db
def test_claim_of_another_sentence_and_one_that_states_nobody_leave_it_to_the_article():
    article, source = cited()
    _claim(article, "Eat well.", ["healthy-bones"])
    _claim(article, CITED, [])

    assert _waiting() == [(article, source, [CITED])]


@pytest.mark.django_db
def test_every_sentence_that_a_reference_stands_behind_is_looked_at():
    body = "Walk far.[^1] Rest.\n\n- Sit.\n- Climb stairs.[^1]\n\n[^1]: Smith 2012. doi:{doi}\n"
    article, source = cited(body=body)

    assert _waiting() == [(article, source, ["Walk far.", "Climb stairs."])]


@pytest.mark.django_db
def test_mirror_in_the_references_studied_what_its_document_did():
    article, mirror = cited(studied=())
    update_source(source=mirror, mirror_of="10.1000/document", by=MemberFactory(), at=NOON)
    document = Source.objects.get(doi="10.1000/document")
    set_studied_people(source=document, values=values(OTHERS), by=MemberFactory(), at=NOON)

    assert _waiting() == [(article, mirror, [CITED])]


@pytest.mark.django_db
def test_only_the_text_that_readers_see_is_looked_at():
    withdrawn, _source = cited()
    withdraw_article(article=withdrawn, reason="Old.", by=MemberFactory(), at=LATER)
    changed, _source = cited(doi="10.1000/183")
    scenes.publish(changed, f"{CITED}[^1]", CITED)
    cited(doi="10.1000/184", body="No number behind it.\n\n[^1]: Smith 2012. doi:{doi}\n")

    assert misfits() == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_however_many(client, editor, count, django_assert_num_queries):
    for number in range(count):
        article, source = cited(doi=f"10.1000/{number}")
        _claim(article, CITED, ["osteoporosis"])
        decided, study = cited(doi=f"10.1000/decided{number}")
        decide(decided, study)
        ArticleFactory(body=f"Walk.[^1]\n\n[^1]: A line, {2000 + number}.\n")
        find_or_add_source(doi=f"10.1000/trial{number}", kind="trial", by=editor, at=NOON)
        ArticleFactory(body=f"Walk.[^1]\n\n[^1]: Trial. doi:10.1000/trial{number}\n")
        update_source(source=source, mirror_of=f"10.1000/other{number}", by=editor, at=NOON)
    client.force_login(editor)

    with django_assert_num_queries(20):
        context = client.get(reverse("reference_list")).context

    assert [len(context[name]) for name in ("waiting", "decided", "bare", "studies", "articles")] == [
        count, count, count, count, 2 * count,
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_desk_counts_in_the_same_queries_however_many(client, editor, count, django_assert_num_queries):
    for number in range(count):
        cited(doi=f"10.1000/{number}")
        ArticleFactory(body=f"Walk.[^1]\n\n[^1]: A line, {2000 + number}.\n")
    client.force_login(editor)

    with django_assert_num_queries(30):
        response = client.get(reverse("editorial_home"))

    assert response.context["reference_count"] == 2 * count
    assert reverse("reference_list").encode() in response.content


@pytest.mark.django_db
def test_references_without_title_doi_or_link_are_listed_by_article(client, editor):
    body = "A.[^1] B.[^2] C.[^3] D.[^4]\n\n[^1]: A journal, 2012.\n[^2]: J 2013. doi:abc\n[^3]: S. doi:10.1000/1\n[^4]: At https://example.org/a\n"  # noqa: E501
    article = ArticleFactory(body=body)
    described = ArticleFactory(body="E.[^1]\n\n[^1]: A society.\n").current_revision.citations.get().source
    update_source(source=described, title="Bones for life", by=editor, at=NOON)
    ArticleFactory(body="F.[^1]\n\n[^1]: A draft's reference.\n", published=False)
    client.force_login(editor)

    response = client.get(reverse("reference_list"))

    found = [(row.revision.article, row.number, is_malformed) for row, is_malformed in response.context["bare"]]
    assert found == [(article, 1, False), (article, 2, True)]
    links = [reverse("source_edit", args=[row.source_id]) for row, _flag in response.context["bare"]]
    assert [f'href="{link}"' in response.content.decode() for link in links] == [True, True]


@pytest.mark.django_db
def test_reference_leaves_the_list_when_it_is_described():
    article = ArticleFactory(body="A.[^1]\n\n[^1]: A journal, 2012.\n")
    source = article.current_revision.citations.get().source
    before = [row.source for row in bare_references()]

    update_source(source=source, doi="10.1000/182", by=MemberFactory(), at=NOON)

    assert (before, list(bare_references())) == ([source], [])


@pytest.mark.django_db
def test_studies_and_articles_of_which_the_people_are_not_known_are_listed():
    noted, source = cited()
    update_source(source=source, kind="trial", by=MemberFactory(), at=NOON)
    trial = find_or_add_source(doi="10.1000/trial", kind="trial", by=MemberFactory(), at=NOON)
    find_or_add_source(doi="10.1000/nobody-cites", kind="trial", by=MemberFactory(), at=NOON)
    article = ArticleFactory(body="A.[^1] B.[^2]\n\n[^1]: T. doi:10.1000/trial\n[^2]: News. doi:10.1000/news\n")
    ArticleFactory()  # has no references

    assert (list(studies_without_people()), list(articles_without_people())) == ([trial], [article])
    assert noted not in articles_without_people()


@pytest.mark.django_db
def test_count_is_of_what_waits():
    article, source = cited()
    ArticleFactory(body="A.[^1]\n\n[^1]: A journal, 2012.\n")
    before = references_to_look_at()

    decide(article, source)

    assert (before, references_to_look_at()) == (2, 1)


@pytest.mark.django_db
def test_suggested_note_is_never_longer_than_a_note_may_be():
    _article, source = cited(people=("osteopenia", "osteoporosis", "vertebral", "other-fracture", "neuropathy", "80"))
    update_source(source=source, people_studied="W" * 200, by=MemberFactory(), at=NOON)

    [found] = misfits()

    assert (len(found.suggested), found.suggested[-1]) == (300, "…")
