"""A report about safety that waits too long puts up a neutral caution by itself, once, and it goes again."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Block
from audit.models import Entry
from claims.actions import (
    dismiss_dispute,
    join_report,
    lift_caution,
    open_dispute,
    put_up_cautions,
    retract_report,
    set_caution,
)
from claims.jobs import put_up_due_cautions
from claims.models import ArticleMarks, Caution, Dispute
from claims.reading import caution_of, marks_for, next_caution_at
from comments.models import Comment
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, reopen, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.races import together

SECOND = timedelta(seconds=1)
CHECKING = "The editors are checking this passage."
ASKED = "Readers ask whether this advice is safe, and the answer is late. Until then, ask a professional who knows you."


@pytest.fixture(autouse=True)
def _targets(settings):
    settings.TRIAGE_TARGET_DAYS, settings.SAFETY_TARGET_DAYS, settings.RULING_TARGET_DAYS = 1, 3, 28
    settings.CAUTION_DAYS = 30


def _days(count):
    return NOON + timedelta(days=count)


def _put_up(at):
    return [(row.dispute, row.text) for row in put_up_cautions(at=at)]


def _open(row, at):
    return open_dispute(
        dispute=row, question="Is it so?", positions=[("Yes", ""), ("No", "")], by=MemberFactory(), at=at
    )


@pytest.mark.django_db
def test_caution_goes_up_when_a_safety_report_is_past_its_target():
    row = report(reason="unsafe").dispute
    report(reason="outdated")  # nobody is hurt by it, and it is later still

    before, found = _put_up(_days(3) - SECOND), put_up_cautions(at=_days(3))

    assert (before, [(caution.dispute, caution.text) for caution in found]) == ([], [(row, CHECKING)])
    assert (found[0].put_by, found[0].rule, found[0].expires_at) == (None, "safety_past_target", _days(33))


@pytest.mark.django_db
def test_caution_goes_up_when_the_ruling_of_an_open_one_is_late():
    row = dispute(reason="unsafe")
    dispute(reason="outdated")

    assert (_put_up(_days(28) - SECOND), _put_up(_days(28))) == ([], [(row, ASKED)])


@pytest.mark.django_db
def test_log_names_the_rule_and_nobody():
    row = report(reason="unsafe").dispute
    before = Entry.objects.count()

    put_up_cautions(at=_days(3))

    entries = [(act.verb, act.subject, act.actor_id, act.rule, act.at) for act in Entry.objects.order_by("pk")[before:]]
    assert entries == [("put_up_caution", f"dispute:{row.pk}", None, "safety_past_target", _days(3))]


@pytest.mark.django_db
def test_caution_goes_up_once_for_one_wait():
    row = report(reason="unsafe").dispute
    put_up_cautions(at=_days(3))

    again = [_put_up(_days(day)) for day in (3, 4, 33, 99)]

    assert (again, caution_of(row, _days(33) - SECOND) is None, caution_of(row, _days(33))) == ([[]] * 4, False, None)


@pytest.mark.django_db
@pytest.mark.parametrize("is_open", [False, True])
def test_caution_that_an_editor_took_down_does_not_come_back(editor, is_open):
    row = report(reason="unsafe").dispute
    put_up_cautions(at=_days(3))
    lift_caution(dispute=row, by=editor, at=_days(4))
    if is_open:
        _open(row, _days(5))

    assert [_put_up(_days(day)) for day in (4, 6, 40)] == [[], [], []]


@pytest.mark.django_db
def test_each_wait_has_its_caution_when_nobody_has_looked():
    row = report(reason="unsafe").dispute
    first = _put_up(_days(3))
    _open(row, _days(10))

    assert (first, _put_up(_days(38) - SECOND), _put_up(_days(38))) == ([(row, CHECKING)], [], [(row, ASKED)])


@pytest.mark.django_db
def test_caution_of_an_editor_is_enough(editor):
    row = dispute(reason="unsafe")
    set_caution(dispute=row, text="Ask.", expires_at=_days(40), by=editor, at=_days(1))

    assert (_put_up(_days(30)), [row.text for row in Caution.objects.all()]) == ([], ["Ask."])


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["ruled", "dismissed", "retracted"])
def test_caution_goes_when_the_dispute_ends(editor, end):
    made = report(reason="unsafe")
    row = made.dispute
    if end == "ruled":
        _open(row, NOON)
        at = _days(28)
    else:
        at = _days(3)
    put_up_cautions(at=at)
    assert caution_of(row, at).text

    if end == "ruled":
        rule(Dispute.objects.get(pk=row.pk), by=editor, at=at)
    elif end == "dismissed":
        dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=editor, at=at)
    else:
        retract_report(report=made, at=at)

    assert (caution_of(row, at), _put_up(_days(99))) == (None, [])


@pytest.mark.django_db
def test_dispute_that_is_open_again_is_watched_anew(editor):
    row = dispute(reason="unsafe")
    put_up_cautions(at=_days(28))
    lift_caution(dispute=row, by=editor, at=_days(29))
    rule(Dispute.objects.get(pk=row.pk), by=editor, at=_days(30))
    reopen(row, by=editor, at=_days(40))

    assert (_put_up(_days(68) - SECOND), _put_up(_days(68))) == ([], [(row, ASKED)])


@pytest.mark.django_db
def test_joined_safety_report_is_watched_in_the_dispute_that_holds_it():
    into, made = dispute(reason="outdated"), report(reason="unsafe")
    join_report(dispute=made.dispute, into=into, by=MemberFactory(), at=_days(1))

    assert (_put_up(_days(27)), _put_up(_days(28))) == ([], [(into, ASKED)])


@pytest.mark.django_db
def test_next_look_is_when_the_first_of_them_is_late():
    article = ArticleFactory()
    assert next_caution_at(NOON) is None
    opened = dispute(article=article, reason="unsafe")
    report(article=article, reason="outdated")
    assert next_caution_at(NOON) == _days(28)

    report(article=article, reason="unsafe", at=_days(2))

    assert (next_caution_at(NOON), next_caution_at(_days(5)), next_caution_at(_days(28))) == (_days(5), _days(28), None)
    assert opened.status == "open"


@pytest.mark.django_db
def test_command_puts_up_what_is_due_and_says_so(capsys):
    due = report(reason="unsafe", at=timezone.now() - timedelta(days=3)).dispute
    report(reason="unsafe", at=timezone.now())

    call_command("put_up_cautions")
    call_command("put_up_cautions")

    until = timezone.now() + timedelta(days=30)
    assert capsys.readouterr().out == f"dispute {due.pk}: until {until:%Y-%m-%d}\n"
    assert [caution.dispute for caution in Caution.objects.all()] == [due]


def _planned():
    return list(
        DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path="claims.jobs.put_up_due_cautions")
        .order_by("run_after")
        .values_list("run_after", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_report_about_safety_plans_the_look_without_doubles():
    now = timezone.now()
    report(reason="outdated", at=now)
    assert _planned() == []
    report(reason="unsafe", at=now)
    assert len(_planned()) == 1  # at once; it plans the next

    DBTaskResult.objects.all().delete()
    for _time in range(2):
        assert put_up_due_cautions.call() == 0

    assert _planned() == [now + timedelta(days=3)]


@pytest.mark.django_db(transaction=True)
def test_worker_puts_it_up_and_plans_nothing_more_when_nothing_waits():
    report(reason="unsafe", at=timezone.now() - timedelta(days=4))
    DBTaskResult.objects.all().delete()

    assert (put_up_due_cautions.call(), _planned(), Caution.objects.count()) == (1, [], 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_put_it_up_once():
    for _number in range(4):
        report(reason="unsafe")

    found = together([lambda: put_up_cautions(at=_days(3))] * 4, refusals=())

    assert sum(map(len, found)) == Caution.objects.count() == 4
    assert Caution.objects.values("dispute").distinct().count() == 4


@pytest.fixture
def private(member):
    """A safety report that nobody has looked at in time, at words of an article; its caution has gone up."""
    row = report(reason="unsafe", words=JUMPING, reporter=member, at=timezone.now() - timedelta(days=4)).dispute
    put_up_cautions(at=timezone.now())
    return row


@pytest.mark.django_db
def test_article_shows_the_sentence_and_nothing_of_the_private_dispute(client, private):
    article = article_of(private)

    page = client.get(article.get_absolute_url()).content.decode()

    assert page.count(CHECKING) == 1
    assert [
        word in page for word in (f"/disputes/{private.pk}/", "It hurt my knee", 'class="claim', f'"n-{private.pk}-')
    ] == [False] * 4
    assert client.get(private.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_sentence_stands_at_the_passage_alone(private):
    article = article_of(private)
    view = marks_for(article.current_revision)
    block = Block.objects.get(revision=article.current_revision, text=JUMPING)

    assert (view.cautions, dict(view.marks), dict(view.notes), view.strip) == ({block.key: CHECKING}, {}, {}, [])


@pytest.mark.django_db
def test_sentence_goes_with_its_day_without_a_write(private):
    article = article_of(private)
    Caution.objects.update(expires_at=timezone.now() + timedelta(seconds=-1))

    assert CHECKING not in client_page(article)


def client_page(article):
    from django.test import Client  # noqa: PLC0415

    return Client().get(article.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_sentence_does_not_stand_at_words_that_have_changed(private):
    article = article_of(private)
    publish(article, JUMPING, "Do not jump high.", at=timezone.now())

    assert CHECKING not in client_page(article)


@pytest.mark.django_db
def test_sentence_stands_below_a_comment(client):
    comment = CommentFactory(body=WALKING)
    report(target=comment, reason="unsafe", at=timezone.now() - timedelta(days=4))
    put_up_cautions(at=timezone.now())
    article = comment.discussion.article

    shown = client.get(article.get_absolute_url()).content.decode().count(CHECKING)
    comment.move_to(Comment.Status.HIDDEN)
    hidden = client.get(article.get_absolute_url()).content.decode().count(CHECKING)

    assert (shown, hidden) == (1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("by_rule", [True, False])
def test_page_of_a_dispute_says_who_put_the_caution_up(client, editor, by_rule):
    row = dispute(reason="unsafe", at=timezone.now() - timedelta(days=29))
    if not by_rule:
        until = timezone.now() + timedelta(days=1)
        set_caution(dispute=row, text="Ask.", expires_at=until, by=editor, at=timezone.now())
    put_up_cautions(at=timezone.now())

    page = client.get(row.get_absolute_url()).content.decode()

    words = ("Caution by a rule of the site, until", "Caution from the editors, until")
    assert [word in page for word in words] == [by_rule, not by_rule]


@pytest.mark.django_db
def test_caches_notice_the_caution(private):
    marks = ArticleMarks.objects.get(article=article_of(private))
    before = marks.version
    Caution.objects.all().delete()

    put_up_cautions(at=timezone.now())

    marks.refresh_from_db()
    assert marks.version == before + 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 3])
def test_cautions_of_private_disputes_take_no_more_queries(count, django_assert_num_queries):
    article = ArticleFactory()
    report(article=article, words=WALKING, reason="unsafe", at=timezone.now() - timedelta(days=4))
    dispute(article=article, words="a bent back", at=timezone.now())
    for _number in range(count):
        report(article=article, words=JUMPING, reason="unsafe", at=timezone.now() - timedelta(days=4))
    put_up_cautions(at=timezone.now())

    with django_assert_num_queries(2):
        view = marks_for(article.current_revision, None)

    assert len(view.cautions) == (2 if count else 1)


@pytest.mark.django_db
def test_editor_takes_down_the_caution_of_a_report_that_is_still_private(client, editor, private):
    client.force_login(editor)
    assert reverse("caution_lift", args=[private.pk]) in client.get(private.get_absolute_url()).content.decode()

    client.post(reverse("caution_lift", args=[private.pk]))

    assert caution_of(private, timezone.now()) is None
