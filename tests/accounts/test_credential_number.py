"""The number of a licence stands nowhere in clear, and its keys can be changed."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.views.debug import ExceptionReporter

from accounts import actions
from accounts.actions import check_credential
from accounts.models import Credential
from accounts.reading import own_sections
from accounts.sealing import unseal
from tests.accounts.licences import APPLY, DAY, NUMBER, SENT, applied
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_change_of_keys_seals_every_number_anew(settings, capsys):
    old, new = "o" * 50, "n" * 50
    settings.CREDENTIAL_KEYS = [old]
    row = applied()
    settings.CREDENTIAL_KEYS = [new, old]
    other = applied()

    call_command("reseal_credentials")

    assert [unseal(Credential.objects.get(pk=each.pk).number_sealed, [new]) for each in (row, other)] == [NUMBER] * 2
    assert capsys.readouterr().out == "2 numbers are sealed with the first key\n"


def test_number_whose_key_is_lost_stays_sealed_and_is_named(settings):
    settings.CREDENTIAL_KEYS = ["o" * 50]
    lost = applied()
    settings.CREDENTIAL_KEYS = ["n" * 50]
    applied()

    with pytest.raises(CommandError, match="1 numbers cannot be read"):
        call_command("reseal_credentials")

    assert Credential.objects.get(pk=lost.pk).number_sealed == lost.number_sealed


def test_form_sent_after_the_session_ended_keeps_no_number(client, member):
    answer = client.post(APPLY, SENT)

    assert answer.status_code == 403
    assert NUMBER not in answer.content.decode()
    assert NUMBER not in str(dict(client.session))
    assert "physiotherapist" in answer.content.decode()  # the rest is shown, to be typed again


def test_report_of_an_error_has_no_number(client, member, settings, caplog):
    """What the admins are mailed: all frames between the handler and the seal, which fails for want of a key."""
    settings.CREDENTIAL_KEYS, settings.DEBUG = [None], False
    client.force_login(member)
    client.raise_request_exception = False

    answer = client.post(APPLY, SENT)
    record = caplog.records[-1]
    reporter = ExceptionReporter(record.request, *record.exc_info)
    report = reporter.get_traceback_text() + reporter.get_traceback_html()

    assert answer.status_code == 500
    assert ("apply_for_credential" in report, "physiotherapist" in report) == (True, True)  # frames and the POST
    assert NUMBER not in report + answer.content.decode()


def test_number_stands_in_no_log_notice_or_mail(client, moderator, member, caplog):
    client.force_login(member)
    client.post(APPLY, SENT)
    row = Credential.objects.get()
    actions.show_number(credential=row, by=moderator, at=NOON)
    check_credential(credential=row, expires_on=DAY, by=moderator, at=NOON)
    actions.revoke_credential(credential=row, reason="So.", by=moderator, at=NOON)

    with connection.cursor() as cursor:
        written = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            written += cursor.fetchall()

    assert NUMBER not in str(written)
    assert NUMBER not in caplog.text


def test_download_says_that_the_number_is_kept_and_not_what_it_is(member):
    applied(member)
    applied()  # of somebody else

    found = {section.key: section.rows for section in own_sections(member)}["credentials"]

    assert [(row["kind"], row["number"]) for row in found] == [
        ("physiotherapist", "stored encrypted, and not in this file, which is not")
    ]
