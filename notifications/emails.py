"""What a mail looks like: text first, HTML beside it, and the headers that mail programs read."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.models import OutboxMail
from notifications.paces import DIGESTS, Matter, Pace

MOST_ITEMS = 50
_signer = Signer(salt="notifications.mail_stop")


@dataclass(frozen=True)
class Item:
    """One thing that a mail tells of."""

    title: str
    lines: list[str]
    href: str


def item(title: str, text: str, words: str, url: str) -> Item:
    """Make an item of a notice.

    Args:
        title: one line.
        text: paragraphs with empty lines between them, may be empty.
        words: what the thing says now, may be empty.
        url: the path on this site.
    """
    lines = [line for part in (text, words) for line in part.split("\n\n") if line.strip()]
    return Item(title, lines, whole(url))


def whole(path: str) -> str:
    """Return the whole address of a path on this site."""
    return f"{settings.SITE_URL}{path}"


def stop_token(member_id: int, what: str) -> str:
    """Return the signed word that stops one sort of mail for one member; it does nothing else and has no end.

    Args:
        member_id: whose mails.
        what: a Matter, or Pace.DAILY or Pace.WEEKLY for the digest.

    Source: RFC 8058, 3.1 (an opaque, hard to forge part of the address names whom and what), 2026-11.
    """
    return _signer.sign(f"{member_id}.{what}")


def read_stop_token(token: str) -> tuple[int, str] | None:
    """Return whose mails of what a token stops; None where it is not one of ours.

    Args:
        token: as it came in the address.
    """
    try:
        member_id, _dot, what = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    return (int(member_id), what) if what in {*Matter.values, *DIGESTS} else None


def notice_mail(mail: OutboxMail, words: str) -> EmailMultiAlternatives:
    """Build the mail about one thing.

    Args:
        mail: which, with its member.
        words: what the thing says now, may be empty.
    """
    rows = [item(mail.subject, mail.text, words, mail.url)]
    return _build(mail, mail.subject, rows, 0, mail.matter)


def digest_mail(mail: OutboxMail, rows: list[Item]) -> EmailMultiAlternatives:
    """Build a digest.

    Args:
        mail: which, with its member.
        rows: what it tells of, the oldest first; what is more than 50 is counted.
    """
    count, more = len(rows), max(0, len(rows) - MOST_ITEMS)
    subject = ngettext("%(count)s new thing on %(site)s", "%(count)s new things on %(site)s", count)
    subject %= {"count": count, "site": settings.SITE_NAME}
    return _build(mail, subject, rows[:MOST_ITEMS], more, mail.digest)


def _build(mail, subject, rows, more, what):
    stop = whole(reverse("mail_stop", args=[stop_token(mail.member_id, what)])) if what and mail.member_id else ""
    context = {
        "SITE_NAME": settings.SITE_NAME, "subject": subject, "rows": rows, "more": more, "is_digest": bool(mail.digest),
        "all_href": whole(reverse("notice_list")), "settings_href": whole(reverse("notice_settings")),
        "stop_href": stop, "what": stop_words(what) if stop else "",
    }  # fmt: skip
    text = render_to_string("notifications/mail/mail.txt", context).strip() + "\n"
    message = EmailMultiAlternatives(subject, text, to=[mail.to], headers=_headers(mail, stop))
    message.attach_alternative(render_to_string("notifications/mail/mail.html", context), "text/html")
    return message


def stop_words(what: str) -> str:
    """Say which mails a token stops.

    Args:
        what: a Matter, or Pace.DAILY or Pace.WEEKLY.
    """
    if what in DIGESTS:
        return _("your daily mail") if what == Pace.DAILY else _("your weekly mail")
    return _("mails about: %(matter)s") % {"matter": Matter(what).label}


def _headers(mail, stop):
    """The same mail sent twice has the same Message-ID; mails of one talk point at the same beginning."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<outbox-{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if mail.thread_key:
        first = f"<{mail.thread_key.replace(':', '-')}@{host}>"
        headers |= {"In-Reply-To": first, "References": first}
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
