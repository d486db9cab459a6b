"""One middleware: visitors are sent to the sign-in, and what they had typed waits for them behind it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from pages import kept
from pages.typed import typed_in


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's closed door, which loses no words: a form sent after the session ended is kept across the sign-in."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Send visitors to the sign-in; show members the form that was kept for this address."""
        if not request.user.is_authenticated:
            return super().process_view(request, view_func, view_args, view_kwargs)
        typed = kept.kept_for(request)
        if typed is None:
            return None
        if request.method == "POST":
            kept.forget(request)
            return redirect(request.get_full_path()) if "throw_away" in request.POST else None
        lines = [
            _("You were signed out when you sent this form, so nothing has been done with it yet."),
            _("Look at your words, then send them."),
        ]
        context = {"heading": _("Your words are kept"), "lines": lines, "typed": typed, "was_kept": True}
        return render(request, "errors/kept.html", context)

    def process_response(self, request, response):
        """Let no cache keep what a member sees; only their own browser may keep a page that visitors see too."""
        if response.status_code >= 500 or not request.user.is_authenticated:  # 500: perhaps nobody can be asked
            return response
        match = request.resolver_match
        is_public = match is not None and not getattr(match.func, "login_required", True)
        patch_cache_control(response, private=True, **({} if is_public else {"no_store": True}))
        return response

    def handle_no_permission(self, request, view_func):
        """Keep the form of a POST; one that cannot be kept is shown, so that it can be sent from the page."""
        answer = super().handle_no_permission(request, view_func)
        if request.htmx:  # a part of a page: the words are still in the page
            return render(request, "errors/_signed_out.html", {"sign_in": answer.url})
        typed = typed_in(request)
        if typed is None:
            return answer
        if kept.keep(request, typed):
            hours = settings.KEPT_DRAFT_HOURS
            text = _("You had been signed out. Your words are kept for %(hours)s hours: sign in, then send them.")
            messages.info(request, text % {"hours": hours})
            return answer
        lines = [
            _("Nothing was done with your form: you had been signed out."),
            _("Sign in in a new window. Then come back to this one and send your words again."),
        ]
        context = {"heading": _("You are signed out"), "lines": lines, "typed": typed, "sign_in": answer.url}
        return render(request, "errors/kept.html", context, status=403)
