"""The claims app."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Settings of the claims app."""

    name = "claims"
