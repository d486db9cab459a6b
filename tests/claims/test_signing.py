"""What a ruling has to say, and when its sides have said enough: the form, the gate, the evidence, the words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions import find_or_add_source
from audit.models import Detail, Entry
from claims.actions import (
    EvidenceLeftOut,
    GateShut,
    NeedsSecond,
    NotYours,
    WordsUntouched,
    add_evidence,
    rule_dispute,
    set_aside_evidence,
)
from claims.models import Dispute, Evidence, FacetValue, Resolution, Ruling, RulingEvidence
from claims.reading import changes_words
from notifications.models import Notice
from tests.claims.scenes import (
    JUMPING,
    SIGNED,
    WALKING,
    article_of,
    dispute,
    find_fair,
    finding,
    let_wait,
    publish,
    reopen,
    report,
    rule,
)
from tests.factories import BODY, NOON, ArticleFactory, MemberFactory

NARROWED = "Walking is good for most bones."
NOTHING = SIGNED | {
    "outcome": "stands", "summary": "It is right.", "revision": "none", "no_change_because": "The trials agree.",
}  # fmt: skip
SOON, LATE = NOON + timedelta(days=3), NOON + timedelta(days=8)


def _address(row):
    return reverse("dispute_rule", args=[row.pk])


def _source(row, order, number, **fields):
    source = find_or_add_source(url=f"https://example.org/{number}", by=MemberFactory(), at=NOON)
    data = {"role": "supports", "note": "", "by": MemberFactory(), "at": NOON} | fields
    return add_evidence(position=row.positions.get(order=order), source=source, **data)


@pytest.fixture
def row(roles):
    """An open dispute in which nobody can be hurt; both sides have a summary since it was opened."""
    return dispute(words=WALKING, reason="unclear")


@pytest.mark.django_db
def test_ruling_goes_out_at_once_when_both_sides_found_their_summary_fair(editor, row):
    find_fair(row)

    ruling = rule_dispute(dispute=row, finding=finding(row, waiver=""), by=editor, at=SOON)

    assert (ruling.status, ruling.is_found_fair, ruling.waiver) == ("published", True, "")


@pytest.mark.django_db
def test_ruling_waits_seven_days_for_the_sides(editor, row):
    with pytest.raises(GateShut) as refused:
        rule_dispute(dispute=row, finding=finding(row), by=editor, at=SOON)

    assert refused.value.gate.until == NOON + timedelta(days=7)
    assert (Ruling.objects.count(), Dispute.objects.get().status) == (0, "open")


@pytest.mark.django_db
def test_one_side_is_not_enough(editor, row):
    find_fair(row)
    row.positions.get(order=1).fair_marks.all().delete()

    with pytest.raises(GateShut):
        rule_dispute(dispute=row, finding=finding(row), by=editor, at=SOON)


@pytest.mark.django_db
def test_new_wording_begins_the_days_anew(editor, row):
    row.positions.filter(order=1).update(summary="Some say it never is.", summary_at=SOON)

    with pytest.raises(GateShut):
        rule_dispute(dispute=row, finding=finding(row), by=editor, at=LATE)


@pytest.mark.django_db
def test_ruling_after_seven_days_says_why_it_does_not_wait(client, editor, row):
    with pytest.raises(GateShut):
        rule_dispute(dispute=row, finding=finding(row, waiver=" "), by=editor, at=LATE)
    ruling = rule_dispute(dispute=row, finding=finding(row), by=editor, at=LATE)

    entry = Entry.objects.order_by("pk").last()
    page = client.get(row.get_absolute_url()).content.decode()
    assert (ruling.is_found_fair, ruling.waiver) == (False, "Nobody has answered.")
    assert (entry.verb, entry.after["waived"]) == ("rule_dispute", True)
    assert Detail.objects.get(entry_id=entry.pk).private_note == "Nobody has answered."
    assert "Published without the word of every side on its summary: Nobody has answered." in " ".join(page.split())


@pytest.mark.django_db
def test_page_says_that_both_sides_found_their_summary_fair(client, editor, row):
    find_fair(row)
    rule_dispute(dispute=row, finding=finding(row, waiver="Too long ago."), by=editor, at=LATE)

    page = client.get(row.get_absolute_url()).content.decode()

    assert ("Both sides found their summary fair." in page, "Published without" in page) == (True, False)


@pytest.mark.django_db
def test_open_dispute_says_on_what_its_ruling_waits(client, row):
    waiting = dispute(reason="unclear", at=timezone.now())
    fair = dispute(reason="unclear")
    find_fair(fair)
    silent = dispute(reason="unclear")
    silent.positions.filter(order=0).update(summary="")

    pages = [client.get(one.get_absolute_url()).context["voices"].gate.state for one in (row, waiting, fair, silent)]

    assert pages == ["waivable", "waits", "fair", "unworded"]


@pytest.mark.django_db
def test_form_is_shown_when_a_ruling_can_go_out(client, editor, row):
    waiting = dispute(reason="unclear", at=timezone.now())
    client.force_login(editor)

    shown = [client.get(_address(one)).context["is_shown"] for one in (row, waiting)]
    refused = client.post(_address(waiting), NOTHING)

    assert shown == [True, False]
    assert refused.context["form"].non_field_errors() == [
        "A ruling has to wait: not every side has found its summary fair. Your words are still here."
    ]
    assert (refused.context["form"]["summary"].value(), Ruling.objects.count()) == ("It is right.", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"waiver": ""}, {"waiver": ["Say why you rule before every side has found its summary fair."]}),
        ({"reasoning": ""}, {"reasoning": ["Say how you came to the outcome."]}),
        ({"has_no_interests": ""}, {"interests": ["Declare your interests, or tick that you have none."]}),
        (
            {"interests": "I sell shoes."},
            {"interests": ["You declared interests and ticked that you have none. Keep one of the two."]},
        ),
        ({"interests": "x" * 601}, {"interests": ["Ensure this value has at most 600 characters (it has 601)."]}),
        ({"outcome": "qualified"}, {"values": ["Say for whom the statement holds."]}),
        ({"no_change_because": ""}, {"no_change_because": ["Say why the words stay as they are."]}),
    ],
)
def test_ruling_that_leaves_something_out_is_refused_and_kept(client, editor, row, change, errors):
    client.force_login(editor)

    form = client.post(_address(row), NOTHING | change).context["form"]

    assert (form.errors, form["summary"].value(), Ruling.objects.count()) == (errors, "It is right.", 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "interests", "shown"),
    [({"has_no_interests": "on"}, "", "none."), ({"has_no_interests": "", "interests": "I run."}, "I run.", "I run.")],
)
def test_interests_are_declared_and_shown(client, editor, row, answer, interests, shown):
    client.force_login(editor)
    client.post(_address(row), NOTHING | answer)

    page = " ".join(client.get(row.get_absolute_url()).content.decode().split())

    assert Ruling.objects.get().interests == interests
    assert f"Interests declared: {shown}" in page


@pytest.mark.django_db
def test_every_source_is_weighed_or_set_aside_with_why(client, editor, row):
    kept, aside = _source(row, 0, 1), _source(row, 1, 2)
    elsewhere = dispute(reason="unclear")
    _source(elsewhere, 0, 3)
    client.force_login(editor)
    data = NOTHING | {f"weigh_{kept.pk}": "weighed", f"weigh_{aside.pk}": "set_aside"}

    silent = client.post(_address(row), NOTHING).context["form"]
    without = client.post(_address(row), data).context["form"]
    client.post(_address(row), data | {f"why_{aside.pk}": "It studied children.", f"why_{kept.pk}": "Left over."})

    missing = ["Say whether you weighed this source or set it aside."]
    assert silent.errors == {f"weigh_{kept.pk}": missing, f"weigh_{aside.pk}": missing}
    assert without.errors == {f"why_{aside.pk}": ["Say why you set it aside."]}
    frozen = RulingEvidence.objects.order_by("position__order").values_list("position", "source", "role", "because")
    assert list(frozen) == [
        (kept.position_id, kept.source_id, "weighed", ""),
        (aside.position_id, aside.source_id, "set_aside", "It studied children."),
    ]


@pytest.mark.django_db
def test_what_was_weighed_stays_as_it_was(client, editor, row):
    aside = _source(row, 1, 2)
    found = finding(row, weighed=[(aside, "set_aside", "It studied children.")])
    let_wait(row, LATE)
    rule_dispute(dispute=row, finding=found, by=editor, at=LATE)
    reopen(row, by=editor, at=LATE)
    Evidence.objects.all().delete()
    rule(row, by=editor, at=LATE + timedelta(days=1))

    first, second = Ruling.objects.order_by("pk")

    assert [list(one.evidence.values_list("because", flat=True)) for one in (first, second)] == [
        ["It studied children."], [],
    ]  # fmt: skip
    page = client.get(reverse("dispute_receipt", args=[row.pk])).content.decode()
    assert "It studied children." not in page


@pytest.mark.django_db
def test_ruling_shows_what_it_weighed_and_for_whom_before_and_after(client, editor, row):
    _source(row, 0, 1)
    old, new = FacetValue.objects.get(code="osteopenia"), FacetValue.objects.get(code="osteoporosis")
    claim = row.positions.get(order=0).claims.get()
    claim.population.values.set([old])
    rule(row, by=editor, outcome="qualified", values=[new])
    claim.population.values.clear()

    ruling = Ruling.objects.get()
    page = " ".join(client.get(row.get_absolute_url()).content.decode().split())

    assert [list(scope.values.all()) for scope in (ruling.scope_before, ruling.population)] == [[old], [new]]
    before, after = page.index("For whom it was said before"), page.index("For whom it holds from now on")
    assert (old.name in page[before:after], new.name in page[after : after + 200]) == (True, True)
    assert '<span class="tag">Weighed</span>' in page


@pytest.mark.django_db
def test_source_brought_meanwhile_is_not_passed_over(editor, row):
    found = finding(row)
    _source(row, 1, 1)
    let_wait(row, LATE)

    with pytest.raises(EvidenceLeftOut):
        rule_dispute(dispute=row, finding=found, by=editor, at=LATE)


@pytest.mark.django_db
def test_source_that_was_set_aside_before_is_offered_with_its_reason(client, editor, row):
    source = _source(row, 1, 1)
    set_aside_evidence(evidence=source, because="It studied children.", by=editor, at=NOON)
    client.force_login(editor)

    form = client.get(_address(row)).context["form"]

    assert (form[f"weigh_{source.pk}"].value(), form[f"why_{source.pk}"].value()) == (
        "set_aside", "It studied children.",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        pytest.param(WALKING, NARROWED, True, id="other words"),
        pytest.param(WALKING, f"Dance too. {WALKING}", True, id="another sentence of the block"),
        pytest.param(f"{WALKING}\n\n", "", True, id="gone"),
        pytest.param(JUMPING, "Do not jump from walls.", False, id="another block"),
        pytest.param(BODY, f"{BODY}\nRest.\n", False, id="a block more"),
    ],
)
def test_revision_changes_the_words_in_question(old, new, changes):
    row = dispute(words=WALKING)

    assert changes_words(publish(article_of(row), old, new), row) is changes


@pytest.mark.django_db
def test_revision_that_turns_what_governs_the_words_changes_them():
    row = dispute(words=JUMPING)

    assert changes_words(publish(article_of(row), "::: dont", "::: do"), row) is True


@pytest.mark.django_db
def test_first_revision_and_one_of_another_article_change_nothing():
    row = dispute(words=WALKING)
    other = publish(ArticleFactory(), WALKING, NARROWED)

    assert (changes_words(article_of(row).current_revision, row), changes_words(other, row)) == (False, False)


@pytest.mark.django_db
def test_revision_that_changes_other_words_carries_no_ruling(client, editor, row):
    revision = publish(article_of(row), JUMPING, "Do not jump from walls.")
    client.force_login(editor)

    form = client.post(_address(row), NOTHING | {"revision": revision.pk}).context["form"]

    assert form.errors == {"revision": ["Revision 2 does not change the words in question."]}
    let_wait(row, LATE)
    with pytest.raises(WordsUntouched):
        rule_dispute(dispute=row, finding=finding(row, revision=revision), by=editor, at=LATE)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "moderator"])
def test_only_editors_rule(client, request, role, row):
    client.force_login(request.getfixturevalue(role))

    answers = [client.get(_address(row)), client.post(_address(row), NOTHING)]

    assert ([answer.status_code for answer in answers], Ruling.objects.count()) == ([403, 403], 0)


@pytest.mark.django_db
def test_holder_of_a_side_does_not_rule(editor, row):
    claim = row.positions.get(order=1).claims.get()
    other = report(article=ArticleFactory(by=editor), words=WALKING)
    other.appearance.claim = claim
    other.appearance.save()
    let_wait(row, LATE)

    with pytest.raises(NotYours):
        rule_dispute(dispute=row, finding=finding(row), by=editor, at=LATE)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["unsafe", "unclear"])
def test_safety_needs_a_second_editor(editor, reason):
    row = dispute(words=WALKING, reason=reason)
    revision = publish(article_of(row), WALKING, f"Dance too. {WALKING}", kind="safety")
    let_wait(row, LATE)

    with pytest.raises(NeedsSecond):
        rule_dispute(dispute=row, finding=finding(row, revision=revision), by=editor, at=LATE)


@pytest.mark.django_db
def test_receipt_says_what_a_later_ruling_takes_the_place_of(client, editor, member):
    row = dispute(reporter=member, reason="unclear")
    rule(row, by=editor, at=LATE)
    reopen(row, by=editor, at=LATE)
    rule(row, by=editor, at=LATE + timedelta(days=9), outcome="unsettled", summary="Experts disagree.")

    first, second = Notice.objects.filter(kind="receipt").order_by("pk")
    page = " ".join(client.get(reverse("dispute_receipt", args=[row.pk])).content.decode().split())
    assert "takes the place" not in first.text
    assert second.text == (
        "Experts disagree. Experts disagree.\n\nThis takes the place of the ruling of 10 March 2026: still right.\n\n"
        "The words stay as they are: The trials agree."
    )
    assert "It takes the place of the ruling of" in page


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_ruling_takes_the_same_queries_however_much_it_weighed(
    client, editor, count, row, django_assert_num_queries
):
    for number in range(count):
        _source(row, 0, number)
    for number in range(count):
        rule(row, by=editor, at=LATE + timedelta(days=number))
        reopen(row, by=editor, at=LATE + timedelta(days=number))
    rule(row, by=editor, at=LATE + timedelta(days=9))
    address = reverse("dispute_receipt", args=[row.pk])
    client.get(address)

    with django_assert_num_queries(7):
        page = client.get(address)

    assert len(page.context["ruling"].evidence.all()) == 2 * count  # each reopening brings another


@pytest.mark.django_db
def test_marks_of_the_ruling_stand_on_the_new_words(editor, row):
    revision = publish(article_of(row), WALKING, NARROWED)
    resolution = Resolution.objects.get(revision=revision)

    ruling = rule(row, by=editor, outcome="removed", revision=revision, placements=[(resolution, None)])

    assert list(ruling.anchors.values_list("before", "after")) == [(WALKING, "")]
