"""Addresses of the articles app."""

urlpatterns = []
