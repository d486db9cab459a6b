"""Addresses of the notifications app."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("me/notifications/", views.notice_list, name="notice_list"),
    path("me/notifications/read/", views.notice_read_all, name="notice_read_all"),
    path("me/notifications/settings/", views.notice_settings, name="notice_settings"),
    path("me/notices/<int:pk>/", views.notice_open, name="notice_open"),
    path("me/following/<int:pk>/stop/", views.subscription_stop, name="subscription_stop"),
    path("mail/stop/<str:token>/", views.mail_stop, name="mail_stop"),
]
