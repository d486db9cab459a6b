"""The error pages, in plain words."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """Say that the form's key is out of date."""
    return render(request, "errors/csrf.html", {"reason": reason}, status=403)
