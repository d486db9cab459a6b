"""Addresses of the claims app."""

from django.urls import path

from claims import feeds
from claims.views import annotations, disputes, facets, questions, rulings, sheets, things, triage, voices, words

urlpatterns = [
    path("articles/<slug:slug>/annotations.json", annotations.article_annotations, name="article_annotations"),
    path("articles/<slug:slug>/question/<slug:key>/", questions.statement_question, name="statement_question"),
    path("comments/<int:pk>/question/", questions.comment_question, name="comment_question"),
    path("me/reports/<int:pk>/retract/", questions.report_retract, name="report_retract"),
    path("editorial/disputes/", triage.dispute_queue, name="dispute_queue"),
    path("editorial/disputes/<int:pk>/", triage.report_triage, name="report_triage"),
    path("editorial/disputes/<int:pk>/reopen/", triage.dispute_reopen, name="dispute_reopen"),
    path("editorial/disputes/<int:pk>/words/", words.dispute_words, name="dispute_words"),
    path("editorial/disputes/<int:pk>/positions/new/", triage.position_create, name="position_create"),
    path("editorial/positions/<int:pk>/", triage.position_edit, name="position_edit"),
    path("editorial/disputes/<int:pk>/rule/", rulings.dispute_rule, name="dispute_rule"),
    path("editorial/disputes/<int:pk>/caution/", rulings.caution_set, name="caution_set"),
    path("editorial/disputes/<int:pk>/caution/lift/", rulings.caution_lift, name="caution_lift"),
    path("editorial/anchors/", rulings.anchor_list, name="anchor_list"),
    path("editorial/anchors/<int:pk>/", rulings.anchor_place, name="anchor_place"),
    path("editorial/things/", things.thing_list, name="thing_list"),
    path("editorial/things/new/", things.thing_create, name="thing_create"),
    path("editorial/things/<int:pk>/", things.thing_edit, name="thing_edit"),
    path("editorial/facets/", facets.facet_list, name="facet_list"),
    path("editorial/facets/new/", facets.facet_create, name="facet_create"),
    path("editorial/facets/<int:pk>/", facets.facet_edit, name="facet_edit"),
    path("editorial/facets/<int:pk>/delete/", facets.facet_delete, name="facet_delete"),
    path("editorial/facets/<int:pk>/values/new/", facets.facet_value_create, name="facet_value_create"),
    path("editorial/facet-values/<int:pk>/", facets.facet_value_edit, name="facet_value_edit"),
    path("editorial/facet-values/<int:pk>/delete/", facets.facet_value_delete, name="facet_value_delete"),
    path("disputes/<int:pk>/ruling/receipt/", disputes.dispute_receipt, name="dispute_receipt"),
    path("disputes/<int:pk>/evidence/new/", disputes.evidence_create, name="evidence_create"),
    path("disputes/feed/", feeds.dispute_feed, name="dispute_feed"),
    path("corrections/feed/", feeds.correction_feed, name="correction_feed"),
    path("disputes/<int:pk>/respond/", voices.response_write, name="response_write"),
    path("disputes/<int:pk>/responses/<int:response>/history/", voices.response_history, name="response_history"),
    path("disputes/<int:pk>/responses/<int:response>/remove/", voices.response_remove, name="response_remove"),
    path("disputes/<int:pk>/positions/<int:position>/fair/", voices.summary_fair, name="summary_fair"),
    path("disputes/", disputes.dispute_list, name="dispute_list"),
    path("disputes/<int:pk>/<slug:slug>/", disputes.dispute_detail, name="dispute_detail"),
    path("disputes/<int:pk>/<slug:slug>/sheet/", sheets.dispute_sheet, name="dispute_sheet"),
]
