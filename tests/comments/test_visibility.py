"""Words that are not public reach nobody who may not read them, whichever page is asked."""

import uuid

import pytest
from django.urls import reverse

from comments.actions import delete_comment, discussion_of, edit_comment, post_comment
from comments.models import Comment
from moderation.actions import decide_case, flag_comment
from moderation.models import Case, PolicyRule
from notifications.models import Notice, OutboxMail
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

Status = Comment.Status
SECRET = "quetzal"  # in no other text of the site
PRICE = "It costs $124."  # a rule holds it back
READERS = {"author", "moderator", "admin"}
ROLES = ("visitor", "reader", "author", "moderator", "editor", "admin")
pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return MemberFactory(public_name="Wanda")


@pytest.fixture
def people(author, member, moderator, editor, admin):
    return dict(zip(ROLES, (None, member, author, moderator, editor, admin), strict=True))


@pytest.fixture
def answered(author):
    """A question with secret words and an answer by somebody else."""
    comment = CommentFactory(author=author, kind="question", body=f"Is {SECRET} good for me?")
    CommentFactory(parent=comment, body="An answer that stays.")
    return comment


def _hide(comment, status):
    """Bring a comment into a state by the site's own verbs, where there is one."""
    if status == Status.HELD:
        edit_comment(comment=comment, body=f"{comment.body} {PRICE}", by=comment.author, at=NOON)
    elif status == Status.DELETED:
        delete_comment(comment=comment, by=comment.author, at=NOON)
    else:
        comment.move_to(status, reason="Names a shop.", code="promotion")
    comment.refresh_from_db()
    assert comment.status == status


def _addresses(comment):
    article = comment.discussion.article.get_absolute_url()
    own = ("comment_detail", "comment_history", "comment_reply", "comment_flag", "comment_edit", "comment_delete")
    return [
        article,
        f"{article}?order=newest",
        comment.author.get_absolute_url(),
        f"/search/?q={SECRET}",
        "/",
        "/me/",
        reverse("comment_question", args=[comment.pk]),
        *(reverse(name, args=[comment.pk]) for name in own),
    ]


def _who_reads(client, people, comment):
    """Return the roles that find the secret words on any of the site's pages, and those that meet an error."""
    reading, failing = set(), set()
    for role, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        for address in _addresses(comment):
            answer = client.get(address, follow=True)
            if answer.status_code >= 500:
                failing.add((role, address))
            if SECRET in answer.content.decode().replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', ""):
                reading.add((role, address))
    return {role for role, _address in reading if not _is_search(reading, role)}, failing


def _is_search(reading, role):
    """The search page repeats what was asked for; alone it tells nothing."""
    return {address for person, address in reading if person == role} == {f"/search/?q={SECRET}"}


def test_published_words_reach_everybody(client, people, answered):
    assert _who_reads(client, people, answered) == (set(ROLES), set())


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        (Status.HELD, READERS),
        (Status.HIDDEN, READERS),
        (Status.REMOVED, {"moderator", "admin"}),
        (Status.DELETED, set()),
    ],
)
def test_words_reach_only_who_may_read_them(client, people, answered, status, readers):
    _hide(answered, status)

    assert _who_reads(client, people, answered) == (readers, set())


@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_answer_stays_below_words_that_went_and_tells_nothing_of_them(client, answered, status):
    _hide(answered, status)

    page = client.get(answered.discussion.article.get_absolute_url()).content.decode()

    seen = {part: page.count(part) for part in ("An answer that stays.", SECRET, "Wanda", 'class="tombstone"')}
    assert seen == {"An answer that stays.": 1, SECRET: 0, "Wanda": 0, 'class="tombstone"': 1}


@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_line_in_reply_to_names_nobody_whose_words_went(client, author, status):
    comment = CommentFactory()
    for _n in range(3):
        comment = CommentFactory(parent=comment, author=comment.author)
    addressed = CommentFactory(parent=comment, author=author, body=SECRET)
    CommentFactory(parent=addressed, body="To Wanda.")
    article = addressed.discussion.article.get_absolute_url()
    named = client.get(article).content.decode().count(">Wanda<")
    _hide(addressed, status)

    page = client.get(article).content.decode()

    assert (named, page.count("Wanda"), page.count("To Wanda.")) == (2, 1, 1)
    assert page.count("a comment that is not shown") == 1


def test_held_post_is_counted_for_those_who_see_it(client, people, author):
    article = ArticleFactory()
    CommentFactory(article=article)
    CommentFactory(article=article, author=author, body=PRICE, status=Status.HELD)

    counts = {}
    for role, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        counts[role] = client.get(article.get_absolute_url()).context["threads"].total

    assert counts == {"visitor": 1, "reader": 1, "author": 2, "moderator": 2, "editor": 1, "admin": 2}


def test_history_never_shows_others_what_was_held_back_and_changed_before_it_was_published(client, people, author):
    article = ArticleFactory()
    comment = CommentFactory(
        article=article, author=author, body=f"Call {SECRET} at 020 7946 0958.", status=Status.HELD
    )
    edit_comment(comment=comment, body="Call me by my name.", by=author, at=NOON)
    _decide(Case.objects.get(), people["moderator"], "publish")

    assert _who_reads(client, people, comment) == (READERS, set())


def test_history_shows_everybody_what_was_public(client, people, answered):
    edit_comment(comment=answered, body="I take it back.", by=answered.author, at=NOON)

    assert _who_reads(client, people, answered) == (set(ROLES), set())


def test_edit_that_a_rule_holds_takes_the_former_words_from_view_until_it_is_published(client, people, answered):
    edit_comment(comment=answered, body=f"No {SECRET} any more. {PRICE}", by=answered.author, at=NOON)
    while_held = _who_reads(client, people, answered)
    _decide(Case.objects.get(), people["moderator"], "publish")

    assert (while_held, _who_reads(client, people, answered)) == ((READERS, set()), (set(ROLES), set()))


def _decide(case, moderator, verb):
    rule = PolicyRule.objects.get(code="promotion") if verb == "remove" else None
    decide_case(
        case=case, verb=verb, rule=rule, statement="It is about a shop.", private_note="", until=None, by=moderator,
        at=NOON,
    )  # fmt: skip


def test_notices_and_mails_about_a_removal_repeat_none_of_the_words(answered, moderator):
    case = flag_comment(comment=answered, reporter=MemberFactory(), reason="promotion", note="", at=NOON).case

    _decide(case, moderator, "remove")

    said = [*Notice.objects.values_list("title", "text"), *OutboxMail.objects.values_list("subject", "text")]
    assert (len(said), [row for row in said if SECRET in "".join(row)]) == (4, [])


def test_comment_is_posted_held_when_the_title_of_a_question_meets_a_rule():
    comment = post_comment(
        discussion=discussion_of(ArticleFactory()), author=MemberFactory(), kind="question", title="For $5?",
        body="Is it worth it?", submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip

    assert comment.status == Status.HELD
