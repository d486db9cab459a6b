"""What hangs on each verb of a lower floor, and in which order."""

from articles import consequences as after_articles
from claims import consequences as after_claims
from comments import consequences as after_comments


def _names(functions):
    return [f"{function.__module__}.{function.__qualname__}" for function in functions]


def test_what_happens_after_a_publication():
    assert _names(after_articles.ON_PUBLISHED) == [
        "comments.actions.posting.open_with_article",
        "claims.actions.anchors.resolve_anchors",
    ]


def test_what_is_asked_before_a_text_is_saved():
    assert _names(after_articles.ON_PREVIEW) == ["claims.reading.touching.touched_statements"]


def test_what_looks_at_a_comment_before_it_is_published():
    assert _names(after_comments.SCREENS) == ["moderation.screening.screen"]


def test_what_happens_after_a_comment_changed():
    assert _names(after_comments.ON_CHANGED) == ["moderation.actions.signals.on_comment_changed"]


def test_who_knows_where_a_discussion_is_shown():
    assert _names(after_comments.PLACES) == ["claims.places.dispute_page"]


def test_what_happens_after_a_third_report_like_a_settled_one():
    assert _names(after_claims.ON_REPEATED) == ["moderation.actions.signals.on_report_repeated"]


def test_who_knows_what_is_said_about_a_comment():
    assert _names(after_comments.NOTES) == ["claims.reading.mentions.notes_on_comments"]
