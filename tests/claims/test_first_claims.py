"""The claims that opening a dispute makes: worded by the staff where the words may be deleted, about one thing."""

from importlib import import_module

import pytest
from django.apps import apps

from claims.actions import add_position, add_thing
from claims.models import Claim
from tests.claims.scenes import JUMPING, WALKING, block_of, dispute
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory


def _thing(name, *synonyms):
    return add_thing(name=name, kind="exercise", synonyms=list(synonyms), by=MemberFactory(), at=NOON)


def _claims(row):
    return [
        (side.name, claim.statement, claim.thing)
        for side in row.positions.order_by("order")
        for claim in side.claims.all()
    ]


@pytest.mark.django_db
def test_claim_of_an_article_states_its_sentence_about_the_one_thing_it_names():
    walking = _thing("Walking", "walk")
    _thing("Swimming")

    row = dispute(words=WALKING)

    assert _claims(row) == [("Yes", WALKING, walking), ("No", "No", walking)]


@pytest.mark.django_db
def test_claim_of_a_comment_states_the_position_and_not_its_words():
    article = ArticleFactory()
    comment = CommentFactory(article=article, body="Jumping made my bones stronger.")

    conflict = dispute(
        target=block_of(article, JUMPING), words=JUMPING, reason="contradicts", against=(comment, 0, len(comment.body))
    )
    doubt = dispute(target=comment, words="Jumping made my bones stronger.")

    assert _claims(conflict) == [("Yes", JUMPING, None), ("No", "No", None)]
    assert _claims(doubt) == [("Yes", "Yes", None), ("No", "No", None)]


@pytest.mark.django_db
def test_words_that_name_two_things_leave_the_thing_to_an_editor():
    _thing("Walking")
    _thing("Bones", "bone")

    assert _claims(dispute(words=WALKING)) == [("Yes", WALKING, None), ("No", "No", None)]


@pytest.mark.django_db
def test_further_position_is_about_what_the_others_are_about():
    walking = _thing("Walking")
    row = dispute(words=WALKING)

    third = add_position(
        dispute=row, name="It depends", summary="", stance="depends", values=[], by=MemberFactory(), at=NOON
    )

    assert third.claims.get().thing == walking


@pytest.mark.django_db
def test_migration_takes_the_words_of_comments_out_of_claims():
    comment = CommentFactory(body="Jumping made my bones stronger.")
    row = dispute(target=comment, words="Jumping made my bones stronger.")
    other = dispute(words=WALKING)
    claim = row.positions.get(order=0).claims.get()
    Claim.objects.filter(pk=claim.pk).update(statement="Jumping made my bones stronger.")
    migration = import_module("claims.migrations.0008_claims_without_words_of_comments")

    migration.name_by_position(apps, None)

    claim.refresh_from_db()
    assert (claim.statement, other.positions.get(order=0).claims.get().statement) == ("Yes", WALKING)
