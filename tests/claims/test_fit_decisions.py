"""An editor decides about a reference that studied other people; only then are readers told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Detail, Entry
from claims.actions import (
    AlreadyDecided,
    take_back_citation_fit,
)
from claims.models import ArticleMarks, CitationFit
from claims.reading import (
    misfits,
)
from tests.claims import scenes
from tests.claims.studies import BODY, CITED, TOLD, cited, decide
from tests.factories import NOON, ArticleFactory, AuthorFactory, MemberFactory

LATER = NOON + timedelta(days=1)


def _waiting():
    return [(row.article, row.source, row.sentences) for row in misfits() if row.waits]


@pytest.mark.django_db
def test_editor_tells_readers_and_the_article_shows_the_note(client, editor):
    article, source = cited()
    before = client.get(article.get_absolute_url()).content.decode()
    client.force_login(editor)
    form = client.get(reverse("reference_fit", args=[article.pk, source.pk])).context["form"]

    client.post(
        reverse("reference_fit", args=[article.pk, source.pk]),
        {"verdict": "misfit", "note": form["note"].value(), "why": ""},
    )

    client.logout()
    after = client.get(article.get_absolute_url()).content.decode()
    words = "the sentence is about other people: osteopenia or osteoporosis."
    assert (before.count(words), after.count(words), _waiting()) == (0, 1, [])
    fit = CitationFit.objects.get()
    assert (fit.verdict, fit.decided_by, fit.sentences) == ("misfit", editor, [CITED])
    entry = Entry.objects.get(verb="decide_citation_fit")
    assert (entry.subject, entry.after) == (f"article:{article.pk}", {"source": source.pk, "verdict": "misfit"})
    assert Detail.objects.get(entry_id=entry.pk).public_note == fit.note


@pytest.mark.django_db
def test_note_stands_at_its_own_reference_only(client):
    body = f"{CITED}[^1] Eat well.[^2]\n\n[^1]: Smith 2012. doi:{{doi}}\n[^2]: Jones 2013. doi:10.1000/183\n"
    article, source = cited(body=body)
    other, _same = ArticleFactory(body=BODY.format(doi="10.1000/182")), None
    decide(article, source)

    context = client.get(article.get_absolute_url()).context
    elsewhere = client.get(other.get_absolute_url()).context

    assert [row.told for row in context["citations"]] == [TOLD, ""]
    assert [row.told for row in elsewhere["citations"]] == [""]


@pytest.mark.django_db
def test_reference_that_fits_is_told_to_nobody(client, editor):
    article, source = cited()
    client.force_login(editor)

    client.post(
        reverse("reference_fit", args=[article.pk, source.pk]),
        {"verdict": "fits", "note": "Prefilled.", "why": "It is about how bone works."},
    )

    client.logout()
    page = client.get(article.get_absolute_url())
    fit = CitationFit.objects.get()
    assert (fit.verdict, fit.note) == ("fits", "It is about how bone works.")
    assert ([row.told for row in page.context["citations"]], b"how bone works" in page.content) == ([""], False)
    assert _waiting() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"note": "Told."}, {"verdict": ["Choose whether readers are told."]}),
        ({"verdict": "misfit", "note": " "}, {"note": ["Write what readers are told."]}),
        ({"verdict": "fits", "note": "Told."}, {"why": ["Say in a sentence why it fits."]}),
        (
            {"verdict": "maybe", "note": "Told."},
            {"verdict": ["Select a valid choice. maybe is not one of the available choices."]},
        ),
    ],
)
def test_decision_without_its_words_is_refused_and_nothing_is_lost(client, editor, data, errors):
    article, source = cited()
    client.force_login(editor)

    response = client.post(reverse("reference_fit", args=[article.pk, source.pk]), data)

    form = response.context["form"]
    assert (form.errors, form["note"].value(), CitationFit.objects.count()) == (errors, data["note"], 0)


@pytest.mark.django_db
def test_note_goes_when_its_sentence_reads_otherwise_and_waits_for_a_decision_anew(client):
    article, source = cited()
    decide(article, source)
    scenes.publish(article, CITED, "Walking makes every bone stronger.")

    told = [row.told for row in client.get(article.get_absolute_url()).context["citations"]]

    assert (told, _waiting()) == ([""], [(article, source, ["Walking makes every bone stronger."])])


@pytest.mark.django_db
def test_note_stays_when_another_sentence_changes(client):
    article, source = cited()
    decide(article, source)
    scenes.publish(article, "Eat well.", "Eat better.")

    assert [row.told for row in client.get(article.get_absolute_url()).context["citations"]] == [TOLD]
    assert _waiting() == []


@pytest.mark.django_db
def test_new_words_get_a_decision_of_their_own(client, editor):
    article, source = cited()
    earlier = decide(article, source)
    scenes.publish(article, CITED, "Walking makes every bone stronger.")
    client.force_login(editor)

    client.post(
        reverse("reference_fit", args=[article.pk, source.pk]), {"verdict": "fits", "why": "It fits.", "note": ""}
    )

    fit = CitationFit.objects.get()
    assert (fit.pk, fit.verdict, fit.sentences) == (earlier.pk, "fits", ["Walking makes every bone stronger."])


@pytest.mark.django_db
def test_second_decision_on_the_same_words_is_refused(client, editor):
    article, source = cited()
    decide(article, source)

    with pytest.raises(AlreadyDecided):
        decide(article, source, verdict="fits", note="It fits.")
    client.force_login(editor)
    response = client.post(
        reverse("reference_fit", args=[article.pk, source.pk]), {"verdict": "fits", "why": "It fits."}, follow=True
    )

    assert response.redirect_chain == [(reverse("reference_list"), 302)]
    assert CitationFit.objects.get().note == TOLD


@pytest.mark.django_db
@pytest.mark.parametrize(("note", "sentences"), [(" ", [CITED]), (TOLD, [])])
def test_decision_needs_words_and_a_sentence(note, sentences):
    article, source = cited()

    with pytest.raises(ValueError, match="a decision needs"):
        decide(article, source, note=note, sentences=sentences)

    assert CitationFit.objects.count() == 0


@pytest.mark.django_db
def test_decision_is_taken_back(client, editor):
    article, source = cited()
    decide(article, source)
    client.force_login(editor)

    client.post(reverse("reference_fit_undo", args=[article.pk, source.pk]))

    assert (CitationFit.objects.count(), _waiting()) == (0, [(article, source, [CITED])])
    entry = Entry.objects.get(verb="take_back_citation_fit")
    assert (entry.subject, entry.before) == (f"article:{article.pk}", {"source": source.pk, "verdict": "misfit"})


@pytest.mark.django_db
def test_decision_that_is_gone_is_taken_back_once():
    fit, by = decide(*cited()), MemberFactory()

    for _ in range(2):
        take_back_citation_fit(fit=fit, by=by, at=LATER)

    assert Entry.objects.filter(verb="take_back_citation_fit").count() == 1


@pytest.mark.django_db
def test_caches_learn_of_a_decision_and_of_its_end():
    article, source = cited()

    versions = []
    fit = decide(article, source)
    versions.append(ArticleMarks.objects.get(article=article).version)
    take_back_citation_fit(fit=fit, by=MemberFactory(), at=LATER)
    versions.append(ArticleMarks.objects.get(article=article).version)

    assert versions[1] == versions[0] + 1


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["reference_fit", "reference_fit_undo"])
def test_nobody_decides_about_the_references_of_their_own_article(client, editor, route):
    article, source = cited(authors=[AuthorFactory(member=editor)])
    if route == "reference_fit_undo":
        decide(article, source)
    client.force_login(editor)

    answer = client.post(reverse(route, args=[article.pk, source.pk]), {"verdict": "fits", "why": "It fits."})

    assert (answer.status_code, CitationFit.objects.count()) == (403, int(route == "reference_fit_undo"))


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["reference_fit", "reference_fit_undo"])
def test_reader_and_moderator_decide_nothing(client, member, moderator, route):
    article, source = cited()

    for person in (member, moderator):
        client.force_login(person)
        answer = client.post(reverse(route, args=[article.pk, source.pk]), {"verdict": "fits", "why": "It fits."})
        assert answer.status_code == 403

    assert CitationFit.objects.count() == 0


@pytest.mark.django_db
def test_what_was_never_decided_cannot_be_taken_back(client, editor):
    article, source = cited()
    client.force_login(editor)

    assert client.post(reverse("reference_fit_undo", args=[article.pk, source.pk])).status_code == 404


@pytest.mark.django_db
def test_article_page_takes_no_more_queries_for_notes(client, django_assert_max_num_queries):
    article, source = cited()
    decide(article, source)

    with django_assert_max_num_queries(11):
        client.get(article.get_absolute_url())
