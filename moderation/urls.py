"""Addresses of the moderation app."""

urlpatterns = []
