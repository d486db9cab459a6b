"""Addresses of the claims app."""

urlpatterns = []
