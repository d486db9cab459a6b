"""The error pages: what happened, what next, and the words that were typed."""

import inspect
import math
import sys
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import dateformat, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.permissions import Ability, restriction_on
from pages.context import site
from pages.typed import Typed, from_pairs, typed_in

LIMIT_PAUSE = 60  # seconds: every limit that ends in this page counts by the minute
OUTAGE_PAUSE = 120  # seconds
HEARD_AT_MOST = 32 * 1024 * 1024  # bytes of a body that is too large; a browser listens only once it has sent all
SHOWN_AT_MOST = 20  # fields of a form that is too large, the longest first
ABILITIES = {"accounts": Ability.ALL, "comments": Ability.POST, "claims": Ability.QUESTION, "moderation": Ability.FLAG}


def _page(request, status, heading, lines, *, template="errors/page.html", **more):
    """Answer within the site's frame."""
    context = {"heading": heading, "lines": lines, "typed": typed_in(request), "back": _back(request)} | more
    return render(request, template, context, status=status)


def _back(request) -> str:
    """Return the page of this site that the browser comes from, or nothing."""
    address = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""


def _bare_page(request, status, heading, lines, *, typed=None, **more):
    """Answer without session, database or context processors."""
    token = {"csrf_token": get_token(request)} if typed and typed.may_be_sent else {}
    context = site(request) | token | {"heading": heading, "lines": lines, "typed": typed} | more
    return HttpResponse(render_to_string("errors/bare.html", context), status=status)


def csrf_failure(request, reason=""):
    """Say that the form's key is out of date, and give the form back, ready to be sent."""
    lines = [
        _("It was open for a very long time, or you signed in or out in another window, or cookies are switched off."),
        _("For your safety, nothing was done with it."),
    ]
    return _page(request, 403, _("This form is too old"), lines)


def bad_request(request, exception):
    """Say that the request could not be understood, or that it was too large."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request, exception)
    lines = [
        _("The address or the form has something in it that the site cannot read."),
        _("If you followed a link, try to find the page from the first page. If you sent a form, open it again."),
    ]
    return _bare_page(request, 400, _("That did not work"), lines, typed=typed_in(request))


def too_large(request, exception):
    """Say how much can be sent at once, and show what has reached us."""
    if isinstance(exception, RequestDataTooBig):
        most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        lines = [_("What you sent is larger than the site can take at once. The most is %(most)s.") % {"most": most}]
    else:
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        lines = [_("The form has more parts than the site can take at once. The most is %(most)s.") % {"most": most}]
    lines.append(_("Press Back in your browser: as a rule your words are still in the form. Then shorten them."))
    return _bare_page(request, 413, _("That is too much at once"), lines, typed=_first_part(request))


def _first_part(request) -> Typed | None:
    """Read all of the body, so that the browser hears the answer; return the form in its first part."""
    most, kept, heard = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, b"", 0
    try:
        while heard < HEARD_AT_MOST and (part := request.read(65_536)):
            heard += len(part)
            kept += part[: most - len(kept)]
    except OSError:  # the browser has gone
        return None
    if request.content_type != "application/x-www-form-urlencoded":
        return None
    pairs = sorted(parse_qsl(kept.decode(errors="replace")), key=lambda pair: len(pair[1]), reverse=True)
    return from_pairs(pairs[:SHOWN_AT_MOST], action=request.path, may_be_sent=False)


def permission_denied(request, exception):
    """Say why, who may, and what next."""
    lines = _lines_about_member(request) or _lines_about_role(request) or [
        str(exception) or _("It belongs to somebody else, or it is about your own words, or it is closed by now."),
        _("Nobody changes the words of others, and nobody decides about their own."),
    ]  # fmt: skip
    return _page(request, 403, _("You may not do this"), lines)


def required_by(view) -> tuple[str, ...]:
    """Return the permissions that a view asks for by permission_required."""
    found = ()
    while view:
        test = inspect.getclosurevars(view).nonlocals.get("test_func") if inspect.isfunction(view) else None
        found += tuple(inspect.getclosurevars(test).nonlocals.get("perms", ())) if test else ()
        view = getattr(view, "__wrapped__", None)
    return found


def roles_with(permissions) -> list[str]:
    """Return the names of the groups that hold all of these permissions."""
    groups = Group.objects.order_by("name")
    for permission in permissions:
        app, code = permission.split(".")
        groups = groups.filter(permissions__content_type__app_label=app, permissions__codename=code)
    return list(groups.values_list("name", flat=True))


def _lines_about_role(request):
    match = request.resolver_match
    needed = required_by(match.func) if match else ()
    if not needed or request.user.has_perms(needed):
        return []
    roles = _(" or ").join(roles_with(needed)) or _("none at the moment")
    mine = ", ".join(request.user.groups.order_by("name").values_list("name", flat=True)) or _("Reader")
    return [
        _("This page is for people with another role: %(roles)s.") % {"roles": roles},
        _("Your role here: %(mine)s.") % {"mine": mine},
        _("If you should have that role, write to %(address)s.") % {"address": settings.CONTACT_EMAIL},
    ]


def _lines_about_member(request):
    """Say what is in the way of this member: an address that is not confirmed, or a restriction."""
    match, member = request.resolver_match, getattr(request, "user", None)
    if not (match and member and member.is_authenticated):
        return []
    app = match.func.__module__.partition(".")[0]
    ability = ABILITIES.get(app, Ability.ALL)
    if member.email_confirmed_at is None and app in ABILITIES:
        return [_("First follow the link in the mail that we sent you: it confirms your e-mail address.")]
    row = restriction_on(member, ability)
    if row is None:
        return []
    until = dateformat.format(timezone.localtime(row.ends_at), "j F Y, G:i T") if row.ends_at else ""
    return [
        _("Your account is restricted: %(what)s. You can still read everything.") % {"what": row.get_ability_display()},
        _("The reason: %(reason)s") % {"reason": row.reason},
        _("It ends by itself on %(until)s.") % {"until": until} if until else _("It has no end date."),
        _("“My pages” shows this too."),
    ]


def not_found(request, exception):
    """Offer a search."""
    lines = [_("There is no page at this address. It may have moved, or the address may have a typing error in it.")]
    return _page(request, 404, _("We could not find that page"), lines, template="errors/not_found.html")


def too_many_requests(request):
    """Say when to try again; django-allauth calls it where one of its limits is reached."""
    minute = math.ceil((timezone.now().timestamp() + LIMIT_PAUSE) / 60) * 60
    lines = [_("This was tried very often in a short time, so we stop for a moment. That keeps accounts safe.")]
    retry_at = datetime.fromtimestamp(minute, UTC)
    response = _page(request, 429, _("Please wait a minute"), lines, retry_at=retry_at)
    response.headers["Retry-After"] = str(LIMIT_PAUSE)
    return response


def server_error(request):
    """Say that it is our fault; needs neither session nor database."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return unavailable(request)
    lines = [_("Something went wrong on our side, and we have a note of it. Please try again in a few minutes.")]
    return _bare_page(request, 500, _("Sorry, that is our fault"), lines, typed=typed_in(request))


def unavailable(request):
    """Say that the database does not answer, and when to try again."""
    lines = [
        _("We cannot reach our articles and discussions at the moment. It is nothing that you did."),
        _("Please try again in a few minutes."),
    ]
    response = _bare_page(request, 503, _("The site is taking a short break"), lines, typed=typed_in(request))
    response.headers["Retry-After"] = str(OUTAGE_PAUSE)
    return response
