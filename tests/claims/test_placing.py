"""An editor says what changed words say now: the same claim, a narrower one, the opposite, or nothing."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from claims.actions import place_anchor, place_anchors
from claims.actions.wordings import TURNED
from claims.models import Appearance, Claim, FacetValue, Population, Position, Resolution, Thing
from claims.reading import marks_for, passages_of, places_of, positions_of
from tests.claims.scenes import SIGNED, WALKING, article_of, block_of, dispute, new_source, publish, report
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.properties import steady

BODY = f"{WALKING}\n\nRest on Sundays.\n"
NEW = "Walking is good for some bones."
AGAIN = "Walking is good for a few bones."


def _waiting(row, old=WALKING, new=NEW, **fields):
    """Publish other words; return the mark that waits and the passage of the new words."""
    revision = publish(article_of(row), old, new, **fields)
    resolution = Resolution.objects.get(revision=revision, confirmed_at=None, appearance__dispute=row)
    return resolution, next(passage for passage in passages_of(revision) if passage.words == new)


@pytest.fixture
def waiting(db):
    """An open dispute whose words a revision has changed; the claim says for whom and about what."""
    row = dispute(article=ArticleFactory(body=BODY), words=WALKING, reason="unclear")
    claim = row.appearances.get().claim
    claim.thing = Thing.objects.create(name="walking about", slug="walking-about")
    claim.save()
    claim.population.values.set(_people("osteoporosis", "vertebral"))
    return (row, claim, *_waiting(row))


def _people(*codes):
    return list(FacetValue.objects.filter(code__in=codes).order_by("pk"))


def _answer(passage, relation, **more):
    return {"place": passage.value, "relation": relation} | more


def _saved(client, editor, resolution, data):
    client.force_login(editor)
    response = client.post(reverse("anchor_place", args=[resolution.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    resolution.refresh_from_db()
    return resolution.replaced_by


@pytest.mark.django_db
def test_same_claim_goes_on_in_other_words(client, editor, waiting):
    _row, claim, resolution, passage = waiting

    placed = _saved(client, editor, resolution, _answer(passage, "same"))

    assert (placed.claim, placed.is_opposite, resolution.relation) == (claim, False, "same")
    assert [mark.label for marks in marks_for(resolution.revision).marks.values() for mark in marks] == ["Disputed"]
    assert Claim.objects.count() == 2  # those of the two sides


@pytest.mark.django_db
def test_narrower_words_are_a_claim_of_their_own_on_the_same_side(client, editor, waiting):
    row, claim, resolution, passage = waiting
    people = _people("osteopenia")

    placed = _saved(client, editor, resolution, _answer(passage, "narrower", values=[people[0].pk]))

    new = placed.claim
    assert (new.statement, new.stance, new.thing, new.split_from) == (NEW, claim.stance, claim.thing, claim)
    assert (list(new.population.values.all()), resolution.relation, placed.is_opposite) == (people, "narrower", False)
    assert [claim in side.claims and new in side.claims for side in positions_of(row)] == [True, False]
    assert list(claim.population.values.order_by("pk")) == _people("osteoporosis", "vertebral")
    assert len(marks_for(resolution.revision).marks) == 1


@pytest.mark.django_db
def test_narrower_words_join_no_side_of_another_dispute(client, editor, waiting):
    row, claim, resolution, passage = waiting
    other = dispute(words=WALKING)
    other.positions.get(order=0).claims.add(claim)

    placed = _saved(client, editor, resolution, _answer(passage, "narrower", values=[_people("osteopenia")[0].pk]))

    assert list(Position.objects.filter(claims=placed.claim)) == [row.positions.get(order=0)]


@pytest.mark.django_db
def test_side_that_holds_a_claim_merged_with_the_old_one_holds_the_narrower_one_too(client, editor, waiting):
    row, claim, resolution, passage = waiting
    into = Claim.objects.create(statement="So.", stance=claim.stance, population=Population.objects.create())
    Claim.objects.filter(pk=claim.pk).update(merged_into=into)
    row.positions.get(order=0).claims.set([into])

    placed = _saved(client, editor, resolution, _answer(passage, "narrower", values=[_people("osteopenia")[0].pk]))

    assert list(Position.objects.filter(claims=placed.claim)) == [row.positions.get(order=0)]


@pytest.mark.django_db
def test_opposite_words_are_a_claim_of_no_side_and_wear_no_mark_while_the_dispute_is_open(client, editor, waiting):
    row, claim, resolution, passage = waiting

    placed = _saved(client, editor, resolution, _answer(passage, "opposite"))

    new, view = placed.claim, marks_for(resolution.revision)
    assert (new.statement, new.stance, new.thing, new.split_from) == (NEW, "against", claim.thing, None)
    assert list(new.population.values.order_by("pk")) == _people("osteoporosis", "vertebral")
    assert (placed.is_opposite, resolution.relation, Position.objects.filter(claims=new).count()) == (
        True, "opposite", 0,
    )  # fmt: skip
    assert (dict(view.marks), view.strip, view.wording_changed) == ({}, [], 0)
    block = block_of(article_of(row), NEW)
    assert [place.href for place in places_of(row)] == [f"{article_of(row).get_absolute_url()}#b-{block.key}"]


@pytest.mark.django_db
def test_opposite_words_may_wear_the_outcome_of_the_ruling(client, editor, waiting):
    row, _claim, resolution, passage = waiting
    client.force_login(editor)
    name = f"place_{resolution.pk}"
    ruling = {"outcome": "corrected", "summary": "It was wrong.", "revision": resolution.revision_id} | SIGNED
    answers = {name: passage.value, f"relation_{resolution.pk}": "opposite"}

    response = client.post(reverse("dispute_rule", args=[row.pk]), ruling | answers)

    placed = Appearance.objects.get(is_opposite=True)
    view = marks_for(resolution.revision)
    assert response.headers["Location"] == reverse("dispute_receipt", args=[row.pk])
    assert (placed.exact, placed.claim.stance) == (NEW, "against")
    assert [mark.label for marks in view.marks.values() for mark in marks] == ["Corrected"]
    client.post(reverse("dispute_reopen", args=[row.pk]), new_source(row))
    assert dict(marks_for(resolution.revision).marks) == {}


@pytest.mark.django_db
def test_opposite_words_that_changed_are_checked_by_an_editor_too(client, editor, waiting):
    row, _claim, resolution, passage = waiting
    _saved(client, editor, resolution, _answer(passage, "opposite"))

    again, _passage = _waiting(row, NEW, AGAIN)

    assert marks_for(again.revision).wording_changed == 1


@pytest.mark.django_db
def test_opposite_of_the_opposite_is_disputed_again(client, editor, waiting):
    row, claim, resolution, passage = waiting
    _saved(client, editor, resolution, _answer(passage, "opposite"))
    again, second = _waiting(row, NEW, AGAIN)

    placed = _saved(client, editor, again, _answer(second, "opposite"))

    assert (placed.is_opposite, placed.claim.stance) == (False, claim.stance)
    assert [mark.label for marks in marks_for(again.revision).marks.values() for mark in marks] == ["Disputed"]


@pytest.mark.django_db
def test_same_words_as_the_opposite_stay_the_opposite(client, editor, waiting):
    row, _claim, resolution, passage = waiting
    first = _saved(client, editor, resolution, _answer(passage, "opposite"))
    again, second = _waiting(row, NEW, AGAIN)

    placed = _saved(client, editor, again, _answer(second, "same"))

    assert (placed.is_opposite, placed.claim) == (True, first.claim)


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{"place": "gone"}, {"relation": "gone"}, {"place": "gone", "relation": "same"}])
def test_gone_can_be_said_by_either_answer(client, editor, waiting, data):
    _row, _claim, resolution, _passage = waiting

    placed = _saved(client, editor, resolution, data)

    assert (placed, resolution.is_gone, resolution.relation) == (None, True, "gone")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"place": ["Choose the passage where it stands now, or say that it is gone."]}),
        ({"relation": "same"}, {"place": ["Choose the passage where it stands now, or say that it is gone."]}),
        ({"place": "here"}, {"relation": ["Say what the new words say."]}),
        ({"place": "here", "relation": "narrower"}, {"values": ["Say for whom the new words hold."]}),
        (
            {"place": "here", "relation": "gone"},
            {"place": ["You say that it is gone, and chose a passage. Take one of the two back."]},
        ),
        (
            {"place": "gone", "relation": "opposite"},
            {"relation": ["If nothing says it any more, choose that it is gone."]},
        ),
        ({"place": "here", "relation": "wiser"}, {"relation": None}),
        ({"place": "nowhere", "relation": "same"}, {"place": None}),
    ],
)
def test_answers_that_do_not_go_together_are_asked_again(client, editor, waiting, answers, errors):
    _row, _claim, resolution, passage = waiting
    client.force_login(editor)
    data = {name: passage.value if value == "here" else value for name, value in answers.items()}

    form = client.post(reverse("anchor_place", args=[resolution.pk]), data | {"send": "Save"}).context["form"]

    resolution.refresh_from_db()
    assert {name: words and form.errors[name] for name, words in errors.items()} == errors
    assert (set(form.errors), resolution.confirmed_at) == (set(errors), None)
    assert {name: form[name].value() for name in data} == data


@pytest.mark.django_db
def test_ruling_asks_for_whom_narrower_words_hold(client, editor, waiting):
    row, claim, resolution, passage = waiting
    client.force_login(editor)
    ruling = {"outcome": "corrected", "summary": "Some.", "revision": resolution.revision_id} | SIGNED
    answers = {f"place_{resolution.pk}": passage.value, f"relation_{resolution.pk}": "narrower"}
    people = _people("osteopenia")

    refused = client.post(reverse("dispute_rule", args=[row.pk]), ruling | answers)
    client.post(reverse("dispute_rule", args=[row.pk]), ruling | answers | {"values": [people[0].pk]})

    new = Claim.objects.get(split_from=claim)
    assert refused.context["form"].errors == {"values": ["Say for whom the new words hold."]}
    assert (new.statement, list(new.population.values.all())) == (NEW, people)


@pytest.mark.django_db
def test_ruling_without_an_answer_takes_the_words_for_the_same_claim(client, editor, waiting):
    row, claim, resolution, passage = waiting
    client.force_login(editor)
    ruling = {"outcome": "corrected", "summary": "Some.", "revision": resolution.revision_id} | SIGNED

    client.post(reverse("dispute_rule", args=[row.pk]), ruling | {f"place_{resolution.pk}": passage.value})

    resolution.refresh_from_db()
    assert (resolution.relation, resolution.replaced_by.claim) == ("same", claim)


@pytest.mark.django_db
def test_words_of_a_report_without_a_claim_yet_cannot_be_narrower(client, editor):
    row = report(article=ArticleFactory(body=BODY)).dispute
    resolution, passage = _waiting(row)
    client.force_login(editor)

    form = client.get(reverse("anchor_place", args=[resolution.pk])).context["form"]
    placed = _saved(client, editor, resolution, _answer(passage, "opposite"))

    assert [value for value, _words in form.fields["relation"].choices] == ["same", "opposite", "gone"]
    assert ("values" in form.fields, placed.claim, placed.is_opposite) == (False, None, True)


@pytest.mark.django_db
@pytest.mark.parametrize("relation", ["gone", "wiser", "narrower"])
def test_placing_without_what_it_needs_changes_nothing(waiting, relation):
    _row, _claim, resolution, passage = waiting
    before = Appearance.objects.count()

    with pytest.raises(ValueError, match=r"new words|narrower words"):
        place_anchor(
            resolution=resolution, target_block=passage.block, start=passage.start, end=passage.end,
            by=MemberFactory(), at=NOON, relation=relation,
        )  # fmt: skip

    resolution.refresh_from_db()
    assert (Appearance.objects.count(), resolution.confirmed_at) == (before, None)


@pytest.mark.django_db
def test_log_keeps_what_the_new_words_were_found_to_say(client, editor, waiting):
    _row, _claim, resolution, passage = waiting

    placed = _saved(client, editor, resolution, _answer(passage, "opposite"))

    entry = Entry.objects.get(verb="place_anchor")
    assert entry.after == {"appearance": placed.pk, "relation": "opposite", "claim": placed.claim_id}


@pytest.mark.django_db
def test_one_answer_serves_all_who_questioned_the_same_sentences(waiting):
    row, _claim, resolution, passage = waiting
    other = report(article=ArticleFactory(body=BODY)).appearance
    Appearance.objects.filter(pk=other.pk).update(
        dispute=row, article=row.appearances.first().article, block_key=resolution.appearance.block_key
    )
    twin = Resolution.objects.create(appearance_id=other.pk, revision=resolution.revision, state="changed")

    place_anchors(placements=[(resolution, passage)], by=MemberFactory(), at=NOON)

    resolution.refresh_from_db()
    twin.refresh_from_db()
    assert (twin.replaced_by, twin.relation) == (resolution.replaced_by, "same")


@steady
@given(st.sampled_from(list(Claim.Stance)))
def test_turning_a_stance_twice_gives_it_back(stance):
    assert TURNED[TURNED[stance]] == stance
    assert (TURNED[stance] == stance) == (stance == Claim.Stance.DEPENDS)
