"""Addresses of the accounts app; allauth brings its own, and `mine` stand below /me/."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("accounts/name/", views.member_rename, name="member_rename"),
    path("accounts/roles/<slug:slug>/", views.member_roles, name="member_roles"),
    path("members/<slug:slug>/mute/", views.member_mute, name="member_mute"),
    path("members/<slug:slug>/unmute/", views.member_unmute, name="member_unmute"),
]

mine = [
    path("professional/", views.credential_own, name="credential_own"),
    path("professional/apply/", views.credential_apply, name="credential_apply"),
    path("professional/<int:pk>/end/", views.credential_withdraw, name="credential_withdraw"),
    path("muted/", views.muted_list, name="muted_list"),
    path("download/", views.data_download, name="data_download"),
    path("download/file/", views.data_file, name="data_file"),
    path("delete/", views.member_delete, name="member_delete"),
    path("delete/take-back/", views.deletion_cancel, name="deletion_cancel"),
]
