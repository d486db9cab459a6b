"""An admin gives and takes roles; nobody their own."""

import pytest
from django.urls import reverse

from audit.models import Entry
from tests.factories import MemberFactory


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
