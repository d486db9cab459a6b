"""Addresses of the articles app; the pages of an article and of a topic stand in pages."""

from django.urls import path

from articles.views import desk, lists, pictures, records

urlpatterns = [
    path("articles/", lists.article_list, name="article_list"),
    path("articles/<slug:slug>/history/", lists.article_history, name="article_history"),
    path("articles/<slug:slug>/history/<int:number>/", lists.revision_detail, name="revision_detail"),
    path("articles/<slug:slug>/history/<int:old>/<int:new>/", lists.article_diff, name="article_diff"),
    path("topics/", lists.topic_list, name="topic_list"),
    path("authors/<slug:slug>/", lists.author_detail, name="author_detail"),
    path("editorial/articles/new/", desk.article_create, name="article_create"),
    path("editorial/articles/<int:pk>/", desk.draft_edit, name="draft_edit"),
    path("editorial/articles/<int:pk>/publish/", desk.draft_publish, name="draft_publish"),
    path("editorial/articles/<int:pk>/details/", desk.article_details, name="article_details"),
    path("editorial/articles/<int:pk>/picture/", pictures.article_picture, name="article_picture"),
    path("editorial/articles/<int:pk>/picture/remove/", pictures.picture_remove, name="picture_remove"),
    path("editorial/articles/<int:pk>/withdraw/", desk.article_withdraw, name="article_withdraw"),
    path("editorial/articles/<int:pk>/restore/", desk.article_restore, name="article_restore"),
    path("editorial/records/", records.record_list, name="record_list"),
    path("editorial/topics/new/", records.topic_create, name="topic_create"),
    path("editorial/authors/new/", records.author_create, name="author_create"),
    path("editorial/authors/<int:pk>/", records.author_edit, name="author_edit"),
    path("editorial/sources/<int:pk>/", records.source_edit, name="source_edit"),
    path("editorial/sources/<int:pk>/check/", records.source_check, name="source_check"),
]
