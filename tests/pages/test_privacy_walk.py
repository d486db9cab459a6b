"""A member leaves: what is found of them in every table, index, mail, task, session, cache, file and page."""

import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.actions import erase_member, keys_to, request_deletion
from accounts.jobs import tend
from accounts.models import FORMER_ID, Member
from claims.models import Appearance, Report, Response
from comments.models import Comment, CommentRevision
from moderation.models import Case, Decision, Flag
from notifications.models import OutboxMail
from tests.accounts.licences import NUMBER
from tests.factories import NOON
from tests.moderation.steps import decide
from tests.pages.leavers import ELSEWHERE, JUDGED_AT, PERSON, WORDS, elsewhere, found, live, work
from tests.pages.privacy_ledger import (
    CASCADES,
    DOWNLOADED,
    EMPTY_SECTIONS,
    EXCEPTIONS,
    FOR_GOOD,
    HANDED_OVER,
    LEDGER,
    LOOSENED,
    PERSON_AT_FIRST,
    UNTIL_APPEAL,
    UNTIL_SENT,
    WORDS_AT_FIRST,
    WORDS_LEFT,
    text_columns,
)

LEFT_AT = NOON + timedelta(days=8)
NO_APPEAL_AT = JUDGED_AT + timedelta(days=180)
MODES = Member.Leaving.values


@pytest.fixture
def life(editor, moderator, settings, tmp_path, django_capture_on_commit_callbacks):
    """A member who has filled every place."""
    settings.EXPORT_DIR, settings.MEDIA_ROOT = tmp_path / "exports", tmp_path / "media"
    with django_capture_on_commit_callbacks(execute=True):
        return live(editor, moderator)


@pytest.fixture
def leave(life, django_capture_on_commit_callbacks):
    """A function that lets the member leave in one of the two ways."""

    def gone(mode):
        with django_capture_on_commit_callbacks(execute=True):
            request_deletion(member=life.member, mode=mode, at=LEFT_AT - timedelta(days=7))
            assert erase_member(member_id=life.member.pk, at=LEFT_AT) is True
        work()
        return life

    return gone


def test_every_text_column_of_every_table_has_a_fate():
    assert text_columns() == {label: sorted(fates) for label, fates in LEDGER.items()}


def test_every_key_to_a_member_cascades_is_handed_over_or_is_let_go():
    ways = {"CASCADE": CASCADES, "PROTECT": HANDED_OVER, "SET_NULL": LOOSENED}

    keys = {way: set() for way in ways}
    for relation in keys_to():
        keys[relation.on_delete.__name__].add(f"{relation.related_model._meta.label}.{relation.field.name}")

    assert keys == ways


def test_docs_name_each_exception_with_its_delay():
    docs = (Path(__file__).resolve().parent.parent.parent / "docs" / "privacy.md").read_text()

    table = re.findall(r"^\| (.+?) \| (.+?) \|$", docs.partition("## What stays")[2], flags=re.MULTILINE)
    assert table[2:] == EXCEPTIONS


def test_life_fills_every_place(life):
    assert (found(PERSON), found(WORDS), found(ELSEWHERE)) == (PERSON_AT_FIRST, WORDS_AT_FIRST, FOR_GOOD)
    assert len(elsewhere(WORDS)) == 1


def test_download_holds_every_place_and_nothing_private_of_others(life):
    (path,) = elsewhere(WORDS)
    archive = ZipFile(path)
    text = archive.read("data.json").decode()
    data = json.loads(text)

    others = Member.objects.exclude(pk=life.member.pk).values_list("email", flat=True)
    assert {key for key, rows in data.items() if not rows} == EMPTY_SECTIONS
    assert {place for place, words in DOWNLOADED.items() if words not in text} == set()
    assert [email for email in others if email in text] == []
    assert (f"{PERSON} {WORDS}" in text, f"{PERSON} again" in text) == (False, False)  # a note of staff, and a flag
    assert NUMBER not in text  # it lies encrypted in the database, and the file does not
    page = archive.read("index.html").decode()
    assert (WORDS in page, "<script" in page) == (True, False)


@pytest.mark.parametrize("mode", MODES)
def test_name_and_address_are_found_nowhere_but_in_what_is_named(leave, mode):
    leave(mode)
    on_the_day, files = found(PERSON), elsewhere(PERSON)
    OutboxMail.objects.update(state=OutboxMail.State.SENT)
    tend(at=LEFT_AT + timedelta(days=1))
    day_after = found(PERSON)
    tend(at=NO_APPEAL_AT)

    assert (on_the_day, files) == (UNTIL_APPEAL[PERSON] | UNTIL_SENT, [])
    assert (day_after, found(PERSON)) == (UNTIL_APPEAL[PERSON], set())


@pytest.mark.parametrize("mode", MODES)
def test_words_are_found_nowhere_but_in_what_is_named(leave, mode):
    leave(mode)
    on_the_day, files = found(WORDS), elsewhere(WORDS)
    tend(at=NO_APPEAL_AT - timedelta(seconds=1))
    before = found(WORDS)
    tend(at=NO_APPEAL_AT)

    stays = WORDS_LEFT if mode == "anonymise" else set()
    assert (on_the_day, before, files) == (UNTIL_APPEAL[WORDS] | stays, UNTIL_APPEAL[WORDS] | stays, [])
    assert (found(WORDS), found(ELSEWHERE)) == (stays, FOR_GOOD)


@pytest.mark.parametrize("mode", MODES)
def test_no_page_feed_or_data_set_shows_who_it_was(leave, client, mode):
    life = leave(mode)
    article, dispute = life.article, life.about_words
    dispute.refresh_from_db()
    addresses = [
        "/", article.get_absolute_url(), dispute.get_absolute_url(), life.dispute.get_absolute_url(),
        reverse("comment_history", args=[life.root.pk]), reverse("comment_history", args=[life.quote.pk]),
        reverse("article_annotations", args=[article.slug]), reverse("dispute_feed"), reverse("correction_feed"),
        reverse("dispute_list"), reverse("claim_list"), f"/search/?q={PERSON}", f"/search/?q={WORDS}",
        reverse("response_history", args=[life.dispute.pk, 1]),
    ]  # fmt: skip
    data = StringIO()
    call_command("export_disputes", stdout=data)

    shown = {address: client.get(address, follow=True).content.decode().lower() for address in addresses}

    queries = {address for address in addresses if "?q=" in address}  # they say what was searched for
    assert {address for address, html in shown.items() if PERSON in html} - queries == set()
    if mode == "remove":
        assert {address for address, html in shown.items() if f"{WORDS} " in html} - queries == set()
    assert (PERSON in data.getvalue(), client.get("/members/zqxperson-old/").status_code) == (False, 404)


def test_removed_words_leave_tombstones_quotes_and_the_dispute(leave, client):
    life = leave("remove")

    life.root.refresh_from_db()
    quote = Comment.objects.get(pk=life.quote.pk)
    said = Appearance.objects.get(comment=life.root)
    report = Report.objects.filter(dispute=life.dispute).get()
    assert (life.root.status, life.root.author_id, life.root.title, life.root.body) == ("deleted", FORMER_ID, "", "")
    assert quote.body == "**Former member wrote:**\n\n> [removed by its author]\n\nSo do I. Every day."
    assert "<p>[removed by its author]</p>" in quote.body_html
    assert (said.exact, said.sentences, said.prefix, said.suffix) == ("[removed by its author]",) * 2 + ("", "")
    assert (report.why, report.reporter_id, report.population.values.count()) == (
        "[removed by its author]", FORMER_ID, 0,
    )  # fmt: skip
    assert Response.objects.count() == 0
    page = client.get(life.about_words.get_absolute_url()).content.decode()
    assert ("Every day?" in page, "[removed by its author]" in page) == (True, True)


def test_words_without_a_name_stay_as_they_were(leave, client):
    life = leave("anonymise")

    root, quote = (Comment.objects.get(pk=row.pk) for row in (life.root, life.quote))
    report = Report.objects.filter(dispute=life.dispute).get()
    assert (root.status, root.author_id, root.body) == ("published", FORMER_ID, life.root.body)
    assert quote.body.startswith("**Former member wrote:**\n\n> zqxwords about walking")
    assert (report.why, report.reporter_id, report.population.values.count()) == ("zqxwords why", FORMER_ID, 1)
    assert list(Response.objects.values_list("member", "text")) == [(FORMER_ID, "zqxwords now")]
    assert "Former member" in client.get(life.article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("mode", MODES)
def test_marks_go_and_counts_follow(leave, mode):
    life = leave(mode)

    life.liked.refresh_from_db()
    assert (life.liked.helpful_count, life.liked.endorsement_count) == (0, 0)


def test_judged_words_are_read_by_staff_alone_until_nobody_can_appeal(leave, client, moderator):
    life = leave("remove")
    case = Case.objects.get(comment=life.judged)

    visitor = client.get(life.judged.get_absolute_url(), follow=True).content.decode()
    client.force_login(moderator)
    desk = client.get(reverse("case_detail", args=[case.pk])).content.decode()
    tend(at=NO_APPEAL_AT)
    later = client.get(reverse("case_detail", args=[case.pk])).content.decode()

    assert ["zqxwords buy it" in page for page in (visitor, desk, later)] == [False, True, False]
    decision = Decision.objects.get(case=case)
    assert (decision.verb, decision.statement, decision.private_note) == ("remove", "", "")
    assert list(Flag.objects.filter(case=case).values_list("note", flat=True)) == [""]


def test_what_waits_for_a_decision_is_kept_until_it_is_judged(leave, life, moderator):
    comment = Comment.objects.filter(author=life.member, body="zqxwords answer").get()
    case = Case.objects.create(comment=comment, opened_at=LEFT_AT, hold_rule="promotion")
    leave("remove")
    decided_at = LEFT_AT + timedelta(days=170)

    decide(case, moderator, "keep", at=decided_at)
    kept = []
    for at in (LEFT_AT + timedelta(days=181), decided_at + timedelta(days=180)):
        tend(at=at)
        kept.append(CommentRevision.objects.get(comment=comment).body)

    assert kept == ["zqxwords answer", ""]


def test_nobody_warns_or_suspends_the_former_member(leave, life, client, moderator):
    comment = Comment.objects.filter(author=life.member, body="zqxwords answer").get()
    case = Case.objects.create(comment=comment, opened_at=LEFT_AT, hold_rule="promotion")
    leave("anonymise")
    client.force_login(moderator)

    page = client.get(reverse("case_detail", args=[case.pk])).content.decode()

    assert set(re.findall(r'name="verb" value="(\w+)"', page)) == {"keep", "remove"}
