"""The download of everything that is stored about a member: asked for, made by the worker, deleted after some days."""

import secrets
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import consequences
from accounts.models import DataExport, Member
from accounts.reading import own_sections
from accounts.sections import zipped
from common import jobs

PAUSE = timedelta(hours=1)  # before the same member has a newer file made
STRAY_SECONDS = 3600  # a file that no row names so long was left by a worker that was killed


@transaction.atomic
def request_export(*, member: Member, at: datetime) -> DataExport:
    """Have the worker make the member's download; asked again within the hour, the one that is there stays.

    Args:
        member: who wants to have it.
        at: when (aware).

    Returns:
        The download, waiting or ready.
    """
    Member.objects.select_for_update().get(pk=member.pk)  # two presses at once: one after the other
    export = DataExport.objects.filter(member=member).first()
    if export and at - export.requested_at < PAUSE:
        return export
    drop_export_files(member=member)
    DataExport.objects.filter(member=member).delete()
    export = DataExport.objects.create(member=member, requested_at=at)
    jobs.enqueue("accounts.jobs.make_export", export_id=export.pk)
    return export


def build_export(*, export_id: int, at: datetime) -> bool:
    """Write the file of a download and tell the member; run twice, the second finds nothing to do.

    Args:
        export_id: key of the DataExport.
        at: when (aware).

    Returns:
        True if the file was made.
    """
    export = DataExport.objects.filter(pk=export_id, ready_at=None).select_related("member").first()
    if export is None:
        return False
    sections = [*own_sections(export.member)]
    for read in consequences.ON_EXPORT:
        sections += read(export.member)
    day = date_format(localtime(at), "j F Y, G:i T")
    name = f"{secrets.token_urlsafe(32)}.zip"
    settings.EXPORT_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.EXPORT_DIR / name
    path.touch(mode=0o600)
    is_noted = False
    try:
        path.write_bytes(zipped(sections, name=export.member.public_name, day=day))
        is_noted = _note_ready(export, name, at)  # False: another worker was first, or the member has gone
    finally:
        if not is_noted:
            path.unlink(missing_ok=True)
    return is_noted


@transaction.atomic
def _note_ready(export, name, at):
    expires_at = at + timedelta(days=settings.EXPORT_DAYS)
    list(Member.objects.select_for_update(no_key=True).filter(pk=export.member_id))  # the member first: as leaving
    row = DataExport.objects.select_for_update().filter(pk=export.pk, ready_at=None).first()
    if row is None:
        return False
    row.ready_at, row.expires_at, row.file_name = at, expires_at, name
    row.save(update_fields=["ready_at", "expires_at", "file_name"])
    text = _("You can download it until %(day)s. Nobody else can.") % {
        "day": date_format(localtime(expires_at), "j F Y")
    }
    for tell in consequences.TELL:
        tell(
            member=export.member, kind="export_ready", subject_key=f"member:{export.member_id}",
            title=_("Your download is ready"), text=text, url=reverse("data_download"), at=at,
            unique_key=f"export_ready/{export.pk}",
        )  # fmt: skip
    return True


def drop_export_files(*, member: Member) -> None:
    """Delete the file of a member's download once the transaction is through; the row goes with the member.

    Args:
        member: whose.
    """
    for name in DataExport.objects.filter(member=member).exclude(file_name="").values_list("file_name", flat=True):
        transaction.on_commit(partial(_unlink, name))


def _unlink(name):
    (settings.EXPORT_DIR / Path(name).name).unlink(missing_ok=True)


def drop_old_exports(*, at: datetime) -> int:
    """Delete the downloads whose days are over, and have those made that a killed worker has left.

    Args:
        at: when (aware).

    Returns:
        How many were deleted.
    """
    with transaction.atomic():
        old = list(DataExport.objects.select_for_update().filter(expires_at__lte=at))
        for export in old:
            transaction.on_commit(partial(_unlink, export.file_name))
        DataExport.objects.filter(pk__in=[export.pk for export in old]).delete()
        for pk in DataExport.objects.filter(ready_at=None, requested_at__lte=at - PAUSE).values_list("pk", flat=True):
            jobs.enqueue("accounts.jobs.make_export", export_id=pk)
    return len(old)


def drop_stray_files() -> int:
    """Delete files of EXPORT_DIR that no row names; return how many."""
    if not settings.EXPORT_DIR.exists():
        return 0
    named = set(DataExport.objects.exclude(file_name="").values_list("file_name", flat=True))
    stray = [
        path
        for path in settings.EXPORT_DIR.iterdir()
        if path.name not in named and time.time() - path.stat().st_mtime > STRAY_SECONDS
    ]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)
