"""The error pages, in plain words."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pages.context import site

HIDDEN = ("csrfmiddlewaretoken", "submission_key", "password", "password1", "password2", "oldpassword", "code")


def _typed(request):
    """Return the words of a form that could not be taken, so that they can be copied."""
    return [(name.capitalize(), text) for name, text in request.POST.items() if name not in HIDDEN and len(text) > 1]


def csrf_failure(request, reason=""):
    """Say that the form's key is out of date, and give the words back."""
    lines = [
        _("The form was open for too long, or cookies are switched off. Open the page again and send it once more.")
    ]
    context = {
        "code": 403,
        "heading": _("This form is too old"),
        "lines": lines,
        "typed": _typed(request),
        "back": request.path,
    }
    return render(request, "errors/kept.html", context, status=403)


def bad_request(request, exception):
    """Say that the request could not be understood."""
    lines = [_("The address or the form has something in it that the site cannot read.")]
    return render(
        request, "errors/page.html", {"code": 400, "heading": _("That did not work"), "lines": lines}, status=400
    )


def permission_denied(request, exception):
    """Say why, and what next."""
    lines = [
        _("This page, or this act, is for people with another role, or it is not possible for you at the moment."),
        _("If your account is restricted, “My pages” says why and until when."),
    ]
    return render(
        request, "errors/page.html", {"code": 403, "heading": _("You may not do this"), "lines": lines}, status=403
    )


def not_found(request, exception):
    """Offer a search."""
    lines = [_("There is no page at this address. It may have moved, or the address may have a typing error in it.")]
    context = {"code": 404, "heading": _("We could not find that page"), "lines": lines}
    return render(request, "errors/not_found.html", context, status=404)


def server_error(request):
    """Say that it is our fault; needs neither session nor database."""
    lines = [_("Something went wrong on our side. Please try again in a few minutes.")]
    context = site(request) | {"code": 500, "heading": _("Sorry, that is our fault"), "lines": lines}
    return HttpResponseServerError(render_to_string("errors/page.html", context))
