"""Who holds a side of a dispute, and who is its author."""

from datetime import timedelta

import pytest

from articles.models import Author
from claims.actions import join_report, merge_claims, open_dispute, place_anchor
from claims.models import Resolution
from claims.permissions import authors_of, can_remove_response, can_rule, holders_by_position, holds_side, is_younger
from claims.reading import holders_of
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, publish, report
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory

WORDS = "Jumping made my bones stronger."


def _held(row):
    return list(holders_by_position(row).values())


@pytest.mark.django_db
def test_statement_is_held_by_its_byline_and_its_first_publisher_the_doubt_by_its_reporter():
    writer, publisher, reporter, noise = MemberFactory.create_batch(4)
    article = ArticleFactory(by=publisher, authors=[Author.objects.create(name="Ruth", slug="ruth", member=writer)])
    ArticleFactory(by=noise, authors=[AuthorFactory()])
    row = dispute(article=article, reporter=reporter, by=noise)

    assert _held(row) == [{writer.pk, publisher.pk}, {reporter.pk}]
    assert authors_of(row) == {writer.pk}


@pytest.mark.django_db
def test_conflict_is_held_by_the_writers_of_both_passages():
    writer, publisher, reporter = MemberFactory.create_batch(3)
    article = ArticleFactory(by=publisher)
    comment = CommentFactory(article=article, body=WORDS, author=writer)
    block = block_of(article, JUMPING)
    row = dispute(
        target=comment, words=WORDS, reason="contradicts", against=(block, 0, len(block.text)), reporter=reporter
    )

    assert _held(row) == [{writer.pk}, {publisher.pk, reporter.pk}]
    assert authors_of(row) == {writer.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_writer_of_words_that_are_not_public_speaks_for_no_side(status):
    comment = CommentFactory(body=WORDS)
    row = dispute(target=comment, words=WORDS)
    reporter = row.reports.get().reporter_id
    assert _held(row) == [{comment.author_id}, {reporter}]

    comment.move_to(status, code="promotion" if status == "removed" else "")

    assert (_held(row), authors_of(row)) == ([set(), {reporter}], set())


@pytest.mark.django_db
def test_reporter_who_took_the_report_back_holds_nothing():
    row = dispute()
    row.reports.update(status="retracted")

    assert _held(row)[1] == set()


@pytest.mark.django_db
def test_reporters_of_a_joined_report_hold_the_doubt_too(moderator):
    article = ArticleFactory()
    row = dispute(article=article)
    second = report(article=article)
    join_report(dispute=second.dispute, into=row, by=moderator, at=NOON)

    assert _held(row)[1] == {row.reports.order_by("pk").first().reporter_id, second.reporter_id}


@pytest.mark.django_db
def test_editor_who_placed_the_mark_on_new_wording_holds_no_side(editor):
    row = dispute(words=WALKING)
    article = article_of(row)
    revision = publish(article, WALKING, "Walking is good for most bones.", by=editor)
    resolution = Resolution.objects.get(revision=revision)
    block = block_of(article, "most bones")
    place_anchor(resolution=resolution, target_block=block, start=0, end=len(block.text), by=editor, at=NOON)

    assert (holds_side(editor, row), can_rule(editor, row)) == (False, True)


@pytest.mark.django_db
def test_editor_whose_comment_speaks_for_a_side_does_not_rule(editor):
    comment = CommentFactory(body=WORDS, author=editor)
    row = dispute()
    claim = row.positions.get(order=1).claims.get()
    other = report(target=comment, words=WORDS)
    other.appearance.claim = claim
    other.appearance.save()

    assert can_rule(editor, row) is False


@pytest.mark.django_db
def test_holders_are_members_who_are_active():
    reporter, gone = MemberFactory.create_batch(2)
    article = ArticleFactory(by=gone)
    row = dispute(article=article, reporter=reporter)
    gone.is_active = False
    gone.save()

    assert [holders_of(side) for side in row.positions.order_by("order")] == [[], [reporter]]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_holders_take_the_same_queries_however_many(count, django_assert_num_queries, moderator):
    article = ArticleFactory(authors=[Author.objects.create(name="R", slug="r", member=MemberFactory())])
    row = dispute(article=article)
    for _ in range(count):
        join_report(dispute=report(article=article, words=JUMPING).dispute, into=row, by=moderator, at=NOON)
    position = row.positions.get(order=1)

    with django_assert_num_queries(7):
        found = holders_of(position)

    assert len(found) == count + 1


@pytest.mark.django_db
def test_account_made_after_the_opening_is_younger():
    row = dispute(at=NOON)
    waiting = report().dispute

    found = [is_younger(MemberFactory(at=NOON + timedelta(seconds=seconds)), row) for seconds in (-1, 0, 1)]
    assert (found, is_younger(MemberFactory(at=NOON + timedelta(days=9)), waiting)) == ([False, False, True], False)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "moderator", "editor", "admin"])
def test_answer_is_removed_by_staff_who_have_nothing_to_do_with_it(role, request):
    person = request.getfixturevalue(role)
    row = dispute()
    answered = row.responses.create(member=row.reports.get().reporter, text="So.", created_at=NOON)
    own = dispute(reporter=person)
    theirs = own.responses.create(member=MemberFactory(), text="So.", created_at=NOON)

    found = (can_remove_response(person, answered), can_remove_response(person, theirs))
    assert found == (role != "member", False)


@pytest.mark.django_db
def test_dispute_that_was_not_opened_has_no_sides():
    row = report().dispute
    assert holders_by_position(row) == {}
    open_dispute(dispute=row, question="So?", positions=[("Yes", ""), ("No", "")], by=MemberFactory(), at=NOON)
    assert len(holders_by_position(row)) == 2


@pytest.mark.django_db
def test_who_said_what_was_merged_into_a_claim_speaks_for_it(editor):
    row, noise = dispute(words=WALKING), dispute(target=CommentFactory(body=WORDS), words=WORDS)
    comment = CommentFactory(body=WALKING)
    other = dispute(target=comment, words=WALKING)
    claims = [one.positions.get(order=0).claims.get() for one in (other, row)]
    before = _held(row)[0]

    merge_claims(claim=claims[0], into=claims[1], by=editor, at=NOON)

    assert comment.author_id not in before
    assert (_held(row)[0], _held(other)[0]) == (before | {comment.author_id}, before | {comment.author_id})
    assert _held(noise)[0].isdisjoint(before)
