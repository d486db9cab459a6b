"""Addresses of the comments app."""

from django.urls import path

from comments.views import answers, comments, desk, drafts, reading

urlpatterns = [
    path("discussions/<int:pk>/post/", comments.comment_create, name="comment_create"),
    path("comments/<int:pk>/", comments.comment_detail, name="comment_detail"),
    path("comments/<int:pk>/reply/", comments.comment_reply, name="comment_reply"),
    path("comments/<int:pk>/edit/", comments.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", comments.comment_delete, name="comment_delete"),
    path("comments/<int:pk>/history/", comments.comment_history, name="comment_history"),
    path("comments/<int:pk>/accept/", answers.answer_accept, name="answer_accept"),
    path("comments/<int:pk>/accept/undo/", answers.answer_unaccept, name="answer_unaccept"),
    path("comments/<int:pk>/endorse/", answers.answer_endorse, name="answer_endorse"),
    path("comments/<int:pk>/endorse/undo/", answers.answer_unendorse, name="answer_unendorse"),
    path("comments/<int:pk>/make-question/", desk.comment_to_question, name="comment_to_question"),
    path("questions/<int:pk>/desk/close/", desk.question_close, name="question_close"),
    path("questions/<int:pk>/desk/reopen/", desk.question_reopen, name="question_reopen"),
    path("questions/<int:pk>/desk/merge/", desk.question_merge, name="question_merge"),
    path("questions/<int:pk>/desk/make-comment/", desk.question_unmake, name="question_unmake"),
    path("drafts/save/", drafts.draft_save, name="draft_save"),
    path("drafts/discard/", drafts.draft_discard, name="draft_discard"),
    path("me/drafts/", drafts.draft_list, name="draft_list"),
    path("mentions/suggest/", drafts.member_suggest, name="member_suggest"),
    path("comments/<int:pk>/helpful/", reading.comment_helpful, name="comment_helpful"),
    path("comments/<int:pk>/feature/", reading.comment_feature, name="comment_feature"),
]
