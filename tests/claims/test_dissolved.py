"""What two passages state, as far as somebody has stated it, and the first answer to why they differ."""

import uuid

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source
from articles.models import Source
from claims.actions import report_statement
from claims.models import ArticlePopulation, Claim, Thing
from claims.reading import Outside, dissolve_passages, dissolve_report
from comments.models import Comment
from tests.claims.passages import AVOID, CONTRADICT, NOT_STATED, WALK, comment, groups, place, population
from tests.claims.scenes import block_of, dispute, publish, report
from tests.factories import NOON, CommentFactory, MemberFactory


def _thing(name, *synonyms):
    return Thing.objects.create(name=name, slug=name.lower(), kind="exercise", synonyms=list(synonyms))


def _asked(*passages, **said):
    found = dissolve_passages(*passages, **said)
    return found.label


def test_things_are_found_in_the_words(avoid):
    _thing("Jumping", "jump")
    _thing("Swimming", "swim")

    other = dissolve_passages(avoid, comment("Swim as much as you like."))

    assert (other.label, other.words) == (
        "Different things", "One is about: Jumping. The other is about: Swimming."
    )  # fmt: skip
    assert _asked(avoid, comment("I jump and swim.")) == NOT_STATED
    assert _asked(avoid, comment("It did me good.")) == NOT_STATED


def test_claim_that_covers_the_passage_says_what_it_is_about_and_for_whom(article, avoid):
    thing = _thing("Impact")
    row = dispute(article=article, words=AVOID, reason="unclear")
    people = population("vertebral", "osteoporosis")
    Claim.objects.filter(appearances__dispute=row).update(thing=thing, population=people)
    _thing("Swimming", "swim")
    other = comment("Jumping is for everybody.")

    assert _asked(avoid, comment("Swim as much as you like.")) == "Different things"
    assert _asked(avoid, other, against_values=groups("no-fracture")) == "Different people: Broken bones so far"


def test_claim_that_was_merged_speaks_by_the_one_it_belongs_to(article, avoid):
    row = dispute(article=article, words=AVOID, reason="unclear")
    root = Claim.objects.create(statement="No.", stance="against", population=population("osteopenia"))
    Claim.objects.filter(appearances__dispute=row).update(merged_into=root)

    found = dissolve_passages(avoid, comment("Jump."), against_values=groups("osteoporosis"))

    assert (found.label, found.words) == (
        "Different people: Condition", "One holds for: Osteopenia. The other holds for: Osteoporosis."
    )  # fmt: skip


def test_claim_of_another_sentence_says_nothing_about_this_one(article):
    row = dispute(article=article, words=AVOID, reason="unclear")
    Claim.objects.filter(appearances__dispute=row).update(population=population("osteopenia"))
    walk = place(block_of(article, WALK), WALK)

    assert _asked(walk, comment("Jump."), against_values=groups("osteoporosis")) == NOT_STATED


def test_claim_follows_its_words_into_a_new_revision(article, avoid):
    row = dispute(article=article, words=AVOID, reason="unclear")
    Claim.objects.filter(appearances__dispute=row).update(population=population("osteopenia"))
    publish(article, "Walk every day.", "Walk daily.\n\nRest.")
    here = place(block_of(article, AVOID), AVOID)

    assert _asked(here, comment("Jump."), against_values=groups("osteoporosis")) == "Different people: Condition"


def test_article_says_for_whom_it_is_where_a_sentence_does_not(article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia", "osteoporosis"))
    other = comment("Jump.")

    assert _asked(avoid, other, against_values=groups("healthy-bones")) == "Different people: Condition"
    assert _asked(other, avoid, stated_values=groups("healthy-bones")) == "Different people: Condition"


def test_sentence_that_says_for_whom_goes_before_its_article(article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia"))
    row = dispute(article=article, words=AVOID, reason="unclear")
    Claim.objects.filter(appearances__dispute=row).update(population=population("osteoporosis"))

    found = dissolve_passages(avoid, comment("Jump."), against_values=groups("osteopenia"))

    assert found.label == "Different people: Condition"


def test_doubt_speaks_for_whom_the_reporter_worries_unless_they_say_more(article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia"))
    other, worry = comment("Jump."), groups("osteoporosis")

    assert _asked(avoid, other, values=worry) == "Different people: Condition"
    assert _asked(avoid, other, values=worry, against_values=groups("osteopenia")) == CONTRADICT


def test_what_a_reporter_says_does_not_change_what_is_on_record(article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia"))

    found = dissolve_passages(
        avoid, comment("Jump."), stated_values=groups("osteoporosis"), against_values=groups("osteoporosis")
    )

    assert found.label == "Different people: Condition"


def test_wider_group_holds_the_narrower_one(avoid):
    wide, narrow = groups("vertebral", "osteopenia"), groups("vertebral-several", "osteopenia")

    assert _asked(avoid, comment("Jump."), stated_values=wide, against_values=narrow) == CONTRADICT


def test_facet_that_one_side_alone_states_has_to_be_asked(article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia"))

    found = dissolve_passages(avoid, comment("Jump."), against_values=groups("osteopenia", "no-fracture"))

    assert (found.label, found.facet) == ("Scope missing: Broken bones so far", "fracture")
    assert "(No bone has broken)" in found.words
    assert found.unstated == ({"fracture"}, {"condition", "fracture"})


def test_two_addresses_of_one_document_in_one_comment(db):
    first, second = "One page warns: https://www.clinic.example/a .", "The other: http://clinic.example/a?p=1 !"
    comment = CommentFactory(body=f"{first} {second}")

    found = dissolve_passages(place(comment, first), place(comment, second))

    assert (found.label, found.link) == ("One and the same document", "https://clinic.example/a")


def test_reference_of_the_sentence_is_its_document(article, avoid):
    same = comment("It is in https://journal.example/doi/full/10.1002/JBMR.3284 too.")
    of_the_other_sentence = comment("It is in https://clinic.example/bones too.")

    assert _asked(avoid, same) == "One and the same document"
    assert _asked(avoid, of_the_other_sentence) == NOT_STATED
    assert _asked(place(block_of(article, WALK), WALK), of_the_other_sentence) == "One and the same document"


def _source(**fields):
    return find_or_add_source(by=MemberFactory(), at=NOON, **fields)


def test_mirror_is_the_document_that_it_mirrors(avoid):
    mirror, middle = _source(url="https://mirror.example/1"), _source(url="https://mirror.example/2")
    Source.objects.filter(pk=mirror.pk).update(mirror_of=middle)
    Source.objects.filter(pk=middle.pk).update(mirror_of=Source.objects.get(doi="10.1002/jbmr.3284"))

    found = dissolve_passages(avoid, comment("See https://mirror.example/1 for more."))

    assert (found.label, found.link) == ("One and the same document", "https://doi.org/10.1002/jbmr.3284")


def test_older_version_leads_to_the_newer_one_by_way_of_a_mirror(avoid):
    older, mirror = _source(url="https://journal.example/2016"), _source(url="https://mirror.example/2018")
    Source.objects.filter(pk=older.pk).update(newer_version=mirror)
    Source.objects.filter(pk=mirror.pk).update(mirror_of=Source.objects.get(doi="10.1002/jbmr.3284"))
    other = comment("See https://journal.example/2016 for more.")

    assert _asked(avoid, other) == "An older version of the same document"
    assert _asked(other, avoid) == "An older version of the same document"


def test_rings_of_versions_and_mirrors_end(avoid):
    one, two = _source(url="https://journal.example/1"), _source(url="https://journal.example/2")
    Source.objects.filter(pk=one.pk).update(newer_version=two, mirror_of=two)
    Source.objects.filter(pk=two.pk).update(newer_version=one, mirror_of=one)

    assert _asked(avoid, comment("See https://journal.example/1 for more.")) == NOT_STATED


def test_words_of_an_outside_source(avoid):
    outside = Outside("https://www.clinic.example/jumping", "Jump on every day of the week.")
    same = Outside("doi:10.1002/jbmr.3284", "Jump on every day of the week.")

    assert (_asked(avoid, outside), _asked(avoid, same)) == (NOT_STATED, "One and the same document")


def _report(passage, against, **fields):
    target, start, end = passage
    return report_statement(
        reporter=MemberFactory(), target=target, start=start, end=end, reason="contradicts", why="Which?",
        submission_key=uuid.uuid4(), at=NOON, against=against, **fields,
    )  # fmt: skip


@pytest.mark.parametrize("is_swapped", [False, True])
def test_report_answers_as_the_form_did(article, avoid, is_swapped):
    pair = (avoid, comment("See https://doi.org/10.1002/jbmr.3284 for more."))
    passage, against = pair[::-1] if is_swapped else pair

    made = _report(passage, against)

    assert dissolve_report(made) == dissolve_passages(passage, against)
    assert dissolve_report(made).label == "One and the same document"


def test_report_keeps_what_its_reporter_says_of_each_side(avoid):
    said = {"stated_values": groups("osteopenia"), "against_values": groups("osteoporosis")}

    made = _report(avoid, comment("Jump."), **said)

    stored = [
        list(population.values.values_list("code", flat=True)) if population else None
        for population in (made.stated_population, made.against_population)
    ]
    assert stored == [["osteopenia"], ["osteoporosis"]]
    assert dissolve_report(made).label == "Different people: Condition"
    assert _report(avoid, comment("Jump.")).stated_population is None


def test_report_against_an_outside_source_quotes_it(client, avoid, moderator):
    outside = Outside("https://www.clinic.example/jumping?utm_source=x", "Jump on every day of the week.")

    made = _report(avoid, outside)

    quoted = made.against
    assert (quoted.source.url, quoted.exact, quoted.sentences) == (
        "https://clinic.example/jumping", outside.words, outside.words,
    )  # fmt: skip
    assert (quoted.start, quoted.end, quoted.dispute, quoted.article, quoted.comment) == (
        0, len(outside.words), made.dispute, None, None,
    )  # fmt: skip
    client.force_login(moderator)
    page = client.get(reverse("report_triage", args=[made.dispute_id])).content.decode()
    assert (outside.words in page, NOT_STATED in page) == (True, True)


def test_dispute_against_an_outside_source_is_opened_and_shown(client, avoid, moderator):
    outside = Outside("https://www.clinic.example/jumping", "Jump on every day of the week.")
    made = _report(avoid, outside)
    client.force_login(moderator)
    client.post(
        reverse("report_triage", args=[made.dispute_id]),
        {"decision": "open", "question": "Jump or not?", "first": "No", "second": "Yes", "first_stance": "against",
         "second_stance": "recommends"},
    )  # fmt: skip
    client.logout()
    made.dispute.refresh_from_db()

    page = client.get(made.dispute.get_absolute_url()).content.decode()

    assert (outside.words in page, 'href="https://www.clinic.example/jumping"' in page) == (True, True)


def test_answer_about_a_comment_that_is_not_public_uses_none_of_its_words(avoid):
    _thing("Jumping", "jump")
    _thing("Swimming", "swim")
    other = comment("Swim as much as you like, says https://doi.org/10.1002/jbmr.3284 here.")
    made = _report(avoid, other)
    before = dissolve_report(made).label
    Comment.objects.filter(pk=other[0].pk).update(status="hidden")

    assert (before, dissolve_report(made).label) == ("Different things", NOT_STATED)


def test_answer_about_an_edited_comment_reads_the_words_that_were_quoted(avoid):
    other = comment("It is in doi:10.1002/jbmr.3284 too.")
    made = _report(avoid, other)
    Comment.objects.filter(pk=other[0].pk).update(body_html="<p>No.</p>", revision=2)

    assert dissolve_report(made).label == "One and the same document"


def test_answer_changes_when_an_editor_states_for_whom(client, article, avoid, moderator):
    made = _report(avoid, comment("Jump."), against_values=groups("no-fracture", "osteopenia"))
    ArticlePopulation.objects.create(article=article, population=population("osteopenia", "vertebral"))
    client.force_login(moderator)

    page = client.get(reverse("report_triage", args=[made.dispute_id])).content.decode()

    assert "Different people: Broken bones so far" in page
    assert "As the reporter reads it, the other words hold for: Osteopenia, No bone has broken" in page


def test_report_without_another_passage_has_no_answer(client, moderator):
    made = report()
    client.force_login(moderator)

    page = client.get(reverse("report_triage", args=[made.dispute_id])).content.decode()

    assert (dissolve_report(made), "Do the two contradict each other?" in page) == (None, False)
