"""Editors merge and split claims; each can be undone, and followers, addresses and positions go along."""

import pytest
from django.urls import reverse

from audit.models import Entry
from claims.actions import (
    CannotMerge,
    add_thing,
    edit_claim,
    merge_claims,
    quote_passage,
    register_claim,
    split_claim,
    undo_merge,
    undo_split,
)
from claims.models import Claim, FacetValue
from claims.reading import Wanted, families, groups_of, in_order, in_register, positions_of
from notifications.actions import follow, followers_of
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute
from tests.factories import NOON, ArticleFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(editor):
    """An editor who has nothing to do with the words in question."""
    return editor


def doubted(row):
    """Return the claim of the doubted words of a dispute."""
    return row.positions.order_by("order").first().claims.order_by("pk").first()


def _register(statement, by, *, thing=None, words=WALKING, article=None):
    claim = register_claim(statement=statement, thing=thing, stance="effect", values=[], by=by, at=NOON)
    block = block_of(article or ArticleFactory(), words)
    quote_passage(claim=claim, target=block, start=0, end=len(block.text), by=by, at=NOON)
    return claim


def _listed():
    return list(in_order(in_register(Wanted(), families())).values_list("statement", flat=True))


def _split(claim, appearances, by, **fields):
    said = {"statement": "It harms some.", "stance": "against", "values": [], "thing": None} | fields
    return split_claim(claim=claim, appearances=appearances, by=by, at=NOON, **said)


def _followers(claim):
    return [member.public_name for member in followers_of(f"claim:{claim.pk}")]


def test_merged_claim_stands_under_the_other_and_shows_its_passages_there(client, keeper):
    one, other = _register("Walking helps.", keeper), _register("A walk helps.", keeper, words=JUMPING)
    old = one.get_absolute_url()

    merge_claims(claim=one, into=other, by=keeper, at=NOON)

    response = client.get(old)
    words = [quote.words for group in groups_of(other.pk, families()) for quote in group.quotes]
    assert (response.status_code, response.headers["Location"]) == (302, other.get_absolute_url())
    assert (_listed(), words) == (["A walk helps."], [WALKING, JUMPING])
    assert [row.claim.statement for row in one.appearances.all()] == ["Walking helps."]  # nothing has moved
    entry = Entry.objects.get(verb="merge_claims")
    assert (entry.subject, entry.actor_id, entry.after) == (f"claim:{other.pk}", keeper.pk, {"claim": one.pk})


def test_undone_merge_leaves_both_as_they_were(client, keeper):
    one, other = _register("Walking helps.", keeper), _register("A walk helps.", keeper)
    merge_claims(claim=one, into=other, by=keeper, at=NOON)

    undo_merge(claim=one, by=keeper, at=NOON)

    assert (_listed(), client.get(one.get_absolute_url()).status_code) == (["A walk helps.", "Walking helps."], 200)
    assert Entry.objects.get(verb="undo_merge").before == {"claim": one.pk}
    with pytest.raises(ValueError, match="not merged"):
        undo_merge(claim=one, by=keeper, at=NOON)


def test_merges_at_any_depth_lead_to_the_last_and_come_apart_where_they_are_undone(client, keeper):
    a, b, c = (_register(f"Claim {name}.", keeper) for name in "abc")
    merge_claims(claim=a, into=b, by=keeper, at=NOON)
    merge_claims(claim=b, into=c, by=keeper, at=NOON)
    deep = client.get(a.get_absolute_url()).headers["Location"]

    undo_merge(claim=b, by=keeper, at=NOON)

    assert (deep, client.get(a.get_absolute_url()).headers["Location"]) == (c.get_absolute_url(), b.get_absolute_url())
    assert _listed() == ["Claim b.", "Claim c."]


def test_merge_is_refused_into_itself_into_a_merged_one_and_of_a_merged_one(keeper):
    a, b, c = (_register(f"Claim {name}.", keeper) for name in "abc")
    merge_claims(claim=a, into=b, by=keeper, at=NOON)

    for claim, into, words in ((c, c, "one claim"), (c, a, "already"), (a, c, "already"), (b, a, "already")):
        with pytest.raises(CannotMerge, match=words):
            merge_claims(claim=claim, into=into, by=keeper, at=NOON)

    assert list(Claim.objects.filter(merged_into__isnull=False)) == [a]


def test_merge_is_refused_where_both_say_what_they_are_about_and_it_differs(keeper):
    walking, running = (
        add_thing(name=name, kind="exercise", synonyms=[], by=keeper, at=NOON) for name in ("Walking", "Running")
    )
    one, other = _register("It helps.", keeper, thing=walking), _register("It does help.", keeper, thing=running)
    vague = _register("This helps.", keeper)
    merge_claims(claim=one, into=vague, by=keeper, at=NOON)

    for claim, into in ((vague, other), (other, vague)):
        with pytest.raises(CannotMerge, match="different things"):
            merge_claims(claim=claim, into=into, by=keeper, at=NOON)


def test_position_shows_the_passages_of_the_whole_family_but_none_of_a_private_dispute(keeper):
    row = dispute(words=WALKING)
    elsewhere = _register("A walk helps.", keeper, words=JUMPING)
    hidden = dispute(words="a bent back")
    merge_claims(claim=doubted(row), into=elsewhere, by=keeper, at=NOON)
    merge_claims(claim=doubted(hidden), into=elsewhere, by=keeper, at=NOON)
    shown = [quote.words for quote in positions_of(row)[0].quotes]
    type(hidden).objects.filter(pk=hidden.pk).update(status="retracted")

    later = [quote.words for quote in positions_of(row)[0].quotes]

    assert (shown, later) == ([WALKING, JUMPING, "a bent back"], [WALKING, JUMPING])


@pytest.mark.parametrize("count", [1, 3])
def test_positions_take_the_same_queries_however_many_claims_were_merged(keeper, count, django_assert_num_queries):
    row = dispute(words=WALKING)
    claim = doubted(row)
    for number in range(count):
        other = _register(f"Claim {number}.", keeper, words=JUMPING)
        merge_claims(claim=other, into=claim, by=keeper, at=NOON)
        claim = Claim.objects.get(pk=claim.pk)

    with django_assert_num_queries(7):
        sides = positions_of(row)

    assert [len(side.quotes) for side in sides] == [1 + count, 0]


def test_split_moves_the_chosen_passages_and_both_stay_in_the_position(keeper):
    row = dispute(words=WALKING)
    claim = doubted(row)
    block = block_of(article_of(row), JUMPING)
    passage = quote_passage(claim=claim, target=block, start=0, end=len(block.text), by=keeper, at=NOON)
    value = FacetValue.objects.get(code="osteoporosis")

    new = _split(claim, [passage], keeper, values=[value])

    side = positions_of(row)[0]
    assert (side.claims, [quote.words for quote in side.quotes]) == ([claim, new], [WALKING, JUMPING])
    assert [list(each.appearances.values_list("exact", flat=True)) for each in (claim, new)] == [[WALKING], [JUMPING]]
    assert (new.split_from, new.stance, list(new.population.values.all())) == (claim, "against", [value])
    entry = Entry.objects.get(verb="split_claim")
    assert (entry.subject, entry.after["claim"], entry.after["appearances"]) == (
        f"claim:{claim.pk}", new.pk, [passage.pk],
    )  # fmt: skip


def test_undone_split_gives_the_passages_back_and_its_address_leads_to_the_origin(client, keeper):
    row = dispute(words=WALKING)
    claim = doubted(row)
    block = block_of(article_of(row), JUMPING)
    passage = quote_passage(claim=claim, target=block, start=0, end=len(block.text), by=keeper, at=NOON)
    new = _split(claim, [passage], keeper)

    undo_split(claim=new, by=keeper, at=NOON)

    side, response = positions_of(row)[0], client.get(new.get_absolute_url())
    assert (side.claims, list(claim.appearances.values_list("exact", flat=True))) == ([claim], [WALKING, JUMPING])
    assert (response.status_code, response.headers["Location"]) == (302, claim.get_absolute_url())
    assert Entry.objects.get(verb="undo_split").before["appearances"] == [passage.pk]
    new.refresh_from_db()
    with pytest.raises(ValueError, match="not merged"):
        undo_merge(claim=new, by=keeper, at=NOON)
    with pytest.raises(ValueError, match="does not stand for itself"):
        undo_split(claim=new, by=keeper, at=NOON)


def test_split_takes_some_passages_of_the_claim_itself_and_leaves_one(keeper):
    claim, other = _register("It helps.", keeper), _register("It does help.", keeper)
    mine, foreign = claim.appearances.get(), other.appearances.get()

    for chosen in ([], [mine], [foreign], [mine, foreign]):
        with pytest.raises(ValueError, match="leave it one"):
            _split(claim, chosen, keeper)

    assert Claim.objects.count() == 2


def test_split_is_not_undone_where_the_origin_stands_under_it(keeper):
    claim = _register("It helps.", keeper)
    block = block_of(ArticleFactory(), JUMPING)
    passage = quote_passage(claim=claim, target=block, start=0, end=len(block.text), by=keeper, at=NOON)
    new = _split(claim, [passage], keeper)
    merge_claims(claim=claim, into=new, by=keeper, at=NOON)

    with pytest.raises(ValueError, match="stands for the other"):
        undo_split(claim=new, by=keeper, at=NOON)

    assert families().root_of(claim.pk) == new.pk


def test_merge_carries_followers_and_its_undo_returns_them(keeper):
    a, b, c = (_register(f"Claim {name}.", keeper) for name in "abc")
    anna, ben, cleo = (MemberFactory(public_name=name) for name in ("Anna", "Benn", "Cleo"))
    for member, claim in ((anna, a), (ben, b), (cleo, a), (cleo, c)):
        follow(member=member, subject_key=f"claim:{claim.pk}", at=NOON)
    merge_claims(claim=a, into=b, by=keeper, at=NOON)
    merge_claims(claim=b, into=c, by=keeper, at=NOON)
    merged = [_followers(claim) for claim in (a, b, c)]

    undo_merge(claim=a, by=keeper, at=NOON)

    assert merged == [["Anna", "Cleo"], ["Benn", "Anna", "Cleo"], ["Cleo", "Benn", "Anna"]]
    assert [_followers(claim) for claim in (a, b, c)] == [["Anna", "Cleo"], ["Benn"], ["Cleo", "Benn"]]


def test_follower_by_way_of_two_merges_stays_when_one_is_undone(keeper):
    a, b, c = (_register(f"Claim {name}.", keeper) for name in "abc")
    anna = MemberFactory(public_name="Anna")
    for claim in (a, b):
        follow(member=anna, subject_key=f"claim:{claim.pk}", at=NOON)
        merge_claims(claim=claim, into=c, by=keeper, at=NOON)

    undo_merge(claim=a, by=keeper, at=NOON)

    assert [_followers(claim) for claim in (a, b, c)] == [["Anna"]] * 3


def test_split_carries_followers_and_its_undo_returns_them(keeper):
    claim = _register("It helps.", keeper)
    block = block_of(ArticleFactory(), JUMPING)
    passage = quote_passage(claim=claim, target=block, start=0, end=len(block.text), by=keeper, at=NOON)
    anna, ben = MemberFactory(public_name="Anna"), MemberFactory(public_name="Benn")
    follow(member=anna, subject_key=f"claim:{claim.pk}", at=NOON)
    new = _split(claim, [passage], keeper)
    follow(member=ben, subject_key=f"claim:{new.pk}", at=NOON)
    split = [_followers(each) for each in (claim, new)]

    undo_split(claim=new, by=keeper, at=NOON)

    assert (split, [_followers(each) for each in (claim, new)]) == (
        [["Anna"], ["Anna", "Benn"]], [["Anna", "Benn"], ["Benn"]],
    )  # fmt: skip


def test_claim_is_worded_anew_with_before_and_after_in_the_log(client, keeper):
    walking = add_thing(name="Walking", kind="exercise", synonyms=[], by=keeper, at=NOON)
    claim = _register("It helps.", keeper)
    value = FacetValue.objects.get(code="osteoporosis")
    client.force_login(keeper)
    form = {"statement": " Walking\n helps. ", "thing": walking.pk, "stance": "recommends", "values": [value.pk]}

    response = client.post(reverse("claim_edit", args=[claim.pk]), form)

    claim.refresh_from_db()
    entry = Entry.objects.get(verb="edit_claim")
    assert (response.headers["Location"], claim.statement) == (claim.get_absolute_url(), "Walking helps.")
    assert entry.before == {"statement": "It helps.", "thing": None, "stance": "effect", "for_whom": []}
    assert entry.after == {
        "statement": "Walking helps.", "thing": walking.pk, "stance": "recommends", "for_whom": ["osteoporosis"],
    }  # fmt: skip


def test_merged_claim_is_not_worded(keeper):
    one, other = _register("It helps.", keeper), _register("It does help.", keeper)
    merge_claims(claim=one, into=other, by=keeper, at=NOON)

    with pytest.raises(ValueError, match="merged"):
        edit_claim(claim=one, statement="x", thing=None, stance="effect", values=[], by=keeper, at=NOON)
