"""Addresses of the articles app; the article's own page stands in pages."""

from django.urls import path

from articles import views

urlpatterns = [
    path("articles/", views.article_list, name="article_list"),
    path("articles/<slug:slug>/history/", views.article_history, name="article_history"),
    path("articles/<slug:slug>/history/<int:number>/", views.revision_detail, name="revision_detail"),
    path("articles/<slug:slug>/history/<int:old>/<int:new>/", views.article_diff, name="article_diff"),
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic_detail"),
    path("authors/<slug:slug>/", views.author_detail, name="author_detail"),
]
