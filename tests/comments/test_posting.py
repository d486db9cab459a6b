"""Posting: once for each form, cleaned, kept when something is in the way."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import restrict_member
from comments.actions import TooSoon, delete_comment, discussion_of, edit_comment, post_comment
from comments.models import Comment, Discussion
from moderation.models import Case
from tests.factories import NOON, CommentFactory, MemberFactory

Status = Comment.Status
pytestmark = pytest.mark.django_db


def _data(**more):
    return {"kind": "remark", "title": "", "body": "I walk every day.", "submission_key": str(uuid.uuid4())} | more


def _problems(response):
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def test_post_is_shown_on_the_article_and_kept_as_source_and_cleaned_html(client, member, article, address):
    client.force_login(member)

    response = client.post(address, _data(body="I walk **every** <script>day</script>."), follow=True)

    comment = Comment.objects.get()
    cleaned = "<p>I walk <strong>every</strong> &lt;script&gt;day&lt;/script&gt;.</p>"
    assert (comment.body, comment.body_html.strip()) == ("I walk **every** <script>day</script>.", cleaned)
    assert response.redirect_chain == [
        (f"/comments/{comment.pk}/", 302),
        (f"{article.get_absolute_url()}#comment-{comment.pk}", 302),
    ]
    assert response.content.decode().count(cleaned) == 1


@pytest.mark.parametrize("kind", ["experience", "concern", "evidence", "remark"])
def test_post_says_what_it_is(client, member, address, kind):
    client.force_login(member)

    client.post(address, _data(kind=kind))

    assert list(Comment.objects.values_list("kind", "title")) == [(kind, "")]


def test_reply_has_no_kind_and_hangs_on_what_it_answers(client, member, article):
    parent = CommentFactory(article=article)
    client.force_login(member)

    client.post(reverse("comment_reply", args=[parent.pk]), _data(kind="question", title="Smuggled in", body="Yes."))

    reply = Comment.objects.get(author=member)
    assert (reply.parent, reply.in_reply_to, reply.kind, reply.title) == (parent, parent, "", "")
    assert (reply.discussion, reply.path) == (parent.discussion, f"{parent.path}{reply.pk:08x}")


TOO_LONG = "Shorten it to 10,000 characters; it has 10,001."
NO_WORDS = "Write a few words before you post."
INVISIBLE = "Please remove the invisible character and send it again."


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"kind": "question"}, {"title": ["Ask your question in one line."]}),
        ({"kind": "question", "title": "\u200b"}, {"title": ["Ask your question in one line."]}),
        (
            {"title": "A title"},
            {"title": ["Only a question has a title. Choose “a question” above, or empty this line."]},
        ),
        ({"kind": "verdict"}, {"kind": ["Select a valid choice. verdict is not one of the available choices."]}),
        ({"body": ""}, {"body": [NO_WORDS]}),
        ({"body": " \n\u200b\u2060 "}, {"body": [NO_WORDS]}),
        ({"body": "***"}, {"body": [NO_WORDS]}),
        ({"body": "x" * 10_001}, {"body": [TOO_LONG]}),
        ({"body": "a\x00b"}, {"body": [INVISIBLE]}),
        ({"kind": "question", "title": "a\x00b"}, {"title": [INVISIBLE]}),
        ({"body": "https://example.org " * 21}, {"body": ["Leave out some links: 20 are the most, and it has 21."]}),
        ({"body": "[" * 2_001}, {"body": ["Use fewer square brackets: 2000 are the most."]}),
        ({"submission_key": "no key"}, {"submission_key": ["Enter a valid UUID."]}),
    ],
    ids=lambda value: "-".join(value)[:40] if isinstance(value, dict) else "",
)
def test_post_that_cannot_be_taken_says_why_and_keeps_the_words(client, member, address, changes, problems):
    client.force_login(member)
    sent = _data(**changes)

    response = client.post(address, sent)

    form = response.context["form"]
    assert (response.status_code, _problems(response), Comment.objects.count()) == (200, problems, 0)
    assert {name: form[name].value() for name in ("kind", "title", "body")} == {
        name: sent[name] for name in ("kind", "title", "body")
    }


def test_longest_body_that_the_form_takes_is_stored_whole(client, member, address):
    client.force_login(member)

    client.post(address, _data(body="x" * 10_000))

    assert len(Comment.objects.get().body) == 10_000


def test_limit_above_what_the_parser_takes_is_cut_to_it(client, member, address, settings):
    settings.COMMENT_MAX_CHARS = 20_000
    client.force_login(member)

    assert _problems(client.post(address, _data(body="x" * 10_001))) == {"body": [TOO_LONG]}


def test_form_sent_again_leads_to_what_the_first_made(client, member, address):
    client.force_login(member)
    sent = _data()

    places = [client.post(address, sent).headers["Location"] for _n in range(2)]

    comment = Comment.objects.get()
    assert places == [comment.get_absolute_url()] * 2


def test_form_sent_again_after_an_edit_is_still_a_double(client, member, address):
    client.force_login(member)
    sent = _data()
    client.post(address, sent)
    edit_comment(comment=Comment.objects.get(), body="I walk every other day.", by=member, at=NOON)

    response = client.post(address, sent)

    assert (response.status_code, Comment.objects.get().body) == (302, "I walk every other day.")


def test_form_sent_again_with_other_words_keeps_them_and_posts_them_at_the_next_try(client, member, address):
    client.force_login(member)
    sent = _data()
    client.post(address, sent)

    again = client.post(address, sent | {"body": "And I swim."})
    form = again.context["form"]
    second = client.post(address, {name: form[name].value() for name in ("kind", "title", "body", "submission_key")})

    assert (again.status_code, form["body"].value(), second.status_code) == (409, "And I swim.", 302)
    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == ["I walk every day.", "And I swim."]


def test_form_sent_again_after_its_comment_was_deleted_brings_nothing_back(client, member, article, address):
    client.force_login(member)
    sent = _data()
    client.post(address, sent)
    delete_comment(comment=Comment.objects.get(), by=member, at=NOON)

    response = client.post(address, sent, follow=True)

    assert list(Comment.objects.values_list("status", flat=True)) == [Status.DELETED]
    assert response.redirect_chain == [(f"{article.get_absolute_url()}#discussion", 302)]
    assert response.content.decode().count("You have posted this before, and it is not there any more.") == 1


def test_key_of_somebody_else_makes_a_comment_of_ones_own(client, member, article, address):
    theirs = CommentFactory(article=article, body="Theirs.")
    client.force_login(member)

    client.post(address, _data(body="Mine.", submission_key=str(theirs.submission_key)))

    written = Comment.objects.order_by("pk").values_list("author", "body")
    assert list(written) == [(theirs.author_id, "Theirs."), (member.pk, "Mine.")]


def test_equal_words_in_two_forms_are_two_comments(client, member, address):
    client.force_login(member)

    for _n in range(2):
        client.post(address, _data())

    assert list(Comment.objects.values_list("body", flat=True)) == ["I walk every day."] * 2


def test_post_that_meets_a_rule_waits_and_says_so_where_it_stands(client, member, address):
    client.force_login(member)

    page = client.post(address, _data(body="It costs $124.", as_it_is="on"), follow=True).content.decode()

    assert (Comment.objects.get().status, Case.objects.get().hold_rule) == (Status.HELD, "price")
    assert page.count("Only its author and the moderators can see this comment.") == 1


def test_member_whose_posts_are_read_first_posts_held(client, member, address):
    restrict_member(
        member=member, ability="post", effect="premoderated", until=None, reason="Two warnings.", at=timezone.now()
    )
    client.force_login(member)

    client.post(address, _data())

    assert (Comment.objects.get().status, Case.objects.get().hold_rule) == (Status.HELD, "premoderated")


@pytest.mark.parametrize("name", ["comment_create", "comment_reply", "comment_edit"])
def test_restricted_member_cannot_post_and_keeps_the_words(client, member, article, name):
    comment = CommentFactory(article=article, author=member if name == "comment_edit" else MemberFactory())
    restrict_member(member=member, ability="post", effect="refused", until=None, reason="Spam.", at=timezone.now())
    client.force_login(member)
    target = comment.discussion_id if name == "comment_create" else comment.pk

    response = client.post(reverse(name, args=[target]), _data(body="Words that must not be lost."))

    page = response.content.decode()
    assert (response.status_code, page.count("Words that must not be lost."), page.count("Spam.")) == (403, 1, 1)
    assert list(Comment.objects.values_list("pk", "body")) == [(comment.pk, comment.body)]


def test_member_without_a_confirmed_address_cannot_post(client, address):
    client.force_login(MemberFactory(confirmed=False))

    assert (client.post(address, _data()).status_code, Comment.objects.count()) == (403, 0)


# Where nobody can post


def _assert_refused_with_the_words(response, status=409):
    page = response.content.decode()
    assert (response.status_code, page.count("Words that must not be lost.")) == (status, 1)
    assert Comment.objects.filter(body__startswith="Words").count() == 0


def test_post_to_a_closed_discussion_gives_the_words_back(client, member, article, address):
    Discussion.objects.update(is_open=False)
    client.force_login(member)

    _assert_refused_with_the_words(client.post(address, _data(body="Words that must not be lost.")))
    page = client.get(article.get_absolute_url()).content.decode()
    assert (page.count("This discussion is closed."), page.count('name="body"')) == (1, 0)


@pytest.mark.parametrize("above", [0, 1, 2])
def test_reply_below_a_closed_comment_is_refused(client, member, article, above):
    rows = [CommentFactory(article=article)]
    rows += [CommentFactory(parent=rows[0])]
    rows += [CommentFactory(parent=rows[1])]
    Comment.objects.filter(pk=rows[above].pk).update(is_locked=True)
    client.force_login(member)
    place = reverse("comment_reply", args=[rows[2].pk])

    _assert_refused_with_the_words(client.post(place, _data(body="Words that must not be lost.")))
    assert client.get(place).status_code == 403


def test_reply_beside_a_closed_thread_is_taken(client, member, article):
    CommentFactory(article=article)
    other = CommentFactory(article=article)
    Comment.objects.exclude(pk=other.pk).update(is_locked=True)
    client.force_login(member)

    client.post(reverse("comment_reply", args=[other.pk]), _data())

    assert Comment.objects.filter(parent=other, author=member).count() == 1


@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_reply_to_words_that_went_meanwhile_gives_the_words_back_and_quotes_nothing(client, member, article, status):
    parent = CommentFactory(article=article, body="The quetzal said so.")
    parent.move_to(status, code="promotion")
    client.force_login(member)
    place = reverse("comment_reply", args=[parent.pk])

    response = client.post(place, _data(body="Words that must not be lost."))

    _assert_refused_with_the_words(response)
    assert (response.content.decode().count("quetzal"), client.get(place).status_code) == (0, 404)


def test_author_cannot_answer_own_held_post(client, member, article):
    held = CommentFactory(article=article, author=member, status=Status.HELD)
    client.force_login(member)
    place = reverse("comment_reply", args=[held.pk])

    _assert_refused_with_the_words(client.post(place, _data(body="Words that must not be lost.")))
    assert client.get(place).status_code == 403


# Slow mode


@pytest.mark.parametrize(("seconds", "is_taken"), [(59, False), (60, True)])
def test_slow_discussion_takes_the_next_post_of_a_member_after_the_pause(article, seconds, is_taken):
    author, discussion = MemberFactory(), discussion_of(article)
    Discussion.objects.update(slow_mode_seconds=60)
    CommentFactory(article=article, author=author, at=NOON)
    CommentFactory(article=article, at=NOON + timedelta(seconds=58))  # somebody else's does not count

    def post():
        return post_comment(
            discussion=discussion, author=author, body="Again.", submission_key=uuid.uuid4(),
            at=NOON + timedelta(seconds=seconds),
        )  # fmt: skip

    if is_taken:
        assert post().status == Status.PUBLISHED
    else:
        with pytest.raises(TooSoon) as caught:
            post()
        assert caught.value.again_at == NOON + timedelta(seconds=60)


def test_post_too_soon_in_a_slow_discussion_keeps_the_words_and_names_the_time(client, member, article, address):
    Discussion.objects.update(slow_mode_seconds=3600)
    CommentFactory(article=article, author=member, at=timezone.now())
    client.force_login(member)

    response = client.post(address, _data(body="Words that must not be lost."))

    _assert_refused_with_the_words(response, status=429)
    assert _problems(response)["__all__"][0].startswith("This discussion goes slowly: you can post again from ")


def test_double_in_a_slow_discussion_is_still_a_double(article):
    author, discussion, key = MemberFactory(), discussion_of(article), uuid.uuid4()
    Discussion.objects.update(slow_mode_seconds=3600)

    made = {
        post_comment(discussion=discussion, author=author, body="Once.", submission_key=key, at=NOON).pk
        for _n in range(2)
    }

    assert made == set(Comment.objects.values_list("pk", flat=True))
