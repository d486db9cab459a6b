"""Addresses of the notifications app."""

urlpatterns = []
