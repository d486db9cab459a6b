"""Applying as a professional, and what a moderator does with it."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.actions import apply_for_credential, check_credential
from accounts.models import Credential, Member
from accounts.sealing import unseal
from audit.models import Detail, Entry
from common.transitions import InvalidTransition
from notifications.models import OutboxMail
from tests.accounts.licences import APPLY, DAY, NUMBER, OWN, SENT, applied, checked, told
from tests.factories import NOON, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db


def test_application_by_the_form_is_sealed_and_waits(client, member, settings):
    client.force_login(member)

    answer = client.post(APPLY, SENT | {"register_url": "register.example.org"})

    row = Credential.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, OWN)
    assert (row.member, row.kind, row.country, row.register_url) == (
        member, "physiotherapist", "Norway", "https://register.example.org",
    )  # fmt: skip
    assert NUMBER not in row.number_sealed
    assert unseal(row.number_sealed, settings.CREDENTIAL_KEYS) == NUMBER
    assert (row.is_waiting, list(Credential.objects.waiting()), list(Credential.objects.valid(timezone.now()))) == (
        True, [row], [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"kind": " "}, "kind", "Say what your licence lets you work as"),
        ({"country": ""}, "country", "Say which country or state"),
        ({"credential_number": ""}, "credential_number", "Type the number"),
        ({"register_url": "javascript:alert(1)"}, "register_url", "This is no web address"),
        ({"register_url": "ftp://example.org/x"}, "register_url", "This is no web address"),
    ],
)
def test_form_says_what_is_missing_and_keeps_the_rest(client, member, change, field, words):
    client.force_login(member)

    page = client.post(APPLY, SENT | change)

    assert list(page.context["form"].errors) == [field]
    assert words in page.context["form"].errors[field][0]
    kept = {name for name, value in SENT.items() if value and f'value="{value}"' in page.content.decode()}
    assert kept == {"kind", "country", "credential_number"} - set(change)
    assert Credential.objects.count() == 0


def test_second_application_changes_nothing(client, member):
    first = applied(member)
    client.force_login(member)

    answer = client.post(APPLY, SENT, follow=True)

    assert Credential.objects.get() == first
    assert "You have applied already" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_applications_at_once_make_one():
    member = MemberFactory()
    said = {"kind": "nurse", "country": "Wales", "number": NUMBER, "register_url": "", "at": NOON}

    made = together([partial(apply_for_credential, member=member, **said)] * 4, refusals=(ValidationError,))

    assert made.count(ValidationError) == 3
    assert Credential.objects.waiting().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_decide_once(roles):
    row = applied()
    one, two = MemberFactory(), MemberFactory()
    for moderator in (one, two):
        actions.set_role(member=moderator, group_name="Moderator")
    calls = [
        partial(check_credential, credential=row, expires_on=DAY, by=one, at=NOON),
        partial(actions.refuse_credential, credential=row, reason="Not in it.", by=two, at=NOON),
    ]

    made = together(calls, refusals=(InvalidTransition,))

    assert made.count(InvalidTransition) == 1
    assert Entry.objects.filter(subject=f"credential:{row.pk}").count() == 1


def test_member_without_a_confirmed_address_cannot_apply(client, roles):
    member = MemberFactory(confirmed=False)
    client.force_login(member)

    assert (client.get(APPLY).status_code, client.post(APPLY, SENT).status_code) == (403, 403)
    with pytest.raises(PermissionDenied):
        applied(member)
    assert Credential.objects.count() == 0


def test_suspended_member_cannot_apply(client, member):
    actions.restrict_member(member=member, ability="all", effect="refused", until=None, reason="So.", at=NOON)
    client.force_login(member)

    assert client.post(APPLY, SENT).status_code == 403
    assert Credential.objects.count() == 0


def test_check_gives_the_badge_and_tells_the_member(moderator, client, settings):
    row = checked(moderator)

    entry = Entry.objects.get(verb="check_credential")
    assert (entry.actor_id, entry.role, entry.subject) == (moderator.pk, "moderator", f"credential:{row.pk}")
    assert entry.after == {"expires_on": "2028-03-02"}
    assert Detail.objects.get(entry_id=entry.pk).public_note == "physiotherapist, Norway"
    assert (row.checked_by, row.checked_at, row.expires_on) == (moderator, NOON, DAY)
    assert list(Credential.objects.valid(NOON)) == [row]
    assert told() == [(row.member.public_name, "Your licence was checked")]
    assert "until 2 March 2028" in OutboxMail.objects.get().text


def test_badge_says_what_was_checked_when_and_until_when(moderator, client):
    now = timezone.now()
    row = checked(moderator, at=now - timedelta(days=2), expires_on=(now + timedelta(days=400)).date())
    checked(moderator, at=now - timedelta(days=500), expires_on=(now - timedelta(days=3)).date())

    pages = [client.get(member.get_absolute_url()).content.decode() for member in Member.objects.order_by("pk")]

    shown = " ".join(pages[1].split())
    for words in ("Physiotherapist, Norway", f"{row.checked_at:%-d %B %Y}", f"{row.expires_on:%-d %B %Y}"):
        assert words in shown
    assert 'href="/policy/professionals/">licence checked by the moderators</a>' in shown
    assert ["licence checked" in page for page in pages] == [False, True, False]


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2020, 1, 1), date(2031, 3, 3)])
def test_check_with_an_impossible_day_is_refused(moderator, day):
    row = applied()

    with pytest.raises(ValidationError):
        check_credential(credential=row, expires_on=day, by=moderator, at=NOON)

    assert (Credential.objects.get().checked_at, Entry.objects.count(), told()) == (None, 0, [])


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2031, 3, 2)])
def test_check_with_the_first_and_the_last_possible_day(moderator, day):
    assert checked(moderator, expires_on=day).expires_on == day


def test_latest_day_of_a_leap_day_is_the_28th():
    assert actions.latest_day(NOON.replace(year=2028, month=2, day=29)) == date(2033, 2, 28)


@pytest.mark.parametrize("verb", ["check", "refuse", "show"])
@pytest.mark.parametrize("who", ["member", "editor", "owner"])
def test_whoever_may_not_check_is_refused(request, moderator, verb, who):
    row = applied(moderator if who == "owner" else None)
    by = moderator if who == "owner" else request.getfixturevalue(who)
    call = {
        "check": partial(check_credential, expires_on=DAY),
        "refuse": partial(actions.refuse_credential, reason="No."),
        "show": actions.show_number,
    }[verb]

    with pytest.raises(PermissionDenied):
        call(credential=row, by=by, at=NOON)

    assert (Credential.objects.waiting().count(), Entry.objects.count()) == (1, 0)


def test_suspended_moderator_checks_nothing(moderator):
    actions.restrict_member(member=moderator, ability="all", effect="refused", until=None, reason="So.", at=NOON)
    with pytest.raises(PermissionDenied):
        checked(moderator)


def test_refusal_has_a_reason_and_empties_the_number(moderator):
    row = actions.refuse_credential(credential=applied(), reason="It is not in the register.", by=moderator, at=NOON)

    assert (row.ending, row.ended_by, row.end_reason, row.number_sealed) == (
        "refused", moderator, "It is not in the register.", "",
    )  # fmt: skip
    assert told() == [(row.member.public_name, "Your licence could not be checked")]
    assert "It is not in the register." in OutboxMail.objects.get().text
    assert Detail.objects.get().public_note == "It is not in the register."
    assert applied(row.member).is_waiting  # they can apply again


def test_revoking_takes_the_badge_at_once(moderator):
    row = actions.revoke_credential(credential=checked(moderator), reason="Struck off.", by=moderator, at=NOON)

    assert (row.ending, row.number_sealed, list(Credential.objects.valid(NOON))) == ("revoked", "", [])
    assert told()[-1] == (row.member.public_name, "Your badge was taken away")
    assert Entry.objects.order_by("pk").last().verb == "revoke_credential"


def test_decisions_that_are_not_possible_any_more(moderator):
    waiting, valid = applied(), checked(moderator)
    ended = actions.withdraw_credential(credential=applied(), by=Member.objects.order_by("pk").last(), at=NOON)
    by = {"by": moderator, "at": NOON}

    for call in (
        partial(actions.revoke_credential, credential=waiting, reason="So.", **by),
        partial(actions.refuse_credential, credential=valid, reason="So.", **by),
        partial(check_credential, credential=valid, expires_on=DAY, **by),
        partial(check_credential, credential=ended, expires_on=DAY, **by),
        partial(actions.revoke_credential, credential=ended, reason="So.", **by),
    ):
        with pytest.raises(InvalidTransition):
            call()


def test_member_takes_an_application_back_and_lays_a_badge_down(client, moderator, member):
    valid = checked(moderator, member, at=timezone.now(), expires_on=timezone.localdate() + timedelta(days=9))
    waiting = applied(member, kind="nurse")
    client.force_login(member)

    for row in (waiting, valid):
        address = reverse("credential_withdraw", args=[row.pk])
        assert client.get(address).status_code == 200
        assert client.post(address).headers["Location"] == OWN
        assert client.post(address).status_code == 404  # it has ended

    rows = Credential.objects.order_by("pk").values_list("ending", "ended_by", "number_sealed")
    assert list(rows) == [("withdrawn", member.pk, "")] * 2
    assert list(Credential.objects.valid(timezone.now())) == []


def test_nobody_ends_the_licence_of_another(client, moderator, member):
    row = applied()
    client.force_login(member)

    assert client.post(reverse("credential_withdraw", args=[row.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.withdraw_credential(credential=row, by=moderator, at=NOON)
    assert Credential.objects.get().is_waiting


def test_renewal_keeps_the_badge_until_the_new_one_is_there(moderator, member):
    first, other = checked(moderator, member), checked(moderator, member, kind="nurse")
    second = applied(member, kind="Physiotherapist", country="norway")
    assert list(Credential.objects.valid(NOON).order_by("pk")) == [first, other]

    check_credential(credential=second, expires_on=date(2029, 3, 2), by=moderator, at=NOON)

    assert list(Credential.objects.valid(NOON).order_by("pk")) == [other, second]
    first.refresh_from_db()
    assert (first.ending, first.number_sealed) == ("renewed", "")


def test_refused_renewal_leaves_the_badge(moderator, member):
    first = checked(moderator, member)

    actions.refuse_credential(credential=applied(member), reason="No.", by=moderator, at=NOON)

    assert list(Credential.objects.valid(NOON)) == [first]


def test_renewal_form_says_again_what_stays_the_same(client, moderator, member):
    checked(moderator, member)
    client.force_login(member)

    page = client.get(APPLY)

    assert page.context["form"].initial == {"kind": "physiotherapist", "country": "Norway", "register_url": ""}
    assert NUMBER not in page.content.decode()
