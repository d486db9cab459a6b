"""What a member typed and has not sent: kept while they type, shown again, dropped when it is posted or thrown away."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import restrict_member
from articles.models import Article
from comments.actions import discussion_of, drop_old_drafts, save_draft
from comments.models import Comment, Discussion, Draft
from tests.claims.scenes import dispute
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db
WORDS = "Words that must not be lost."
SAVE, DISCARD = "/drafts/save/", "/drafts/discard/"


@pytest.fixture
def place(article):
    """The form below the article."""
    return f"discussion:{discussion_of(article).pk}"


def _save(client, place, **values):
    return client.post(SAVE, {"place": place, "body": WORDS} | values, headers={"HX-Request": "true"})


def _kept(member):
    return list(Draft.objects.filter(member=member).order_by("place").values_list("place", "values"))


def _form(client, article):
    return client.get(article.get_absolute_url()).context["form"]


def test_what_is_typed_is_kept_and_is_in_the_form_again(client, member, article, place):
    client.force_login(member)

    answer = _save(client, place, kind="concern", title="A title")

    row = Draft.objects.get()
    assert (row.member, row.place) == (member, place)
    assert row.values == {"body": WORDS, "kind": "concern", "title": "A title"}
    assert answer.content.decode().split()[:4] == ["Kept", "as", "a", "draft:"]
    page = client.get(article.get_absolute_url())
    form = page.context["form"]
    assert [form[name].value() for name in ("body", "kind", "title")] == [WORDS, "concern", "A title"]
    assert (form.draft_at, page.content.decode().count("Your draft of")) == (row.saved_at, 1)


def test_kept_again_it_is_one_draft_with_the_latest_words(client, member, place):
    client.force_login(member)
    for words in ("One.", "Two."):
        _save(client, place, body=words)

    assert _kept(member) == [(place, {"body": "Two."})]


def test_nothing_but_the_fields_of_the_form_is_kept(client, member, place):
    client.force_login(member)

    _save(client, place, csrfmiddlewaretoken="secret", password="secret", submission_key=str(uuid.uuid4()), kind="")

    assert _kept(member) == [(place, {"body": WORDS})]


def test_nothing_typed_leaves_no_draft_and_takes_an_earlier_one_away(client, member, place):
    client.force_login(member)
    _save(client, place)

    _save(client, place, body=" \n", kind="remark")

    assert _kept(member) == []


def test_draft_of_another_is_neither_shown_nor_changed(client, member, article, place):
    other = MemberFactory()
    save_draft(member=other, place=place, values={"body": "Theirs."}, at=NOON)
    client.force_login(member)

    before = _form(client, article)["body"].value()
    _save(client, place)
    client.post(DISCARD, {"place": place})

    assert (before, _kept(other), _kept(member)) == (None, [(place, {"body": "Theirs."})], [])


@pytest.mark.parametrize("name", ["comment_create", "comment_reply", "comment_edit"])
@pytest.mark.parametrize("changes", [{"body": "x" * 10_001}, {"preview": "1"}, {"body": "It costs $5."}])
def test_form_that_is_not_posted_is_kept_and_there_after_a_reload(client, member, article, name, changes):
    comment = CommentFactory(article=article, author=member if name == "comment_edit" else MemberFactory())
    address = reverse(name, args=[comment.discussion_id if name == "comment_create" else comment.pk])
    sent = {"kind": "remark", "body": WORDS, "submission_key": str(uuid.uuid4())} | changes
    client.force_login(member)

    client.post(address, sent)

    again = client.get(article.get_absolute_url() if name == "comment_create" else address)
    assert again.context["form"]["body"].value() == sent["body"]


def test_words_are_kept_where_the_member_may_not_post_or_the_discussion_was_closed(client, member, article, address):
    client.force_login(member)
    sent = {"kind": "remark", "body": WORDS, "submission_key": str(uuid.uuid4())}
    Discussion.objects.update(is_open=False)
    statuses = [client.post(address, sent).status_code]
    restrict_member(member=member, ability="post", effect="refused", until=None, reason="Spam.", at=timezone.now())
    statuses.append(client.post(address, sent | {"body": f"{WORDS} Again."}).status_code)

    place = f"discussion:{discussion_of(article).pk}"
    assert (statuses, _kept(member)) == ([409, 403], [(place, {"body": f"{WORDS} Again.", "kind": "remark"})])


@pytest.mark.parametrize("name", ["comment_create", "comment_reply", "comment_edit"])
def test_draft_goes_when_its_words_are_posted_and_no_other(client, member, article, name):
    comment = CommentFactory(article=article, author=member if name == "comment_edit" else MemberFactory())
    target = comment.discussion_id if name == "comment_create" else comment.pk
    address = reverse(name, args=[target])
    place = f"discussion:{target}" if name == "comment_create" else address
    elsewhere = f"discussion:{discussion_of(ArticleFactory()).pk}"
    client.force_login(member)
    for where in (place, elsewhere):
        _save(client, where)

    client.post(address, {"kind": "remark", "body": WORDS, "submission_key": str(uuid.uuid4())})

    assert (Comment.objects.filter(body=WORDS).count(), _kept(member)) == (1, [(elsewhere, {"body": WORDS})])


def test_words_that_arrive_after_they_were_posted_are_no_draft(client, member, article, address, place):
    client.force_login(member)
    key = str(uuid.uuid4())
    client.post(address, {"kind": "remark", "body": WORDS, "submission_key": key})

    _save(client, place, submission_key=key)

    assert _kept(member) == []


def test_button_keeps_the_words_without_javascript_and_comes_back_to_them(client, member, article, address):
    client.force_login(member)

    response = client.post(address, {"kind": "remark", "body": WORDS, "save_draft": "1"}, follow=True)

    assert response.redirect_chain == [(f"{article.get_absolute_url()}#post", 302)]
    assert (response.context["form"]["body"].value(), Comment.objects.count()) == (WORDS, 0)


def test_thrown_away_it_is_gone_and_the_form_is_empty(client, member, article, place):
    client.force_login(member)
    _save(client, place)

    response = client.post(DISCARD, {"place": place}, follow=True)

    assert response.redirect_chain == [(f"{article.get_absolute_url()}#post", 302)]
    assert (response.context["form"]["body"].value(), _kept(member)) == (None, [])


@pytest.mark.parametrize(
    "place",
    ["", "discussion:", "discussion:x", "discussion:5/../6", "//evil.example/comments/1/reply/", "/me/", "/nowhere/",
     "https://evil.example/", "/comments/1/reply/?next=x", "discussion:" + "1" * 19, "/comments/1/reply/" + "x" * 200,
     f"/articles/{'a' * 200}/ask/", f"/comments/{'0' * 200}1/reply/"],
)  # fmt: skip
def test_place_where_no_form_stands_is_refused(client, member, place):
    client.force_login(member)

    assert [client.post(address, {"place": place, "body": WORDS}).status_code for address in (SAVE, DISCARD)] == [
        404
    ] * 2
    assert _kept(member) == []


def test_words_longer_than_can_be_kept_leave_the_earlier_draft(client, member, place):
    client.force_login(member)
    _save(client, place)

    _save(client, place, body="x" * 20_001)

    assert _kept(member) == [(place, {"body": WORDS})]


def test_of_more_than_fifty_drafts_the_oldest_goes(member):
    for number in range(51):
        save_draft(member=member, place=f"discussion:{number}", values={"body": "x"}, at=NOON + timedelta(number))

    places = set(Draft.objects.filter(member=member).values_list("place", flat=True))
    assert places == {f"discussion:{number}" for number in range(1, 51)}


def test_drafts_that_nobody_came_back_to_are_dropped_and_others_stay(member, settings):
    settings.DRAFT_DAYS = 90
    for number, days in enumerate((89, 90, 91)):
        save_draft(member=member, place=f"discussion:{number}", values={"body": "x"}, at=NOON - timedelta(days))

    assert drop_old_drafts(at=NOON) == 1
    assert set(Draft.objects.values_list("place", flat=True)) == {"discussion:0", "discussion:1"}


# The list


def test_list_shows_ones_own_drafts_the_latest_first_with_the_way_back(client, member, article, place):
    reply = reverse("comment_reply", args=[CommentFactory(article=article).pk])
    asked = dispute()
    for number, where in enumerate((place, reply, f"discussion:{asked.discussion_id}")):
        save_draft(member=member, place=where, values={"body": f"Draft {number}"}, at=NOON + timedelta(number))
    save_draft(member=MemberFactory(), place=place, values={"body": "Theirs."}, at=NOON)
    client.force_login(member)

    response = client.get("/me/drafts/")

    shown = [(row.words, row.address) for row in response.context["rows"]]
    assert shown == [
        ("Draft 2", f"{asked.get_absolute_url()}#post"),
        ("Draft 1", reply),
        ("Draft 0", f"{article.get_absolute_url()}#post"),
    ]
    page = response.content.decode()
    assert [page.count(f'href="{address}"') for _words, address in shown] == [1, 1, 1]


def test_draft_whose_discussion_is_not_public_keeps_its_words_and_says_so(client, member, place, article):
    save_draft(member=member, place=place, values={"body": WORDS}, at=NOON)
    save_draft(member=member, place="discussion:99999", values={"body": "Other words."}, at=NOON)
    type(article).objects.update(withdrawn_at=NOON, withdrawn_reason="Out of date.")
    client.force_login(member)

    page = client.get("/me/drafts/").content.decode()

    assert [page.count(words) for words in (WORDS, "Other words.", "nobody can write any more", "Go on writing")] == [
        1, 1, 2, 0,
    ]  # fmt: skip


def test_thrown_away_from_the_list_one_comes_back_to_the_list(client, member, place):
    save_draft(member=member, place=place, values={"body": WORDS}, at=NOON)
    client.force_login(member)

    answer = client.post(DISCARD, {"place": place, "from_list": "1"})

    assert (answer.headers["Location"], _kept(member)) == ("/me/drafts/", [])


@pytest.mark.parametrize("count", [2, 8])
def test_list_takes_the_same_queries_however_many_there_are(client, member, count, django_assert_num_queries):
    for number in range(count):
        article, asked = ArticleFactory(), dispute()
        places = (
            f"discussion:{discussion_of(article).pk}",
            f"discussion:{asked.discussion_id}",
            f"/comments/{number}/reply/",
        )
        for where in places:
            save_draft(member=member, place=where, values={"body": WORDS}, at=NOON)
    client.force_login(member)

    with django_assert_num_queries(8):
        response = client.get("/me/drafts/")

    assert len(response.context["rows"]) == 3 * count


def test_draft_for_a_passage_of_the_article_with_the_longest_address_is_kept(client, member):
    article = ArticleFactory(title="w" * 160)
    Article.objects.filter(pk=article.pk).update(slug="w" * 120)
    place = f"/articles/{'w' * 120}/quote/{article.current_revision.blocks.first().key}/"
    client.force_login(member)

    _save(client, place)

    assert _kept(member) == [(place, {"body": WORDS})]
