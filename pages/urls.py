"""Addresses of the pages app."""

urlpatterns = []
