"""Addresses of the claims app."""

from django.urls import path

from claims import views

urlpatterns = [
    path("disputes/", views.dispute_list, name="dispute_list"),
    path("disputes/<int:pk>/<slug:slug>/", views.dispute_detail, name="dispute_detail"),
]
