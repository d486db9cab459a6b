"""Members, credentials, mutes, restrictions."""

from datetime import timedelta

from accounts.models import Credential, DataExport, Mute, Restriction
from tests.factories import NOON, MemberFactory
from tests.guards.breaks.rows import again, change


def _credential():
    return Credential.objects.create(
        member=MemberFactory(), kind="Physiotherapist", country="Wales", checked_by=MemberFactory(), checked_at=NOON,
        expires_on=NOON.date(),
    )  # fmt: skip


def _restriction():
    return Restriction.objects.create(member=MemberFactory(), ability="post", starts_at=NOON, reason="Three warnings.")


def _checked_by_its_member():
    row = _credential()
    change(row, checked_by=row.member)


def _application(member=None):
    return Credential.objects.create(
        member=member or MemberFactory(), kind="Nurse", country="Wales", number_sealed="sealed", applied_at=NOON
    )


def _two_applications():
    again(_application())


def _ended(ending, row):
    change(row, ending=ending, ended_by=MemberFactory(), ended_at=NOON)


def _mute():
    return Mute.objects.create(member=MemberFactory(), muted=MemberFactory(), created_at=NOON)


def _muted_by_oneself():
    row = _mute()
    change(row, muted=row.member)


BREAKS = {
    "accounts_member_email_any_case": lambda: again(
        MemberFactory(email="ruth@example.org"), email="RUTH@example.org", name_key="other", slug="other"
    ),
    "accounts_member_leaving_mode": lambda: change(MemberFactory(), leaves_at=NOON, leaving_mode="hide"),
    "accounts_member_leaves_as_a_whole": lambda: change(MemberFactory(), leaves_at=NOON),
    "accounts_dataexport_ready_as_a_whole": lambda: change(
        DataExport.objects.create(member=MemberFactory(), requested_at=NOON), ready_at=NOON
    ),
    "accounts_credential_checked_as_a_whole": lambda: change(_credential(), expires_on=None),
    "accounts_credential_not_checked_by_its_member": _checked_by_its_member,
    "accounts_credential_one_application": _two_applications,
    "accounts_credential_ending": lambda: _ended("lost", _credential()),
    "accounts_credential_ended_as_a_whole": lambda: change(_credential(), ended_at=NOON),
    "accounts_credential_refused_unchecked": lambda: _ended("refused", _credential()),
    "accounts_credential_number_while_needed": lambda: _ended("withdrawn", _application()),
    "accounts_mute_once": lambda: again(_mute()),
    "accounts_mute_somebody_else": _muted_by_oneself,
    "accounts_restriction_ability": lambda: change(_restriction(), ability="read"),
    "accounts_restriction_effect": lambda: change(_restriction(), effect="ignored"),
    "accounts_restriction_ends_after_start": lambda: change(_restriction(), ends_at=NOON - timedelta(days=1)),
}
