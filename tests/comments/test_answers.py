"""The order of answers: by table, and by what holds for all of them."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from comments.answers import Answer, in_order
from tests.factories import NOON
from tests.properties import steady


def _answer(pk, endorsements=0, helpful=0, hours=0):
    return Answer(pk, NOON + timedelta(hours=hours), endorsements, helpful)


def _keys(answers, accepted=None):
    return [row.pk for row in in_order(answers, accepted)]


def test_endorsement_weighs_as_much_as_three_helpful_marks():
    assert _keys([_answer(1, helpful=2), _answer(2, endorsements=1), _answer(3, helpful=4)]) == [3, 2, 1]


def test_ties_go_to_the_oldest():
    assert _keys([_answer(1, helpful=3, hours=2), _answer(2, endorsements=1, hours=1), _answer(3, helpful=3)]) == [
        3,
        2,
        1,
    ]


def test_accepted_answer_leads_others_with_more_marks():
    assert _keys([_answer(1, helpful=2), _answer(2), _answer(3, endorsements=4)], accepted=2) == [2, 3, 1]


def test_accepted_answer_leads_no_longer_once_another_has_three_more_helpful_marks():
    assert _keys([_answer(1, helpful=1), _answer(2, helpful=4), _answer(3, helpful=2)], accepted=1) == [2, 3, 1]


def test_accepted_answer_leads_one_with_fewer_endorsements_however_helpful():
    assert _keys([_answer(1, endorsements=1), _answer(2, helpful=40)], accepted=1) == [1, 2]


def test_accepted_answer_that_is_not_here_changes_nothing():
    assert _keys([_answer(1), _answer(2, helpful=1)], accepted=9) == [2, 1]


ANSWERS = st.lists(
    st.builds(_answer, st.integers(1, 99), st.integers(0, 4), st.integers(0, 9), st.integers(0, 5)),
    unique_by=lambda row: row.pk, max_size=8,
)  # fmt: skip


@steady
@given(answers=ANSWERS, data=st.data())
def test_order_holds_every_answer_once_and_depends_on_nothing_else(answers, data):
    accepted = data.draw(st.none() | st.sampled_from([row.pk for row in answers] or [0]))
    shuffled = data.draw(st.permutations(answers))

    found = in_order(answers, accepted)

    assert sorted(row.pk for row in found) == sorted(row.pk for row in answers)
    assert in_order(shuffled, accepted) == found


@steady
@given(answers=ANSWERS.filter(bool), data=st.data())
def test_only_a_better_loved_answer_stands_before_the_accepted_one(answers, data):
    accepted = data.draw(st.sampled_from(answers))

    found = in_order(answers, accepted.pk)

    before = found[: found.index(accepted)]
    overtakes = [
        row for row in answers if row.helpful >= accepted.helpful + 3 and row.endorsements >= accepted.endorsements
    ]
    assert bool(before) == bool(overtakes)
    rest = [row for row in found if row is not accepted]
    assert rest == [row for row in in_order(answers) if row is not accepted]


@steady
@given(answers=ANSWERS, data=st.data())
def test_one_mark_more_never_moves_an_answer_down(answers, data):
    accepted = data.draw(st.none() | st.sampled_from([row.pk for row in answers] or [0]))
    if not answers:
        return
    chosen = data.draw(st.sampled_from(answers))
    liked = _answer(chosen.pk, chosen.endorsements, chosen.helpful + 1, (chosen.posted_at - NOON) // timedelta(hours=1))

    before = [row.pk for row in in_order(answers, accepted)].index(chosen.pk)
    changed = [liked if row is chosen else row for row in answers]
    after = [row.pk for row in in_order(changed, accepted)].index(chosen.pk)

    assert after <= before
