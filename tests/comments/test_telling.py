"""Who is told of a comment: whoever it answers and whoever follows, each once, while it is public."""

import uuid

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from accounts.actions import mute_member
from articles.actions import withdraw_article
from comments.actions import delete_comment, edit_comment, post_comment, tell_about
from comments.jobs import tell_about_comment
from comments.models import Comment, Discussion
from moderation.actions import decide_case, open_case, reopen_for_restore
from moderation.models import PolicyRule
from notifications.actions import follow, followers_of, set_follows_by_writing
from notifications.models import Notice, OutboxMail, Subscription
from tests.claims.scenes import dispute
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.notifications.scenes import told
from tests.races import together

pytestmark = pytest.mark.django_db


def _tell(comment):
    return tell_about(comment_id=comment.pk, at=NOON)


def _kinds(*members):
    return [[kind for kind, _title in told(member)] for member in members]


@pytest.fixture
def root():
    """A comment by a reader, under an article."""
    return CommentFactory(author=MemberFactory())


def test_reply_is_told_to_whoever_it_answers_and_to_who_follows_the_thread(root):
    follower, elsewhere = MemberFactory(), MemberFactory()
    follow(member=follower, subject_key=f"thread:{root.pk}", at=NOON)
    follow(member=elsewhere, subject_key=f"thread:{root.pk + 100}", at=NOON)
    first = CommentFactory(parent=root)
    counts = [_tell(first)]
    counts.append(_tell(CommentFactory(parent=first)))

    people = (root.author, first.author, follower, elsewhere)
    assert (counts, _kinds(*people)) == ([2, 3], [["reply", "comment"], ["reply"], ["comment"] * 2, []])
    assert set(Notice.objects.values_list("thread_key", flat=True)) == {f"thread:{root.pk}"}


def test_answer_to_a_question_is_called_an_answer_and_a_comment_below_it_a_reply():
    question = CommentFactory(kind=Comment.Kind.QUESTION, title="How far?")
    answer = CommentFactory(parent=question)
    below = CommentFactory(parent=answer, author=question.author)

    for comment in (answer, below):
        _tell(comment)

    assert _kinds(question.author, answer.author) == [["answer"], ["reply"]]


@pytest.mark.parametrize("kind", ["article", "topic", "dispute"])
def test_new_thread_is_told_to_who_follows_what_it_is_about_and_a_reply_is_not(kind):
    follower = MemberFactory()
    if kind == "dispute":
        owner = dispute()
        discussion = owner.discussion
    else:
        owner = ArticleFactory() if kind == "article" else TopicFactory()
        discussion = Discussion.objects.get_or_create(**{kind: owner})[0]
    follow(member=follower, subject_key=f"{kind}:{owner.pk}", at=NOON)
    thread = CommentFactory(discussion=discussion)
    reply = CommentFactory(parent=thread)

    for comment in (thread, reply):
        _tell(comment)

    assert _kinds(follower) == [["comment"]]
    assert Notice.objects.get(member=follower).subject_key == f"comment:{thread.pk}"


def test_nobody_is_told_of_their_own_comment_or_twice(root):
    for key in (f"thread:{root.pk}", f"article:{root.discussion.article_id}"):
        follow(member=root.author, subject_key=key, at=NOON)
    counts = [_tell(root), _tell(CommentFactory(parent=root, author=root.author))]
    other = CommentFactory(parent=root)
    counts += [_tell(other), _tell(other)]

    assert (counts, _kinds(root.author)) == ([0, 0, 1, 0], [["reply"]])
    assert OutboxMail.objects.filter(member=root.author).count() == 1


@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_comment_that_is_not_public_is_told_to_nobody(root, status):
    comment = CommentFactory(parent=root, status=status)

    assert (_tell(comment), _kinds(root.author)) == (0, [[]])


def test_comment_of_a_withdrawn_article_is_told_to_nobody(root):
    reply = CommentFactory(parent=root)
    withdraw_article(article=reply.discussion.article, reason="Old.", by=MemberFactory(), at=NOON)

    assert _tell(reply) == 0


def test_whoever_muted_a_member_is_not_told_of_their_posts(root):
    follower, talker = MemberFactory(), MemberFactory()
    follow(member=follower, subject_key=f"thread:{root.pk}", at=NOON)
    for member in (root.author, follower):
        mute_member(member=member, muted=talker, at=NOON)

    counts = [_tell(CommentFactory(parent=root, author=author)) for author in (talker, MemberFactory())]

    assert (counts, _kinds(root.author, follower, talker)) == ([0, 3], [["reply"], ["comment"], ["comment"]])


def test_closed_account_is_told_nothing(root):
    root.author.is_active = False
    root.author.save(update_fields=["is_active"])

    assert _tell(CommentFactory(parent=root)) == 0


def _rule():
    return PolicyRule.objects.order_by("pk").first()


def _decide(comment, verb, moderator):
    if verb == "restore":
        case = reopen_for_restore(comment=comment, by=moderator, at=NOON)
    else:
        case = open_case(comment=comment, at=NOON)
    decide_case(
        case=case, verb=verb, rule=_rule() if verb == "remove" else None, statement="So.", private_note="", until=None,
        by=moderator, at=NOON,
    )  # fmt: skip
    comment.refresh_from_db()


VERBS = {
    "hold": lambda comment, moderator: edit_comment(
        comment=comment, body="It costs 20 dollars.", by=comment.author, at=NOON
    ),
    "remove": lambda comment, moderator: _decide(comment, "remove", moderator),
    "delete": lambda comment, moderator: delete_comment(comment=comment, by=comment.author, at=NOON),
}


@pytest.mark.parametrize("verb", VERBS)
def test_verb_that_takes_words_away_takes_back_what_was_told_of_them_and_nothing_else(root, moderator, verb):
    reply, other = CommentFactory(parent=root), CommentFactory(parent=root)
    for comment in (reply, other):
        _tell(comment)

    VERBS[verb](reply, moderator)

    assert [notice.subject_key for notice in Notice.objects.filter(member=root.author)] == [f"comment:{other.pk}"]
    assert OutboxMail.objects.filter(subject_key=f"comment:{reply.pk}").count() == 0


def test_edit_that_is_held_takes_back_what_was_told_until_it_is_published(root, moderator):
    reply = CommentFactory(parent=root)
    _tell(reply)
    edit_comment(comment=reply, body="It costs 20 dollars.", by=reply.author, at=NOON)
    while_held = Notice.objects.filter(member=root.author).count()
    _decide(reply, "publish", moderator)
    _tell(reply)

    assert (while_held, _kinds(root.author)) == (0, [["reply"]])


def test_restored_comment_is_mailed_once(root, moderator):
    reply = CommentFactory(parent=root)
    _tell(reply)
    OutboxMail.objects.filter(member=root.author).update(state=OutboxMail.State.SENT)
    for verb in ("remove", "restore"):
        _decide(reply, verb, moderator)

    _tell(reply)

    assert (_kinds(root.author), OutboxMail.objects.filter(member=root.author).count()) == ([["reply"]], 1)


@pytest.mark.parametrize("count", [1, 5])
def test_telling_takes_the_same_queries_however_many_follow(root, count, django_assert_num_queries):
    for member in MemberFactory.create_batch(count):
        follow(member=member, subject_key=f"thread:{root.pk}", at=NOON)
    reply = CommentFactory(parent=root)

    with django_assert_num_queries(22):
        found = _tell(reply)

    assert found == count + 1


@pytest.mark.django_db(transaction=True)
def test_posting_writes_the_comment_and_leaves_telling_to_one_job(root):
    follow(member=MemberFactory(), subject_key=f"thread:{root.pk}", at=NOON)
    DBTaskResult.objects.all().delete()

    comment = CommentFactory(parent=root)

    ours = DBTaskResult.objects.filter(task_path__startswith="comments.").values_list("task_path", "args_kwargs")
    assert list(ours) == [(tell_about_comment.module_path, {"args": [], "kwargs": {"comment_id": comment.pk}})]
    assert (Notice.objects.count(), OutboxMail.objects.count()) == (0, 0)
    assert (tell_about_comment.call(comment_id=comment.pk), tell_about_comment.call(comment_id=comment.pk)) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_posting_that_is_undone_leaves_no_job(root):
    DBTaskResult.objects.all().delete()

    with transaction.atomic():
        CommentFactory(parent=root)
        transaction.set_rollback(True)

    assert DBTaskResult.objects.count() == 0


def test_job_of_a_comment_that_has_gone_does_nothing():
    assert tell_about_comment.call(comment_id=404) == 0


def test_who_writes_follows_the_thread_unless_they_want_to_choose():
    writer, quiet = MemberFactory(), MemberFactory()
    set_follows_by_writing(member=quiet, follows=False)
    root = CommentFactory(author=writer)
    CommentFactory(parent=root, author=quiet)
    CommentFactory(parent=root, author=writer)

    assert followers_of(f"thread:{root.pk}") == [writer]
    assert Subscription.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_comment_removed_while_it_is_told_leaves_no_notice(root):
    for _time in range(4):
        reply = CommentFactory(parent=root)
        together(
            [lambda r=reply: _tell(r), lambda r=reply: delete_comment(comment=r, by=r.author, at=NOON)], refusals=()
        )

    assert Notice.objects.filter(subject_key__startswith="comment:").count() == 0


@pytest.mark.django_db(transaction=True)
def test_comment_told_at_once_by_two_workers_is_told_once(root):
    for member in MemberFactory.create_batch(3):
        follow(member=member, subject_key=f"thread:{root.pk}", at=NOON)
    reply = CommentFactory(parent=root)

    found = together([lambda: _tell(reply)] * 3, refusals=())

    assert (sorted(found), Notice.objects.count(), OutboxMail.objects.count()) == ([0, 0, 4], 4, 1)


def test_form_sent_twice_makes_one_job_and_one_follow(root):
    key, author = uuid.uuid4(), MemberFactory()
    for _time in range(2):
        post_comment(discussion=root.discussion, author=author, body="Yes.", submission_key=key, at=NOON, parent=root)

    assert Subscription.objects.filter(member=author).count() == 1
