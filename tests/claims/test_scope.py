"""How two populations relate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.scope import fit, overlap
from tests.properties import steady

DECIDING = ("condition", "fracture")


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        pytest.param({}, {}, "unknown", id="nothing stated"),
        pytest.param({"age": []}, {"condition": []}, "unknown", id="facets without values"),
        pytest.param({"condition": ["osteopenia"]}, {}, "unknown", id="condition stated by one"),
        pytest.param({"age": ["50-65"]}, {}, "subset", id="age stated by one: it speaks of fewer"),
        pytest.param({}, {"age": ["50-65"]}, "superset", id="age stated by the other"),
        pytest.param({"condition": ["a"]}, {"condition": ["a"]}, "equal", id="the same"),
        pytest.param({"condition": ["a"]}, {"condition": ["a", "b"]}, "subset", id="fewer conditions"),
        pytest.param({"condition": ["a", "b"]}, {"condition": ["a"]}, "superset", id="more conditions"),
        pytest.param({"condition": ["a", "b"]}, {"condition": ["b", "c"]}, "partial", id="some in common"),
        pytest.param({"condition": ["a"]}, {"condition": ["b"]}, "disjoint", id="none in common"),
        pytest.param(
            {"condition": ["a"], "age": ["x"]}, {"condition": ["a"], "age": ["y"]}, "disjoint", id="one facet is enough"
        ),
        pytest.param(
            {"condition": ["a"], "age": ["x"]}, {"age": ["y"]}, "disjoint", id="disjoint before unknown"
        ),
        pytest.param(
            {"condition": ["a"], "fracture": ["v"]}, {"condition": ["a"]}, "unknown", id="fractures stated by one"
        ),
        pytest.param(
            {"condition": ["a"], "age": ["x"]}, {"condition": ["a", "b"]}, "subset", id="fewer in both facets"
        ),
        pytest.param(
            {"condition": ["a"], "age": ["x"]},
            {"condition": ["a"], "dose": ["low"]},
            "partial",
            id="each narrower in its own facet",
        ),
        pytest.param(
            {"condition": ["a"], "age": ["x", "y"]}, {"condition": ["a", "b"], "age": ["x"]}, "partial", id="crossed"
        ),
    ],
)  # fmt: skip
def test_overlap_of(a, b, relation):
    assert overlap(a, b, deciding=DECIDING) == relation


FACETS = ["condition", "fracture", "age", "dose"]
SCOPES = st.dictionaries(st.sampled_from(FACETS), st.frozensets(st.sampled_from("abc")))
MIRROR = {"subset": "superset", "superset": "subset"}


@steady
@given(SCOPES, SCOPES)
def test_overlap_reads_the_same_from_the_other_side(a, b):
    there, back = overlap(a, b, deciding=DECIDING), overlap(b, a, deciding=DECIDING)

    assert back == MIRROR.get(there, there)


def _people(scope):
    """Return every person of a small world whom a scope is about; a facet not stated leaves nobody out."""
    world = [(w, x, y, z) for w in "abc" for x in "abc" for y in "abc" for z in "abc"]
    return {
        person
        for person in world
        if all(value in scope[facet] for facet, value in zip(FACETS, person, strict=True) if scope.get(facet))
    }


@steady
@given(SCOPES, SCOPES)
def test_overlap_says_what_is_true_of_the_people(a, b):
    """Where it is known: as sets of people, a facet with all its values being the same as one not stated."""
    of_a, of_b = _people(a), _people(b)

    relation = overlap(a, b, deciding=DECIDING)

    true = {
        "equal": of_a == of_b,
        "subset": of_a <= of_b,
        "superset": of_a >= of_b,
        "partial": bool(of_a & of_b),
        "disjoint": not of_a & of_b,
        "unknown": bool(of_a & of_b),
    }
    assert true[relation] is True


@steady
@given(SCOPES, SCOPES)
def test_overlap_is_unknown_only_without_a_deciding_facet_on_one_side(a, b):
    stated = [{facet for facet, values in scope.items() if values} for scope in (a, b)]

    relation = overlap(a, b, deciding=DECIDING)

    one_side = (stated[0] ^ stated[1]) & set(DECIDING)
    assert (relation in ("unknown", "disjoint")) or (not one_side and stated != [set(), set()])
    assert relation != "unknown" or bool(one_side) or stated == [set(), set()]


@pytest.mark.parametrize(
    ("studied", "spoken_of", "found"),
    [
        pytest.param({"condition": ["a"]}, [{"condition": ["b"]}], "misfit", id="other people"),
        pytest.param({"condition": ["a"]}, [{"condition": ["a", "b"]}], "fits", id="some of them"),
        pytest.param({}, [{"condition": ["b"]}], "unknown", id="nobody knows whom it studied"),
        pytest.param({"condition": ["a"]}, [], "unknown", id="nobody knows whom it is about"),
        pytest.param({"condition": ["a"]}, [{}], "unknown", id="it does not say"),
        pytest.param({"condition": ["a"]}, [{"condition": ["b"]}, {"condition": ["c"]}], "misfit", id="of two claims"),
        pytest.param({"condition": ["a"]}, [{"condition": ["b"]}, {"condition": ["a"]}], "fits", id="one of two"),
        pytest.param({"condition": ["a"]}, [{"condition": ["b"]}, {"age": ["x"]}], "unknown", id="one not known"),
    ],
)
def test_study_fits_the_people_whom_a_sentence_is_about(studied, spoken_of, found):
    assert fit(studied, spoken_of, deciding=DECIDING) == found
