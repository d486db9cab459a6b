"""Addresses of the moderation app."""

from django.urls import path

from moderation import views

urlpatterns = [
    path("comments/<int:pk>/flag/", views.comment_flag, name="comment_flag"),
    path("members/<slug:slug>/flag/", views.member_flag, name="member_flag"),
    path("moderation/", views.case_list, name="case_list"),
    path("moderation/cases/<int:pk>/", views.case_detail, name="case_detail"),
    path(
        "moderation/cases/<int:pk>/restrictions/<int:restriction_pk>/lift/",
        views.restriction_lift,
        name="restriction_lift",
    ),
    path("moderation/discussions/<int:pk>/", views.discussion_manage, name="discussion_manage"),
    path("moderation/discussions/<int:pk>/notice/", views.discussion_notice, name="discussion_notice"),
    path("moderation/threads/<int:pk>/lock/", views.thread_lock, name="thread_lock"),
    path("moderation/comments/<int:pk>/reconsider/", views.comment_reconsider, name="comment_reconsider"),
    path("moderation/credentials/", views.credential_list, name="credential_list"),
    path("moderation/credentials/<int:pk>/", views.credential_detail, name="credential_detail"),
    path("moderation/credentials/<int:pk>/number/", views.credential_number, name="credential_number"),
    path("moderation/log/", views.audit_log, name="audit_log"),
    path("policy/comments/", views.policy_comments, name="policy_comments"),
]
