"""The download of everything: who gets it, what is in it, and when it goes."""

import io
import json
import os
from datetime import timedelta
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.actions import (
    build_export,
    drop_old_exports,
    drop_stray_files,
    erase_member,
    request_deletion,
    request_export,
)
from accounts.models import DataExport
from accounts.sections import Section, as_html, zipped
from notifications.models import Notice, OutboxMail
from tests.accounts.steps import CONFIRM, signed_in
from tests.factories import NOON, PASSWORD, CommentFactory, MemberFactory
from tests.races import together

PAGE, FILE = reverse("data_download"), reverse("data_file")


@pytest.fixture(autouse=True)
def exports(settings, tmp_path):
    """An empty folder for the files."""
    settings.EXPORT_DIR = tmp_path / "exports"
    return settings.EXPORT_DIR


@pytest.fixture
def anna(db):
    """A signed-in browser of a member who has just typed her password again."""
    member = MemberFactory(public_name="Anna")
    client = signed_in(member)
    client.post(CONFIRM, {"password": PASSWORD})
    client.member = member
    return client


def made(member, at=NOON):
    """Have a member's file made; return its row."""
    export = request_export(member=member, at=at)
    build_export(export_id=export.pk, at=at)
    export.refresh_from_db()
    return export


def data_of(content):
    """Return what is in data.json of a zip."""
    return json.loads(ZipFile(io.BytesIO(content)).read("data.json"))


def test_member_downloads_what_the_worker_made(anna):
    comment = CommentFactory(author=anna.member, body="Walking & <b>lifting</b>.")
    CommentFactory(body="Words of somebody else.")
    anna.post(PAGE)
    waiting = anna.get(PAGE).content.decode()
    build_export(export_id=DataExport.objects.get().pk, at=timezone.now())

    response = anna.get(FILE)

    content = b"".join(response.streaming_content)
    data, page = data_of(content), ZipFile(io.BytesIO(content)).read("index.html").decode()
    assert "We are putting it together" in waiting
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "private, no-store")
    assert response["Content-Disposition"] == 'attachment; filename="BoneCommunity-anna.zip"'
    assert [row["text"] for row in data["comments"]] == [comment.body]
    assert data["profile"][0]["email"] == anna.member.email
    assert "Walking &amp; &lt;b&gt;lifting" in page
    assert ("<script" in page, "somebody else" in page) == (False, False)
    assert Notice.objects.get(member=anna.member, kind="export_ready").url == PAGE


@pytest.mark.django_db
def test_another_member_gets_no_file(anna):
    made(MemberFactory(), at=timezone.now())

    assert anna.get(FILE).status_code == 404


def test_file_asks_for_the_password_once_more(client, member):
    made(member, at=timezone.now())
    client.force_login(member)

    assert client.get(FILE).url.startswith(CONFIRM)
    assert client.post(PAGE).url.startswith(CONFIRM)


@pytest.mark.django_db
def test_second_wish_within_the_hour_makes_no_second_file(exports):
    member = MemberFactory()
    first = made(member)

    again = [made(member, at=NOON + timedelta(minutes=59)).pk, made(member, at=NOON + timedelta(minutes=60)).pk]

    assert (again[0], again[1] == first.pk, DataExport.objects.count()) == (first.pk, False, 1)


@pytest.mark.django_db
def test_file_is_made_once(exports):
    export = made(MemberFactory())

    assert build_export(export_id=export.pk, at=NOON) is False
    assert [path.name for path in exports.iterdir()] == [export.file_name]
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_file_made_by_two_workers_at_once_is_there_once(exports):
    export = request_export(member=MemberFactory(), at=NOON)

    done = together([lambda: build_export(export_id=export.pk, at=NOON)] * 2, refusals=())

    export.refresh_from_db()
    assert (sorted(done), [path.name for path in exports.iterdir()]) == ([False, True], [export.file_name])


@pytest.mark.django_db
def test_file_goes_after_its_days(anna, exports, django_capture_on_commit_callbacks):
    export = made(anna.member, at=timezone.now() - timedelta(days=7, seconds=1))
    kept = made(MemberFactory(), at=timezone.now() - timedelta(days=6))

    before = anna.get(FILE).status_code
    with django_capture_on_commit_callbacks(execute=True):
        dropped = drop_old_exports(at=timezone.now())

    assert (before, dropped, export.file_name == kept.file_name) == (404, 1, False)
    assert [path.name for path in exports.iterdir()] == [kept.file_name]


@pytest.mark.django_db
def test_file_goes_with_the_account(exports, django_capture_on_commit_callbacks):
    member = MemberFactory()
    made(member)
    request_deletion(member=member, mode="remove", at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        erase_member(member_id=member.pk, at=NOON + timedelta(days=7))

    assert list(exports.iterdir()) == []


@pytest.mark.django_db
def test_file_of_an_account_that_went_meanwhile_is_not_kept(exports):
    export = request_export(member=MemberFactory(), at=NOON)
    read = DataExport.objects.get(pk=export.pk)
    DataExport.objects.all().delete()
    read.save(force_insert=True)
    DataExport.objects.filter(pk=read.pk).update(ready_at=NOON, expires_at=NOON, file_name="other.zip")

    assert build_export(export_id=read.pk, at=NOON) is False
    assert not exports.exists()


@pytest.mark.django_db
def test_stray_file_goes_once_it_is_old(exports):
    export = made(MemberFactory())
    for name, age in (("old.zip", 7200), ("new.zip", 0)):
        (exports / name).write_bytes(b"")
        stamp = timezone.now().timestamp() - age
        os.utime(exports / name, (stamp, stamp))

    assert drop_stray_files() == 1
    assert {path.name for path in exports.iterdir()} == {"new.zip", export.file_name}


def test_values_are_escaped_wherever_they_stand():
    shown = as_html({"a_name": ["<b>", {"x": None}], "is_so": True, "at": NOON, "on": NOON.date()})

    assert shown == (
        "<dl><dt>A name</dt><dd><ul><li>&lt;b&gt;</li><li><dl><dt>X</dt><dd>-</dd></dl></li></ul></dd>"
        "<dt>Is so</dt><dd>yes</dd><dt>At</dt><dd>2 March 2026, 12:00 UTC</dd><dt>On</dt><dd>2 March 2026</dd></dl>"
    )


def test_two_sections_of_one_key_stand_together():
    sections = [Section("a", "A", [{"n": 1}]), Section("b", "B"), Section("a", "A again", [{"n": 2}])]

    assert data_of(zipped(sections, name="Anna", day="today")) == {"a": [{"n": 1}, {"n": 2}], "b": []}


@pytest.mark.django_db
def test_mails_to_another_member_are_neither_shown_nor_deleted(exports, django_capture_on_commit_callbacks):
    leaver, other = MemberFactory(public_name="Anna"), MemberFactory(public_name="Berta")
    EmailAddress.objects.create(user=leaver, email=other.email, verified=False)
    for number, to in enumerate([leaver.email, other.email]):
        OutboxMail.objects.create(
            to=to, member=other, subject="About Berta", text="x", unique_key=str(number), next_try_at=NOON,
            created_at=NOON,
        )  # fmt: skip

    with ZipFile(exports / made(leaver).file_name) as file:
        assert "Berta" not in file.read("data.json").decode()
    request_deletion(member=leaver, mode="remove", at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        erase_member(member_id=leaver.pk, at=NOON + timedelta(days=8))

    assert OutboxMail.objects.filter(member=other).count() == 2
