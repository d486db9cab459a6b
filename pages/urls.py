"""Addresses of the pages app."""

from django.urls import path

from pages import asking_views, feeds, follow_views, me_views, question_desk, question_views, thread_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/feed/", feeds.article_feed, name="article_feed"),
    path("articles/<slug:slug>/comments/feed/", feeds.article_comment_feed, name="article_comment_feed"),
    path("topics/<slug:slug>/questions/feed/", feeds.topic_question_feed, name="topic_question_feed"),
    path("articles/<slug:slug>/", views.article_detail, name="article_detail"),
    path("articles/<slug:slug>/questions/", question_views.article_questions, name="article_questions"),
    path("articles/<slug:slug>/disputes/", question_views.article_disputes, name="article_disputes"),
    path("topics/<slug:slug>/", question_views.topic_detail, name="topic_detail"),
    path("topics/<slug:slug>/ask/", asking_views.topic_ask, name="topic_ask"),
    path("articles/<slug:slug>/ask/", asking_views.article_ask, name="article_ask"),
    path("articles/<slug:slug>/ask/<slug:key>/", asking_views.passage_ask, name="passage_ask"),
    path("questions/ask/", asking_views.question_ask, name="question_ask"),
    path("questions/", question_views.question_list, name="question_list"),
    path("questions/<int:pk>/<slug:slug>/", question_views.question_detail, name="question_detail"),
    path("desk/questions/", question_desk.question_desk, name="question_desk"),
    path("comments/<int:pk>/thread/", thread_views.thread_detail, name="thread_detail"),
    path("members/<slug:slug>/", views.member_detail, name="member_detail"),
    path("articles/<slug:slug>/follow/", follow_views.article_follow, name="article_follow"),
    path("topics/<slug:slug>/follow/", follow_views.topic_follow, name="topic_follow"),
    path("comments/<int:pk>/follow/", follow_views.thread_follow, name="thread_follow"),
    path("me/", views.me, name="me"),
    path("me/following/", follow_views.following, name="following"),
    path("me/reports/", me_views.own_reports, name="own_reports"),
    path("me/cases/", me_views.own_cases, name="own_cases"),
    path("editorial/", views.editorial_home, name="editorial_home"),
    path("search/", views.search, name="search"),
    path("policy/medical-disclaimer/", views.policy_disclaimer, name="policy_disclaimer"),
    path("policy/professionals/", views.policy_professionals, name="policy_professionals"),
    path("policy/privacy/", views.policy_privacy, name="policy_privacy"),
    path("dev/mail/", views.dev_mail, name="dev_mail"),
    path("style-guide/", views.style_guide, name="style_guide"),
    path("healthz", views.healthz, name="healthz"),
]
