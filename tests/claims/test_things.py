"""Editors keep the things that claims are about, and the facets of populations."""

import pytest
from django.urls import reverse

from audit.models import Entry
from claims.actions import InUse, NameTaken, WiderThanItself, add_thing, delete_facet, delete_value, edit_value
from claims.models import Claim, Facet, FacetValue, Population, Thing
from tests.factories import NOON, MemberFactory

FORM = {"name": "Straight-leg raise", "kind": "exercise", "synonyms": "SLR\n leg   lift \n\nleg lifts"}


def _thing(name="Jumping", synonyms=(), by=None):
    return add_thing(name=name, kind="exercise", synonyms=list(synonyms), by=by or MemberFactory(), at=NOON)


def _facets():
    return list(Facet.objects.order_by("position", "pk").values_list("code", flat=True))


def _values(facet):
    return list(facet.values.order_by("position", "pk").values_list("code", flat=True))


def _logged(verb):
    return list(Entry.objects.filter(verb=verb).order_by("pk").values_list("subject", "actor_id", "before", "after"))


@pytest.mark.django_db
def test_thing_is_added_with_its_names_once_each(client, editor):
    client.force_login(editor)

    response = client.post(reverse("thing_create"), FORM)

    thing = Thing.objects.get()
    known = {"name": "Straight-leg raise", "kind": "exercise", "synonyms": ["SLR", "leg lift"]}
    assert (response.status_code, thing.slug, thing.names) == (
        302, "straight-leg-raise", ["Straight-leg raise", "SLR", "leg lift"],
    )  # fmt: skip
    assert _logged("add_thing") == [(f"thing:{thing.pk}", editor.pk, {}, known)]


@pytest.mark.django_db
def test_thing_is_renamed_and_keeps_its_address(client, editor):
    thing = _thing("Jumps", ["hop"])
    client.force_login(editor)

    client.post(reverse("thing_edit", args=[thing.pk]), {"name": "Jumping", "kind": "habit", "synonyms": "jump"})

    thing.refresh_from_db()
    before = {"name": "Jumps", "kind": "exercise", "synonyms": ["hop"]}
    after = {"name": "Jumping", "kind": "habit", "synonyms": ["jump"]}
    assert (thing.slug, thing.name, thing.kind, thing.synonyms) == ("jumps", "Jumping", "habit", ["jump"])
    assert _logged("edit_thing") == [(f"thing:{thing.pk}", editor.pk, before, after)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "ｌｅｇ－ｌｉｆｔ", "“leg-lift” is already a name of “Straight-leg raise”."),
        ("name", "STRAIGHT LEG RAISES", "“STRAIGHT LEG RAISES” is already a name of “Straight-leg raise”."),
        ("synonyms", "press\nslr", "“slr” is already a name of “Straight-leg raise”."),
        ("name", "...", "“...” holds neither a letter nor a figure."),
        ("synonyms", "–", "“–” holds neither a letter nor a figure."),
        ("synonyms", "x" * 81, f"“{'x' * 30}…” is too long: a name has at most 80 characters."),
        ("synonyms", "\n".join(f"name {n}" for n in range(41)), "Give at most 40 names."),
    ],
)
def test_name_that_cannot_be_used_is_refused_and_kept(client, editor, field, typed, message):
    _thing("Straight-leg raise", ["SLR", "leg lift"])
    client.force_login(editor)

    response = client.post(reverse("thing_create"), {"name": "Bench", "kind": "food", "synonyms": "b"} | {field: typed})

    form = response.context["form"]
    if typed.startswith("ｌ"):
        message = message.replace("leg-lift", typed)
    assert form.errors == {field: [message]}
    assert (form[field].value(), Thing.objects.count()) == (typed, 1)


@pytest.mark.django_db
def test_thing_keeps_its_own_names_and_double_ones_meet_once(client, editor):
    thing = _thing("Jumping", ["jump", "hop"])
    client.force_login(editor)

    response = client.post(
        reverse("thing_edit", args=[thing.pk]), {"name": "Jump", "kind": "exercise", "synonyms": "hops\nJUMPS\nhop"}
    )

    thing.refresh_from_db()
    assert (response.status_code, thing.names) == (302, ["Jump", "hops"])


@pytest.mark.django_db
def test_action_refuses_a_name_that_somebody_took_meanwhile():
    taken = _thing("Jumping", ["hop"])

    with pytest.raises(NameTaken) as caught:
        _thing("Leaping", ["Hops"])

    assert (caught.value.found.name, caught.value.found.thing) == ("Hops", taken)
    assert list(Thing.objects.all()) == [taken]


@pytest.mark.django_db
def test_things_of_one_slug_have_addresses_of_their_own():
    slugs = [_thing(name).slug for name in ("Plank", "Plank!x", "plank x y", "Plänk", "步行")]

    assert slugs == ["plank", "plankx", "plank-x-y", "plank-2", "thing"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_list_of_things_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    for number in range(count):
        thing = _thing(f"Thing number {number} x")
        Claim.objects.create(
            statement="It helps.", thing=thing, stance="effect", population=Population.objects.create()
        )
    client.force_login(editor)

    with django_assert_num_queries(5):
        response = client.get(reverse("thing_list"))

    assert [(row.name, row.claim_count) for row in response.context["things"]] == [
        (f"Thing number {number} x", 1) for number in range(count)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["thing_create", "facet_create"])
def test_moderator_keeps_neither_things_nor_facets(client, moderator, name):
    client.force_login(moderator)

    response = client.post(reverse(name), FORM)

    assert (response.status_code, Thing.objects.count(), Facet.objects.count()) == (403, 0, 6)


@pytest.mark.django_db
def test_facet_is_added_behind_another_and_moved(client, editor):
    client.force_login(editor)
    age, dose = Facet.objects.get(code="age"), Facet.objects.get(code="dose")

    client.post(reverse("facet_create"), {"name": "Sex", "is_deciding": "on", "after": dose.pk})
    added = _facets()
    sex = Facet.objects.get(code="sex")
    client.post(reverse("facet_edit", args=[sex.pk]), {"name": "Sex at birth", "after": ""})

    sex.refresh_from_db()
    assert added == ["condition", "fracture", "other", "supervision", "dose", "sex", "age"]
    assert _facets() == ["sex", "condition", "fracture", "other", "supervision", "dose", "age"]
    assert (sex.code, sex.name, sex.is_deciding, Facet.objects.get(pk=age.pk).position) == (
        "sex", "Sex at birth", False, 6,
    )  # fmt: skip
    assert [entry[:2] for entry in _logged("add_facet") + _logged("edit_facet")] == [(f"facet:{sex.pk}", editor.pk)] * 2


@pytest.mark.django_db
def test_facet_saved_as_it_stands_stays_where_it_is(client, editor):
    client.force_login(editor)
    facet = Facet.objects.get(code="supervision")
    before = list(Facet.objects.order_by("pk").values())
    page = client.get(reverse("facet_edit", args=[facet.pk]))
    form = page.context["form"]

    client.post(reverse("facet_edit", args=[facet.pk]), {"name": facet.name, "after": form["after"].value()})

    assert Facet.objects.get(pk=form["after"].value()).code == "other"
    assert list(Facet.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_value_is_added_moved_and_made_a_part_of_another(client, editor):
    client.force_login(editor)
    dose = Facet.objects.get(code="dose")
    low, high = dose.values.get(code="low"), dose.values.get(code="high")

    client.post(
        reverse("facet_value_create", args=[dose.pk]), {"name": "Very high", "after": high.pk, "wider": high.pk}
    )
    very = dose.values.get(code="very-high")
    added = (_values(dose), very.wider)
    client.post(reverse("facet_value_edit", args=[very.pk]), {"name": "Extreme", "after": low.pk, "wider": ""})

    very.refresh_from_db()
    assert added == (["low", "moderate", "high", "very-high"], high)
    assert (_values(dose), very.name, very.code, very.wider) == (
        ["low", "very-high", "moderate", "high"], "Extreme", "very-high", None,
    )  # fmt: skip
    before, after = _logged("edit_value")[0][2:]
    assert (before["wider"], before["position"], after["wider"], after["position"]) == ("high", 3, None, 1)


@pytest.mark.django_db
def test_value_is_no_part_of_itself_by_way_of_others(client, editor):
    client.force_login(editor)
    vertebral, several = (FacetValue.objects.get(code=code) for code in ("vertebral", "vertebral-several"))

    response = client.post(
        reverse("facet_value_edit", args=[vertebral.pk]), {"name": vertebral.name, "after": "", "wider": several.pk}
    )

    assert response.context["form"].errors == {
        "wider": ["That value is a part of this one already, so this one cannot be a part of it."]
    }
    for wider in (several, vertebral):
        with pytest.raises(WiderThanItself):
            edit_value(value=vertebral, name="x", wider=wider, after=None, by=editor, at=NOON)


@pytest.mark.django_db
def test_value_is_no_part_of_a_value_of_another_facet(client, editor):
    client.force_login(editor)
    low, supervised = FacetValue.objects.get(code="low"), FacetValue.objects.get(code="supervised")

    response = client.post(
        reverse("facet_value_edit", args=[low.pk]), {"name": "Low", "after": "", "wider": supervised.pk}
    )

    assert list(response.context["form"].errors) == ["wider"]
    with pytest.raises(ValueError, match="another facet"):
        edit_value(value=low, name="x", wider=supervised, after=None, by=editor, at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "code", "typed"),
    [("facet_edit", "dose", "ＡＧＥ  group"), ("facet_value_edit", "low", "HIGH"), ("facet_create", None, "age group")],
)
def test_name_that_stands_beside_it_already_is_refused(client, editor, route, code, typed):
    client.force_login(editor)
    model = FacetValue if route == "facet_value_edit" else Facet
    args = [model.objects.get(code=code).pk] if code else []

    response = client.post(reverse(route, args=args), {"name": typed})

    name = "High" if route == "facet_value_edit" else "Age group"
    assert response.context["form"].errors == {"name": [f"“{name}” is there already."]}
    assert response.context["form"]["name"].value() == typed


@pytest.mark.django_db
def test_what_is_in_use_is_not_deleted(client, editor):
    client.force_login(editor)
    low, vertebral = FacetValue.objects.get(code="low"), FacetValue.objects.get(code="vertebral")
    Population.objects.create().values.add(low)

    for value in (low, vertebral):
        client.post(reverse("facet_value_delete", args=[value.pk]))
        with pytest.raises(InUse):
            delete_value(value=value, by=editor, at=NOON)
    client.post(reverse("facet_delete", args=[low.facet_id]))
    with pytest.raises(InUse):
        delete_facet(facet=low.facet, by=editor, at=NOON)

    assert FacetValue.objects.filter(pk__in=[low.pk, vertebral.pk]).count() == 2
    assert Entry.objects.filter(verb__startswith="delete").count() == 0


@pytest.mark.django_db
def test_what_nothing_uses_is_deleted(client, editor):
    client.force_login(editor)
    client.post(reverse("facet_create"), {"name": "Sex", "after": ""})
    facet, high = Facet.objects.get(code="sex"), FacetValue.objects.get(code="high")
    page = client.get(reverse("facet_list")).content.decode()

    client.post(reverse("facet_value_delete", args=[high.pk]))
    client.post(reverse("facet_delete", args=[facet.pk]))

    offered = [reverse("facet_value_delete", args=[high.pk]) in page, reverse("facet_delete", args=[facet.pk]) in page]
    assert (offered, FacetValue.objects.filter(code="high").count(), Facet.objects.filter(code="sex").count()) == (
        [True, True], 0, 0,
    )  # fmt: skip
    assert [entry[0] for entry in _logged("delete_value") + _logged("delete_facet")] == [
        f"facetvalue:{high.pk}", f"facet:{facet.pk}",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_list_of_facets_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    FacetValue.objects.exclude(wider=None).delete()
    FacetValue.objects.all().delete()
    Facet.objects.all().delete()
    for number in range(count):
        facet = Facet.objects.create(code=f"f{number}", name=f"Facet {number}", position=number)
        wider = FacetValue.objects.create(facet=facet, code=f"w{number}", name="wide")
        FacetValue.objects.create(facet=facet, code=f"n{number}", name="narrow", wider=wider, position=1)
    client.force_login(editor)

    with django_assert_num_queries(6):
        response = client.get(reverse("facet_list"))

    shown = [[(value.name, value.is_used) for value in row.values.all()] for row in response.context["facets"]]
    assert shown == [[("wide", True), ("narrow", False)]] * count
