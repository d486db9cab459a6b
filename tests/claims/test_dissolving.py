"""Why two statements may not contradict each other: the first question that answers, and in which order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.dissolving import Statement, Verdict, dissolve, mirrored
from claims.scope import overlap
from tests.properties import steady

DECIDING = ("condition", "fracture")
JUMP, WALK = frozenset({"jumping"}), frozenset({"walking"})
THIN = {"condition": ["osteopenia", "osteoporosis"]}
WHOLE = {"condition": ["osteopenia"], "fracture": ["no-fracture"]}
BROKEN = THIN | {"fracture": ["vertebral"]}
PAGE, BOOK = frozenset({"https://clinic.example/a"}), frozenset({"https://doi.org/10.1000/1"})


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        pytest.param(Statement(things=JUMP), Statement(things=WALK), Verdict("other_things"), id="other things"),
        pytest.param(
            Statement(things=JUMP | WALK), Statement(things=WALK), Verdict("scope_missing", "condition"),
            id="one thing in common is enough",
        ),
        pytest.param(
            Statement(things=JUMP), Statement(), Verdict("scope_missing", "condition"), id="one names no thing"
        ),
        pytest.param(
            Statement(scope=BROKEN), Statement(scope=WHOLE), Verdict("other_people", "fracture"), id="other people"
        ),
        pytest.param(
            Statement(scope={"age": ["80"]}), Statement(scope={"age": ["under-50"]}), Verdict("other_people", "age"),
            id="other people by a facet that decides nothing else",
        ),
        pytest.param(
            Statement(scope={"age": ["80"], "condition": ["osteopenia"]}),
            Statement(scope={"age": ["under-50"], "condition": ["osteoporosis"]}),
            Verdict("other_people", "condition"), id="other people twice: the deciding facet is named",
        ),
        pytest.param(
            Statement(documents=PAGE | BOOK), Statement(documents=PAGE),
            Verdict("same_document", document="https://clinic.example/a"), id="the same document",
        ),
        pytest.param(
            Statement(documents=PAGE, later=BOOK), Statement(documents=BOOK),
            Verdict("older_version", document="https://doi.org/10.1000/1", older="first"), id="the first is older",
        ),
        pytest.param(
            Statement(documents=BOOK), Statement(documents=PAGE, later=BOOK),
            Verdict("older_version", document="https://doi.org/10.1000/1", older="second"), id="the second is older",
        ),
        pytest.param(
            Statement(documents=PAGE, later=BOOK), Statement(documents=BOOK, later=PAGE),
            Verdict("same_document", document="https://clinic.example/a"), id="each is said to be newer",
        ),
        pytest.param(Statement("recommends"), Statement("recommends"), Verdict("agree"), id="both recommend"),
        pytest.param(Statement("recommends"), Statement("effect"), Verdict("agree"), id="both speak for it"),
        pytest.param(Statement("against"), Statement("no_effect"), Verdict("agree"), id="both speak against it"),
        pytest.param(Statement("recommends"), Statement("depends"), Verdict("in_part"), id="one depends"),
        pytest.param(
            Statement("recommends", THIN), Statement("against", THIN), Verdict("disagree"), id="they disagree"
        ),
        pytest.param(Statement(scope=THIN), Statement(scope=THIN), Verdict("disagree"), id="stances not known"),
        pytest.param(
            Statement(scope=THIN), Statement(scope=WHOLE), Verdict("scope_missing", "fracture"),
            id="fractures stated by one side only",
        ),
        pytest.param(
            Statement(scope={"age": ["80"], "fracture": ["vertebral"]}), Statement(),
            Verdict("scope_missing", "fracture"), id="stated on one side before wholly unstated",
        ),
        pytest.param(Statement(), Statement(), Verdict("scope_missing", "condition"), id="nothing stated"),
        pytest.param(
            Statement(scope={"condition": []}), Statement(scope={"age": ()}), Verdict("scope_missing", "condition"),
            id="facets without values state nothing",
        ),
    ],
)  # fmt: skip
def test_dissolve(a, b, verdict):
    assert dissolve(a, b, deciding=DECIDING) == verdict


def test_dissolve_asks_no_facet_where_none_decides():
    assert dissolve(Statement(), Statement(), deciding=()) == Verdict("disagree")


STEPS = [  # each pair would give all the answers from its own on
    ("other_things", {"things": JUMP}, {"things": WALK}),
    ("other_people", {"scope": BROKEN}, {"scope": WHOLE}),
    ("same_document", {"documents": PAGE}, {"documents": PAGE}),
    ("older_version", {"documents": PAGE, "later": BOOK}, {"documents": BOOK}),
    ("scope_missing", {"scope": THIN}, {"scope": WHOLE}),
    ("disagree", {"scope": THIN}, {"scope": THIN}),
]


@pytest.mark.parametrize("first", range(len(STEPS)), ids=[kind for kind, _a, _b in STEPS])
def test_first_question_that_answers_is_the_one_shown(first):
    a, b = Statement("recommends"), Statement("against")
    for _kind, here, there in reversed(STEPS[first:]):
        a, b = replace(a, **here), replace(b, **there)

    assert dissolve(a, b, deciding=DECIDING).kind == STEPS[first][0]


SCOPES = st.dictionaries(
    st.sampled_from(["condition", "fracture", "age"]), st.frozensets(st.sampled_from("abc")), max_size=3
)
FEW = st.frozensets(st.sampled_from("xyz"), max_size=2)
STATEMENTS = st.builds(
    Statement,
    stance=st.sampled_from(["", "recommends", "against", "depends", "effect", "no_effect"]),
    scope=SCOPES,
    things=FEW,
    documents=FEW,
    later=FEW,
)


@steady
@given(STATEMENTS, STATEMENTS)
def test_answer_is_the_same_from_the_other_side(a, b):
    assert dissolve(b, a, deciding=DECIDING) == mirrored(dissolve(a, b, deciding=DECIDING))


@steady
@given(STATEMENTS)
def test_statement_never_disagrees_with_itself(a):
    verdict = dissolve(a, a, deciding=DECIDING)

    known = {"same_document", "agree"}
    assert verdict.kind in (known if a.stance or a.documents else {"scope_missing", "disagree"})


@steady
@given(STATEMENTS, STATEMENTS)
def test_answer_comes_from_the_first_question_that_has_one(a, b):
    """Asked one by one, as a person would, each question knowing nothing of the others."""
    kind = dissolve(a, b, deciding=DECIDING).kind

    relation = overlap(a.scope, b.scope, deciding=DECIDING)
    answers = [
        ("other_things", bool(a.things and b.things) and a.things.isdisjoint(b.things)),
        ("other_people", relation == "disjoint"),
        ("same_document", bool(a.documents & b.documents)),
        ("same_document", bool(a.later & b.documents) and bool(b.later & a.documents)),
        ("older_version", bool(a.later & b.documents) or bool(b.later & a.documents)),
    ]
    expected = next((name for name, is_so in answers if is_so), None)
    assert kind == expected or (expected is None and kind in ("agree", "in_part", "scope_missing", "disagree"))


@steady
@given(STATEMENTS, STATEMENTS, st.sampled_from(["", "recommends", "against"]))
def test_facet_to_ask_is_one_that_a_side_leaves_open(a, b, stance):
    verdict = dissolve(replace(a, stance=stance), replace(b, stance=""), deciding=DECIDING)

    left_open = not a.scope.get(verdict.facet) or not b.scope.get(verdict.facet)
    is_asked = verdict.kind == "scope_missing"
    assert (verdict.facet in DECIDING and left_open) or not is_asked
