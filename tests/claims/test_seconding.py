"""Where safety is at stake, a second editor publishes or declines what the first has signed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.actions import set_role
from articles.actions import find_or_add_source
from audit.models import Entry
from claims.actions import (
    AnchorsUnplaced,
    GateShut,
    NotYours,
    WaitsForSecond,
    add_evidence,
    decline_ruling,
    dismiss_dispute,
    propose_ruling,
    rule_dispute,
    second_ruling,
    withdraw_ruling,
)
from claims.models import Dispute, FairMark, Resolution, Ruling
from claims.permissions import can_second
from common.transitions import InvalidTransition
from notifications.models import Notice, OutboxMail
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
    second_editor,
)
from tests.factories import NOON, ArticleFactory, MemberFactory

LATE = NOON + timedelta(days=8)
SUMMARY = "Walking hurts nobody we know of."


@pytest.fixture
def second(roles):
    """Another editor."""
    return second_editor()


@pytest.fixture
def row(member):
    """An open dispute where safety is at stake."""
    return dispute(words=WALKING, reporter=member)


@pytest.fixture
def ruling(editor, row):
    """A ruling on it that waits for a second editor."""
    let_wait(row, LATE)
    return propose_ruling(dispute=row, finding=finding(row, summary=SUMMARY), by=editor, at=LATE)


def _page(ruling):
    return reverse("ruling_detail", args=[ruling.pk])


@pytest.mark.django_db
def test_editor_signs_and_a_second_one_publishes(client, editor, second, member, row):
    data = SIGNED | {"outcome": "stands", "summary": SUMMARY, "revision": "none", "no_change_because": "It is right."}
    client.force_login(editor)

    signed = client.post(reverse("dispute_rule", args=[row.pk]), data)
    proposed = Ruling.objects.get()
    status, told = Dispute.objects.get().status, Notice.objects.filter(kind="receipt").count()
    client.force_login(second)
    response = client.post(_page(proposed), {"decision": "second"})

    ruling = Ruling.objects.get()
    assert (signed.headers["Location"], proposed.status, status, told) == (_page(proposed), "proposed", "open", 0)
    assert (response.status_code, ruling.status, ruling.ruled_by, ruling.seconded_by) == (
        302, "published", editor, second,
    )  # fmt: skip
    assert Dispute.objects.get().status == "ruled"
    assert [notice.member for notice in Notice.objects.filter(kind="receipt")] == [member]
    page = " ".join(client.get(row.get_absolute_url()).content.decode().split())
    assert f"Seconded by <b>{second.public_name}</b>" in page


@pytest.mark.django_db
def test_editors_who_may_second_are_told_and_the_first_what_became_of_it(editor, second, row, moderator):
    party = second_editor()
    row.reports.update(reporter=party)
    let_wait(row, LATE)
    ruling = propose_ruling(dispute=row, finding=finding(row), by=editor, at=LATE)
    asked = Notice.objects.get(kind="ruling_proposed")

    second_ruling(ruling=ruling, by=second, at=LATE)

    told = Notice.objects.get(kind="ruling_seconded")
    assert (asked.member, asked.url, asked.text) == (second, _page(ruling), row.question)
    assert (told.member, told.url) == (editor, _page(ruling))
    assert OutboxMail.objects.filter(unique_key__in=[asked.unique_key, told.unique_key]).count() == 2


@pytest.mark.django_db
def test_proposed_ruling_is_seen_by_editors_alone(client, editor, member, moderator, ruling, row):
    public = [row.get_absolute_url(), reverse("dispute_list"), article_of(row).get_absolute_url()]
    public += [reverse(name) for name in ("home", "correction_list", "correction_feed", "dispute_feed")]
    seen = []
    for person in (None, member, moderator):
        client.logout()
        if person:
            client.force_login(person)
        seen += [SUMMARY in client.get(address).content.decode() for address in public]
        seen.append(client.get(_page(ruling)).status_code == 200)
    client.force_login(editor)

    assert seen == [False] * len(seen)
    assert SUMMARY in client.get(_page(ruling)).content.decode()
    assert [row.pk for row in client.get(reverse("ruling_list")).context["rulings"]] == [ruling.pk]
    receipt = client.get(reverse("dispute_receipt", args=[row.pk]))
    assert receipt.headers["Location"] == row.get_absolute_url()


@pytest.mark.django_db
def test_who_may_second(request, editor, second, ruling, row):
    people = {name: request.getfixturevalue(name) for name in ("member", "moderator", "admin")}
    people |= {"first": editor, "second": second, "party": second_editor(), "publisher": article_of(row).created_by}
    set_role(member=people["publisher"], group_name="Editor")
    row.reports.update(reporter=people["party"])

    found = {name: can_second(type(person).objects.get(pk=person.pk), ruling) for name, person in people.items()}

    assert found == {
        "member": False, "moderator": False, "admin": True, "first": False, "second": True, "party": False,
        "publisher": False,
    }  # fmt: skip


@pytest.mark.django_db
def test_nobody_seconds_their_own_ruling(client, editor, ruling):
    client.force_login(editor)

    form = client.post(_page(ruling), {"decision": "second"}).context["form"]

    assert list(form.errors) == ["decision"]
    with pytest.raises(NotYours):
        second_ruling(ruling=ruling, by=editor, at=LATE)
    assert Ruling.objects.get().status == "proposed"


@pytest.mark.django_db
def test_party_decides_about_no_ruling(client, ruling, row):
    party = second_editor()
    row.reports.update(reporter=party)
    client.force_login(party)

    shown, sent = client.get(_page(ruling)), client.post(_page(ruling), {"decision": "second"})

    assert (shown.context["form"], sent.status_code) == (None, 403)
    for verb in (second_ruling, withdraw_ruling):
        with pytest.raises(NotYours):
            verb(ruling=ruling, by=party, at=LATE)
    assert Ruling.objects.get().status == "proposed"


@pytest.mark.django_db
def test_second_editor_declines_with_a_reason(client, editor, second, ruling):
    client.force_login(second)

    refused = client.post(_page(ruling), {"decision": "decline"}).context["form"]
    client.post(_page(ruling), {"decision": "decline", "because": "The trial is not cited."})

    kept = Ruling.objects.get()
    told = Notice.objects.get(kind="ruling_declined")
    entry = Entry.objects.order_by("pk").last()
    assert refused.errors == {"because": ["Say why: the editor who proposed it is sent these words."]}
    assert (kept.status, kept.declined_because, Dispute.objects.get().status) == (
        "declined", "The trial is not cited.", "open",
    )  # fmt: skip
    assert (told.member, told.text, entry.verb, entry.actor_id) == (
        editor, "The trial is not cited.", "decline_ruling", second.pk,
    )  # fmt: skip
    client.force_login(editor)
    assert "The trial is not cited." in client.get(_page(ruling)).content.decode()


@pytest.mark.django_db
def test_first_editor_takes_it_back_and_signs_another(client, editor, ruling, row):
    client.force_login(editor)

    client.post(_page(ruling), {"decision": "withdraw"})
    another = propose_ruling(dispute=row, finding=finding(row, outcome="unsettled"), by=editor, at=LATE)

    assert list(Ruling.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "proposed"]
    assert (another.outcome, Notice.objects.filter(kind="ruling_declined").count()) == ("unsettled", 0)


@pytest.mark.django_db
def test_each_verb_is_one_entry_of_the_log(editor, second, row):
    let_wait(row, LATE)
    before = Entry.objects.count()
    for verb, by in ((withdraw_ruling, editor), (second_ruling, second)):
        ruling = propose_ruling(dispute=row, finding=finding(row), by=editor, at=LATE)
        verb(ruling=ruling, by=by, at=LATE)

    entries = Entry.objects.order_by("pk")[before:]
    assert [(entry.verb, entry.subject, entry.actor_id) for entry in entries] == [
        ("propose_ruling", f"dispute:{row.pk}", editor.pk),
        ("withdraw_ruling", f"dispute:{row.pk}", editor.pk),
        ("propose_ruling", f"dispute:{row.pk}", editor.pk),
        ("second_ruling", f"dispute:{row.pk}", second.pk),
    ]


@pytest.mark.django_db
def test_one_ruling_waits_at_a_time(client, editor, second, ruling, row):
    with pytest.raises(WaitsForSecond):
        propose_ruling(dispute=row, finding=finding(row), by=second, at=LATE)
    client.force_login(second)

    response = client.get(reverse("dispute_rule", args=[row.pk]))

    assert (response.headers["Location"], Ruling.objects.count()) == (_page(ruling), 1)


@pytest.mark.django_db
def test_ruling_that_no_second_needs_is_not_proposed(editor):
    row = dispute(words=WALKING, reason="unclear")
    let_wait(row, LATE)

    with pytest.raises(ValueError, match="rule at once"):
        propose_ruling(dispute=row, finding=finding(row), by=editor, at=LATE)


@pytest.mark.django_db
def test_direct_ruling_does_not_pass_one_that_waits(editor, second, row, ruling):
    Dispute.objects.update(is_safety=False)

    with pytest.raises(WaitsForSecond):
        rule_dispute(dispute=row, finding=finding(row), by=second, at=LATE)


@pytest.mark.django_db
def test_gate_is_looked_at_again_when_it_is_seconded(client, editor, second, row):
    find_fair(row)
    ruling = propose_ruling(dispute=row, finding=finding(row, waiver=""), by=editor, at=NOON)
    FairMark.objects.first().delete()
    client.force_login(second)

    form = client.post(_page(ruling), {"decision": "second"}).context["form"]

    assert [error[:40] for error in form.non_field_errors()] == ["Not every side finds its summary fair an"]
    with pytest.raises(GateShut):
        second_ruling(ruling=ruling, by=second, at=LATE)
    assert (Ruling.objects.get().status, Dispute.objects.get().status) == ("proposed", "open")


@pytest.mark.django_db
def test_waiver_falls_away_when_the_sides_have_spoken_meanwhile(second, ruling, row):
    find_fair(row)

    published = second_ruling(ruling=ruling, by=second, at=LATE)

    assert (published.is_found_fair, published.waiver) == (True, "")


@pytest.mark.django_db
def test_marks_are_looked_at_again_when_it_is_seconded(editor, second, row):
    article = article_of(row)
    revision = publish(article, WALKING, f"Dance too. {WALKING}")
    let_wait(row, LATE)
    ruling = propose_ruling(dispute=row, finding=finding(row, revision=revision), by=editor, at=LATE)
    Resolution.objects.filter(revision=revision).update(state="changed")

    with pytest.raises(AnchorsUnplaced):
        second_ruling(ruling=ruling, by=second, at=LATE)


@pytest.mark.django_db
def test_ruling_on_a_dispute_that_was_closed_meanwhile_is_not_published(client, second, ruling, row):
    dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=True, by=MemberFactory(), at=LATE)
    client.force_login(second)

    form = client.post(_page(ruling), {"decision": "second"}).context["form"]

    assert form.non_field_errors() == ["A colleague has decided it, or ended the dispute, meanwhile."]
    with pytest.raises(InvalidTransition):
        second_ruling(ruling=ruling, by=second, at=LATE)
    decline_ruling(ruling=ruling, because="It was closed.", by=second, at=LATE)
    assert Ruling.objects.get().status == "declined"


@pytest.mark.django_db
def test_proposal_shows_the_words_it_would_change_and_what_was_brought_since(client, editor, second, row):
    revision = publish(article_of(row), WALKING, "Walking is good for most bones.")
    resolution = Resolution.objects.get(revision=revision)
    let_wait(row, LATE)
    found = finding(row, revision=revision, placements=[(resolution, None)])
    ruling = propose_ruling(dispute=row, finding=found, by=editor, at=LATE)
    other = dispute(article=ArticleFactory(), words=JUMPING)
    for one, title in ((row, "A newer trial"), (other, "Another matter")):
        source = find_or_add_source(title=title, doi=f"10.1000/{one.pk}", by=second, at=LATE)
        side, at = one.positions.get(order=0), LATE + timedelta(days=1)
        add_evidence(position=side, source=source, role="supports", note="", by=second, at=at)
    client.force_login(second)

    page = client.get(_page(ruling))

    assert [(anchor.before, anchor.after) for anchor in page.context["anchors"]] == [(WALKING, "")]
    assert [row.source.title for row in page.context["brought"]] == ["A newer trial"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    for number in range(count):
        row = dispute(words=WALKING, question=f"Is it so, {number}?")
        let_wait(row, LATE)
        propose_ruling(dispute=row, finding=finding(row), by=editor, at=LATE)
    withdraw_ruling(ruling=Ruling.objects.first(), by=editor, at=LATE)
    client.force_login(editor)

    with django_assert_num_queries(5):
        page = client.get(reverse("ruling_list"))

    assert len(page.context["rulings"]) == count - 1
