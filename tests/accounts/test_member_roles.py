"""An admin gives and takes roles; nobody their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts.actions import push_roles, set_role, set_roles
from accounts.models import Member
from audit.models import Entry
from tests.factories import NOON, MemberFactory


def _address(member):
    return reverse("member_roles", args=[member.slug])


@pytest.mark.django_db
def test_admin_gives_roles_and_takes_them_away(client, admin, roles):
    somebody = MemberFactory()
    client.force_login(admin)

    client.post(_address(somebody), {"roles": ["Moderator", "Editor"]})
    given = set(somebody.groups.values_list("name", flat=True))
    client.post(_address(somebody), {"roles": []})

    assert (given, list(somebody.groups.all())) == ({"Moderator", "Editor"}, [])
    entries = Entry.objects.filter(subject=f"member:{somebody.pk}", verb="set_roles").order_by("pk")
    assert [(entry.actor_id, entry.before, entry.after) for entry in entries] == [
        (admin.pk, {"roles": []}, {"roles": ["Editor", "Moderator"]}),
        (admin.pk, {"roles": ["Editor", "Moderator"]}, {"roles": []}),
    ]


@pytest.mark.django_db
def test_role_admin_opens_the_admin_site_and_goes_with_it(client, admin, roles):
    somebody = MemberFactory()
    client.force_login(admin)
    client.post(_address(somebody), {"roles": ["Admin"]})
    client.force_login(somebody)
    opened = client.get("/admin/").status_code
    client.force_login(admin)
    client.post(_address(somebody), {"roles": []})
    client.force_login(somebody)

    assert (opened, client.get("/admin/", follow=True).status_code) == (200, 403)


@pytest.mark.django_db
def test_admin_does_not_change_their_own_roles(client, admin):
    client.force_login(admin)

    response = client.post(_address(admin), {"roles": []})

    assert (response.status_code, [group.name for group in admin.groups.all()]) == (403, ["Admin"])


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member", "moderator", "editor"])
def test_others_give_no_roles(client, request, role):
    somebody = MemberFactory()
    client.force_login(request.getfixturevalue(role))

    assert client.post(_address(somebody), {"roles": ["Admin"]}).status_code == 403
    assert list(somebody.groups.all()) == []


@pytest.mark.django_db
def test_role_that_does_not_exist_is_refused(client, admin, roles):
    somebody = MemberFactory()
    client.force_login(admin)

    response = client.post(_address(somebody), {"roles": ["Owner"]})

    assert (list(response.context["form"].errors), list(somebody.groups.all())) == (["roles"], [])


@pytest.mark.django_db
def test_member_without_a_confirmed_address_gets_no_role(client, admin, roles):
    somebody = MemberFactory(confirmed=False)
    client.force_login(admin)

    response = client.post(_address(somebody), {"roles": ["Moderator"]})

    assert response.context["form"].errors["roles"] == [
        "This member has not confirmed their e-mail address yet. Give the role once they have."
    ]
    assert (list(somebody.groups.all()), Entry.objects.filter(verb="set_roles").count()) == ([], 0)


@pytest.mark.django_db
def test_role_can_be_taken_from_a_member_without_a_confirmed_address(client, admin, roles):
    somebody = MemberFactory(confirmed=False)
    set_role(member=somebody, group_name="Moderator")
    client.force_login(admin)

    client.post(_address(somebody), {"roles": []})

    assert list(somebody.groups.all()) == []


@pytest.mark.django_db
def test_last_admin_keeps_the_role(client, admin, member):
    helpers = Group.objects.create(name="Helpers")
    helpers.permissions.add(Permission.objects.get(codename="change_member"))
    member.groups.add(helpers)
    closed = MemberFactory()
    set_role(member=closed, group_name="Admin")
    Member.objects.filter(pk=closed.pk).update(is_active=False)
    client.force_login(member)

    response = client.post(_address(admin), {"roles": ["Editor"]})

    assert response.context["form"].errors["roles"] == [
        "This is the last admin. Make somebody else an admin first, then take this role away."
    ]
    assert [group.name for group in admin.groups.all()] == ["Admin"]


@pytest.mark.django_db
def test_superuser_takes_the_role_of_the_last_admin(client, admin, member):
    Member.objects.filter(pk=member.pk).update(is_superuser=True)
    client.force_login(member)

    client.post(_address(admin), {"roles": ["Editor"]})

    assert [group.name for group in admin.groups.all()] == ["Editor"]


@pytest.mark.django_db(transaction=True)
def test_two_admins_removing_each_other_at_once_leave_one():
    push_roles()
    first, second = MemberFactory.create_batch(2)
    for person in (first, second):
        set_role(member=person, group_name="Admin")

    def take(pair):
        try:
            set_roles(member=pair[0], group_names=[], by=pair[1], at=NOON)
        except ValidationError as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(take, [(first, second), (second, first)]))

    assert sorted(answers, key=str) == [None, "last"]
    assert Member.objects.filter(groups__name="Admin").count() == 1
