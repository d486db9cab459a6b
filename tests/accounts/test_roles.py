"""Roles are groups with permissions; readers and professionals are what they are by a fact, not by a group."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse

from accounts.actions import ROLES, create_member, push_roles, set_role
from accounts.models import Credential
from accounts.permissions import can_flag, can_post, can_question
from tests.factories import NOON, PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

TABLE = {
    "Moderator": [
        "accounts.check_credential",
        "audit.read_log",
        "claims.triage_report",
        "comments.feature_comment",
        "comments.keep_questions",
        "comments.read_unpublished",
        "moderation.review_case",
    ],
    "Editor": [
        "articles.edit_article",
        "claims.confirm_anchor",
        "claims.keep_claims",
        "claims.rule_dispute",
        "claims.set_caution",
        "claims.triage_report",
        "comments.feature_comment",
        "comments.keep_questions",
        "search.keep_synonyms",
    ],
    "Admin": [
        "accounts.change_member",
        "accounts.check_credential",
        "accounts.view_member",
        "articles.edit_article",
        "audit.read_log",
        "claims.confirm_anchor",
        "claims.keep_claims",
        "claims.rule_dispute",
        "claims.set_caution",
        "claims.triage_report",
        "comments.feature_comment",
        "comments.keep_questions",
        "comments.read_unpublished",
        "moderation.review_case",
        "search.keep_synonyms",
    ],
}


def rights_of(group):
    """Return the permissions of a group as "app.codename"."""
    return sorted(f"{app}.{code}" for app, code in group.permissions.values_list("content_type__app_label", "codename"))


def rights_in(*names):
    """Return the permissions of the groups with these names."""
    return {name: rights_of(Group.objects.get(name=name)) for name in names}


def test_roles_hold_these_rights():
    push_roles()

    assert rights_in(*TABLE) == TABLE
    assert Group.objects.count() == 3


def test_pushing_again_adds_nothing():
    first, second = push_roles(), push_roles()

    assert (first, second) == ({name: len(rights) for name, rights in TABLE.items()}, dict.fromkeys(TABLE, 0))


def test_pushing_adds_what_is_missing_and_keeps_what_a_site_has_added():
    push_roles()
    moderators = Group.objects.get(name="Moderator")
    moderators.permissions.remove(Permission.objects.get(codename="review_case"))
    moderators.permissions.add(Permission.objects.get(codename="edit_article"))

    added = push_roles()

    assert added == {"Moderator": 1, "Editor": 0, "Admin": 0}
    assert rights_of(moderators) == sorted([*TABLE["Moderator"], "articles.edit_article"])


def test_pushing_with_prune_takes_away_what_the_list_does_not_name():
    push_roles()
    Group.objects.get(name="Moderator").permissions.add(Permission.objects.get(codename="edit_article"))
    own = Group.objects.create(name="Night watch")
    own.permissions.add(Permission.objects.get(codename="review_case"))

    push_roles(prune=True)

    assert rights_in(*TABLE) == TABLE
    assert rights_of(own) == ["moderation.review_case"]


def test_command_says_what_it_added(capsys):
    call_command("push_roles")
    call_command("push_roles", prune=True)

    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        *(f"{name}: {len(ROLES[name])} added" for name in ROLES),
        *(f"{name}: 0 added" for name in ROLES),
    ]


@pytest.mark.parametrize(("role", "is_staff"), [("Moderator", False), ("Editor", False), ("Admin", True)])
def test_only_admins_may_open_the_admin_site(roles, role, is_staff):
    member = MemberFactory()

    set_role(member=member, group_name=role)

    member.refresh_from_db()
    assert (member.is_staff, list(member.groups.values_list("name", flat=True))) == (is_staff, [role])


def test_group_of_a_sites_own_opens_what_its_rights_open(client, member):
    own = Group.objects.create(name="Night watch")
    own.permissions.add(Permission.objects.get(codename="review_case"))
    member.groups.add(own)
    client.force_login(member)

    answers = [client.get(reverse(name)).status_code for name in ("case_list", "editorial_home")]

    assert answers == [200, 403]


def test_reader_is_a_member_with_a_confirmed_address():
    confirmed = MemberFactory()
    unconfirmed = create_member(email="new@example.org", public_name="New", password=PASSWORD, at=NOON)
    closed = MemberFactory()
    closed.is_active = False

    found = [[may(one) for may in (can_post, can_flag, can_question)] for one in (confirmed, unconfirmed, closed)]

    assert found == [[True] * 3, [False] * 3, [False] * 3]


def test_professional_is_a_member_with_a_credential_that_holds_today():
    checker, member = MemberFactory(), MemberFactory()
    for kind, checked_on, expires_on in (
        ("yesterday", 0, -1), ("today", 0, 0), ("later", 0, 300), ("checked tomorrow", 1, 300),
    ):  # fmt: skip
        Credential.objects.create(
            member=member, kind=kind, country="NL", checked_by=checker, checked_at=NOON + timedelta(days=checked_on),
            expires_on=(NOON + timedelta(days=expires_on)).date(),
        )  # fmt: skip
    Credential.objects.create(member=member, kind="not checked", country="NL")

    valid = Credential.objects.valid(NOON).order_by("pk")

    assert [row.kind for row in valid] == ["today", "later"]
    assert [row.kind for row in Credential.objects.order_by("pk") if row.is_valid(NOON)] == ["today", "later"]


def test_professional_badge_says_what_was_checked_and_until_when(client):
    physio, other = MemberFactory(), MemberFactory()
    for member, day in ((physio, "2099-05-31"), (other, "2020-05-31")):
        Credential.objects.create(
            member=member,
            kind="physiotherapist",
            country="NL",
            checked_by=MemberFactory(),
            checked_at=NOON,
            expires_on=day,
        )

    pages = [client.get(member.get_absolute_url()).content.decode() for member in (physio, other)]

    assert [("Physiotherapist" in page, "31 May" in page) for page in pages] == [(True, True), (False, False)]


def test_reader_becomes_no_professional_by_a_group(client, roles):
    member = MemberFactory()
    set_role(member=member, group_name="Moderator")

    page = client.get(member.get_absolute_url()).content.decode()

    assert ("licence checked" in page, Credential.objects.count()) == (False, 0)
