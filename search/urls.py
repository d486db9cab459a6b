"""Addresses of the search app; the search page itself is in pages."""

from django.urls import path

from search import views

urlpatterns = [
    path("editorial/synonyms/", views.synonyms_list, name="synonyms_list"),
    path("editorial/synonyms/new/", views.synonyms_create, name="synonyms_create"),
    path("editorial/synonyms/<int:pk>/", views.synonyms_edit, name="synonyms_edit"),
    path("editorial/synonyms/<int:pk>/remove/", views.synonyms_remove, name="synonyms_remove"),
]
