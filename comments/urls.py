"""Addresses of the comments app."""

from django.urls import path

from comments.views import comments

urlpatterns = [
    path("discussions/<int:pk>/post/", comments.comment_create, name="comment_create"),
    path("comments/<int:pk>/", comments.comment_detail, name="comment_detail"),
    path("comments/<int:pk>/reply/", comments.comment_reply, name="comment_reply"),
    path("comments/<int:pk>/edit/", comments.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", comments.comment_delete, name="comment_delete"),
    path("comments/<int:pk>/history/", comments.comment_history, name="comment_history"),
]
