"""Addresses of the accounts app; allauth brings its own."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("name/", views.member_rename, name="member_rename"),
    path("roles/<slug:slug>/", views.member_roles, name="member_roles"),
]
