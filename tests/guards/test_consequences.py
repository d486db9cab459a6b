"""What hangs on each verb of a lower floor, and in which order."""

from accounts import consequences as after_accounts
from articles import consequences as after_articles
from claims import consequences as after_claims
from comments import consequences as after_comments
from notifications import consequences as of_notices
from search import consequences as search


def _names(functions):
    return [f"{function.__module__}.{function.__qualname__}" for function in functions]


def test_what_happens_after_a_member_changed():
    assert _names(after_accounts.ON_CHANGED) == ["search.people.follow"]


def test_what_happens_after_a_publication():
    assert _names(after_articles.ON_PUBLISHED) == [
        "comments.actions.posting.open_with_article",
        "claims.actions.anchors.resolve_anchors",
    ]


def test_what_happens_when_an_article_leaves_the_lists():
    assert _names(after_articles.ON_WITHDRAWN) == ["claims.searching.follow_article"]


def test_what_happens_when_an_article_is_listed_anew():
    assert _names(after_articles.ON_LISTED) == ["comments.searching.follow_article", "claims.searching.follow_article"]


def test_what_is_asked_before_a_text_is_saved():
    assert _names(after_articles.ON_PREVIEW) == ["claims.reading.touching.touched_statements"]


def test_what_looks_at_a_comment_before_it_is_published():
    assert _names(after_comments.SCREENS) == ["moderation.screening.screen"]


def test_what_happens_after_a_comment_changed():
    assert _names(after_comments.ON_CHANGED) == [
        "claims.actions.quoting.follow_quotes",
        "moderation.actions.signals.on_comment_changed",
    ]


def test_what_happens_when_the_words_of_a_comment_can_be_read_or_not():
    assert _names(after_comments.ON_FOLLOWED) == ["claims.searching.follow_comment"]


def test_who_knows_where_discussions_are_shown_in_public():
    assert _names(after_comments.SHOWN_AT) == ["claims.searching.dispute_places"]


def test_who_brings_what_is_found():
    assert [source.name for source in search.SOURCES] == ["member", "article", "comment", "dispute", "claim"]
    assert _names(search.SYNONYMS) == ["claims.reading.things.names_of_things"]


def test_who_knows_where_a_discussion_is_shown():
    assert _names(after_comments.PLACES) == ["claims.places.dispute_page"]


def test_what_happens_after_a_third_report_like_a_settled_one():
    assert _names(after_claims.ON_REPEATED) == ["moderation.actions.signals.on_report_repeated"]


def test_who_knows_what_is_said_about_a_comment():
    assert _names(after_comments.NOTES) == ["claims.reading.mentions.notes_on_comments"]


def test_who_puts_before_a_member_what_concerns_their_account():
    assert _names(after_accounts.TELL) == ["notifications.actions.telling.tell"]


def test_who_gives_a_member_what_is_stored_about_them():
    assert _names(after_accounts.ON_EXPORT) == [
        "notifications.reading.own_sections",
        "articles.reading.own_sections",
        "comments.reading.own.own_sections",
        "claims.reading.own.own_sections",
        "moderation.reading.own_sections",
    ]


def test_what_happens_when_a_member_is_deleted():
    assert _names(after_accounts.ON_ERASE) == [
        "notifications.actions.leaving.forget_member",
        "search.people.leave",
        "articles.actions.leaving.leave_articles",
        "comments.actions.leaving.leave_discussions",
        "claims.actions.leaving.leave_disputes",
        "moderation.actions.leaving.leave_moderation",
    ]


def test_what_the_worker_empties_when_its_day_has_come():
    assert _names(after_accounts.ON_TEND) == [
        "notifications.actions.leaving.forget_goodbyes",
        "moderation.actions.leaving.release_kept",
    ]


def test_who_keeps_words_for_staff():
    assert _names(after_comments.KEPT_FOR_STAFF) == ["moderation.actions.leaving.kept_for_staff"]


def test_who_knows_what_a_comment_quotes():
    assert _names(after_comments.QUOTES) == ["claims.reading.quoting.quotations_on"]


def test_who_knows_what_a_member_may_see_of_what_they_were_told():
    assert dict(zip(of_notices.CAN_SEE, _names(of_notices.CAN_SEE.values()), strict=True)) == {
        "member": "notifications.reading.told_about_themselves",
        "credential": "notifications.reading.told_about_themselves",
        "article": "articles.reading.articles_seen",
        "comment": "comments.actions.telling.words_of_comments",
        "dispute": "claims.reading.told.disputes_seen",
        "claim": "claims.reading.told.claims_seen",
        "case": "notifications.reading.told_about_themselves",
        "restriction": "notifications.reading.told_about_themselves",
    }


def test_what_is_read_with_the_signed_in_member():
    found = after_accounts.READ_WITH_MEMBER

    assert (list(found), _names(found.values())) == (["unread_count"], ["notifications.reading.unread_count"])


def test_what_rests_on_the_words_of_a_comment():
    assert _names(after_comments.RESTING) == [
        "claims.reading.mentions.quotes_comment",
        "moderation.reading.is_flagged",
    ]
