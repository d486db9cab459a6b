"""Addresses of the accounts app; allauth brings its own, and `mine` stand below /me/."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("name/", views.member_rename, name="member_rename"),
    path("roles/<slug:slug>/", views.member_roles, name="member_roles"),
]

mine = [
    path("download/", views.data_download, name="data_download"),
    path("download/file/", views.data_file, name="data_file"),
    path("delete/", views.member_delete, name="member_delete"),
    path("delete/take-back/", views.deletion_cancel, name="deletion_cancel"),
]
