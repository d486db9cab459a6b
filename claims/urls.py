"""Addresses of the claims app."""

from django.urls import path

from claims import views

urlpatterns = [
    path("articles/<slug:slug>/question/<slug:key>/", views.statement_question, name="statement_question"),
    path("comments/<int:pk>/question/", views.comment_question, name="comment_question"),
    path("editorial/disputes/", views.dispute_queue, name="dispute_queue"),
    path("disputes/<int:pk>/triage/", views.report_triage, name="report_triage"),
    path("disputes/", views.dispute_list, name="dispute_list"),
    path("disputes/<int:pk>/<slug:slug>/", views.dispute_detail, name="dispute_detail"),
]
