"""Addresses of the notifications app."""

from django.urls import path

from notifications import views

urlpatterns = [path("me/notices/<int:pk>/", views.notice_open, name="notice_open")]
