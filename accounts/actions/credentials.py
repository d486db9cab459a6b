"""What can be done with the licence of a professional: apply, check, refuse, take back, take away, let it lapse.

Rows are locked in one order: the member before their credentials.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from accounts.actions.members import raise_version
from accounts.actions.telling import tell_professional
from accounts.models import Credential, Member
from accounts.permissions import can_apply, can_check
from accounts.sealing import Secret, Unreadable, reseal, seal, unseal
from audit.actions import record
from common import jobs
from common.transitions import InvalidTransition

Ending = Credential.Ending


@sensitive_variables("number")
def apply_for_credential(
    *, member: Member, kind: str, country: str, number: str, register_url: str, at: datetime
) -> Credential:
    """Ask the moderators to check a licence; a credential that the member has stays as it is.

    Args:
        member: who applies.
        kind: what the licence is, such as "physiotherapist"; at most 80 characters.
        country: who gave it; at most 60 characters.
        number: as the register has it, at most 60 characters; it is sealed here and nowhere in clear.
        register_url: where it can be looked up; may be empty.
        at: when (aware).

    Returns:
        The application.

    Raises:
        PermissionDenied: no confirmed address, or suspended.
        ValidationError: an application of theirs waits already.
    """
    with transaction.atomic():  # as a decorator, its frame would hold the number in an error's report
        member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
        if not can_apply(member):
            raise PermissionDenied
        if member.credentials.waiting().exists():
            raise ValidationError(_("You have applied already. A moderator looks at it."), code="waiting")
        return Credential.objects.create(
            member=member, kind=kind, country=country, register_url=register_url, applied_at=at,
            number_sealed=seal(number, settings.CREDENTIAL_KEYS),
        )  # fmt: skip


@transaction.atomic
def check_credential(*, credential: Credential, expires_on: date, by: Member, at: datetime) -> Credential:
    """Say that a licence was looked up and is right; the badge shows from now until a day.

    One of the same kind and country that the member has is renewed by it.

    Args:
        credential: one that waits.
        expires_on: the last day of the badge: after today, at most settings.CREDENTIAL_YEARS ahead.
        by: a moderator; never the member.
        at: when (aware).

    Returns:
        The credential as it is now.

    Raises:
        InvalidTransition: it does not wait any more.
        PermissionDenied: see can_check.
        ValidationError: the day is not possible.
    """
    credential = _locked(credential)
    _refuse_others(by, credential)
    _refuse_impossible_day(expires_on, at)
    credential.check_off(by=by, at=at, expires_on=expires_on)
    same = credential.member.credentials.standing().filter(
        kind__iexact=credential.kind, country__iexact=credential.country
    )
    for former in same.exclude(pk=credential.pk).order_by("pk"):
        former.end(Ending.RENEWED, by=by, at=at)
    after, said = {"expires_on": expires_on.isoformat()}, str(credential)  # the member's words: the log keeps none
    _note(credential, "check_credential", "checked", by=by, at=at, after=after, public_note=said)
    jobs.enqueue("accounts.jobs.tell_of_lapses")  # plans the day on which the member is told that it will lapse
    return credential


def latest_day(at: datetime) -> date:
    """Return the latest day on which a licence that is checked now may end.

    Args:
        at: when it is checked (aware).
    """
    today = at.date()
    try:
        return today.replace(year=today.year + settings.CREDENTIAL_YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year + settings.CREDENTIAL_YEARS, day=28)


def _refuse_impossible_day(expires_on, at):
    if at.date() < expires_on <= latest_day(at):
        return
    most = settings.CREDENTIAL_YEARS
    years = ngettext("%(most)s year", "%(most)s years", most) % {"most": most}
    text = _("Choose a day after today and at most %(years)s ahead.")
    raise ValidationError(text % {"years": years}, code="day")


@transaction.atomic
def refuse_credential(*, credential: Credential, reason: str, by: Member, at: datetime) -> Credential:
    """Say that a licence could not be checked, and why; the member may apply again.

    Args:
        credential: one that waits.
        reason: what the member is told, at most 1,000 characters.
        by: a moderator; never the member.
        at: when (aware).

    Returns:
        The credential as it is now.

    Raises:
        InvalidTransition: it does not wait any more.
        PermissionDenied: see can_check.
    """
    credential = _locked(credential)
    _refuse_others(by, credential)
    credential.end(Ending.REFUSED, by=by, at=at, reason=reason)
    _note(credential, "refuse_credential", "refused", by=by, at=at, public_note=reason)
    return credential


@transaction.atomic
def revoke_credential(*, credential: Credential, reason: str, by: Member, at: datetime) -> Credential:
    """Take a badge away before its day, and say why.

    Args:
        credential: one that was checked.
        reason: what the member is told, at most 1,000 characters.
        by: a moderator; never the member.
        at: when (aware).

    Returns:
        The credential as it is now.

    Raises:
        InvalidTransition: it was never checked, or has ended.
        PermissionDenied: see can_check.
    """
    credential = _locked(credential)
    _refuse_others(by, credential)
    if credential.is_waiting:
        raise InvalidTransition(f"credential {credential.pk} waits")
    credential.end(Ending.REVOKED, by=by, at=at, reason=reason)
    _note(credential, "revoke_credential", "revoked", by=by, at=at, public_note=reason)
    return credential


@transaction.atomic
def withdraw_credential(*, credential: Credential, by: Member, at: datetime) -> Credential:
    """Take back one's own application, or lay down one's own badge; the number is emptied.

    Args:
        credential: the member's own.
        by: the member.
        at: when (aware).

    Returns:
        The credential as it is now.

    Raises:
        InvalidTransition: it has ended already.
        PermissionDenied: it is somebody else's.
    """
    credential = _locked(credential)
    if credential.member_id != by.pk:
        raise PermissionDenied
    credential.end(Ending.WITHDRAWN, by=by, at=at)
    raise_version(credential.member)
    return credential


@transaction.atomic
def show_number(*, credential: Credential, by: Member, at: datetime) -> Secret:
    """Return the number to a moderator who looks it up; the log keeps who saw it, and not what.

    Args:
        credential: one whose number is still kept.
        by: a moderator; never the member.
        at: when (aware).

    Returns:
        The number.

    Raises:
        PermissionDenied: see can_check.
        Unreadable: no key of settings.CREDENTIAL_KEYS opens it.
    """
    credential = Credential.objects.select_related("member").get(pk=credential.pk)
    _refuse_others(by, credential)
    number = unseal(credential.number_sealed, settings.CREDENTIAL_KEYS)
    record(actor=by, role="moderator", verb="show_credential_number", subject=credential, at=at)
    return number


def tell_lapses(*, at: datetime) -> int:
    """Tell members, once each, that their badge will lapse soon or has lapsed; run twice, it tells nobody twice.

    Args:
        at: when (aware).

    Returns:
        How many were told.
    """
    today = at.date()
    soon = today + timedelta(days=settings.CREDENTIAL_NOTICE_DAYS)
    rows = Credential.objects.standing().filter(lapsed_at=None).order_by("pk")
    lapsed = rows.filter(expires_on__lt=today).values_list("pk", flat=True)
    lapsing = rows.filter(expires_on__range=(today, soon), warned_at=None).values_list("pk", flat=True)
    return sum(_tell_of_lapse(pk, at=at) for pk in [*lapsed, *lapsing])


@transaction.atomic
def _tell_of_lapse(pk, *, at):
    """Note and tell what is due for one credential as it is now; return whether anything was."""
    try:
        credential = _locked(Credential(pk=pk))
    except (Member.DoesNotExist, Credential.DoesNotExist):  # its member has left meanwhile
        return False
    if credential.ending or credential.lapsed_at:
        return False
    if has_lapsed := credential.expires_on < at.date():
        credential.lapsed_at, credential.number_sealed = at, ""
    elif credential.warned_at is None:
        credential.warned_at = at
    else:
        return False
    credential.save(update_fields=["lapsed_at", "warned_at", "number_sealed"])
    _follow_up(credential, "lapsed" if has_lapsed else "lapsing", at=at)
    return True


def reseal_numbers() -> tuple[int, int]:
    """Seal every number anew with the first key, so that the older keys can go.

    Returns:
        How many were sealed, and how many no key can read.
    """
    sealed = unreadable = 0
    for pk in Credential.objects.exclude(number_sealed="").order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = Credential.objects.select_for_update().get(pk=pk)
            try:
                row.number_sealed = reseal(row.number_sealed, settings.CREDENTIAL_KEYS)
            except Unreadable:
                unreadable += 1
                continue
            row.save(update_fields=["number_sealed"])
            sealed += 1
    return sealed, unreadable


def _locked(credential):
    """Lock the member, then the credential; return it as it stands now."""
    members = Member.objects.select_for_update(no_key=True)
    member = members.get(pk__in=Credential.objects.filter(pk=credential.pk).values("member"))
    row = Credential.objects.select_for_update(no_key=True).get(pk=credential.pk)
    row.member = member
    return row


def _refuse_others(by, credential):
    if not can_check(by, credential):
        raise PermissionDenied


def _note(credential, verb, what, *, by, at, **columns):
    """Write the log of a staff act, and tell the member."""
    record(actor=by, role="moderator", verb=verb, subject=credential, at=at, **columns)
    _follow_up(credential, what, at=at)


def _follow_up(credential, verb, *, at):
    raise_version(credential.member)
    tell_professional(credential=credential, verb=verb, at=at)
