"""A conflict in the browser: why two statements differ, merging, the automatic caution, the gate, and a second life."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Member
from articles.models import Article
from claims.actions import mark_fair
from claims.gating import wording_key
from claims.models import Dispute, Report, Ruling
from claims.permissions import holders_by_position
from comments.models import Comment

BOARD = "Balance boards are good for everybody whose bones are thin."
NO_BOARD = "Nobody with thin bones should stand on a balance board."
LEGS, HEAVY = "Are straight-leg raises safe with osteoporosis?", "Is heavy lifting safe with thin bones?"

pytestmark = pytest.mark.django_db(transaction=True)


def _exercise():
    return Article.objects.get(title__startswith="Exercise for thin bones")


def _comment(person, body):
    person.go(_exercise().get_absolute_url() + "#post")
    person.page.get_by_label("Your comment").fill(body)
    person.page.get_by_role("button", name="Post comment").click()
    person.page.wait_for_url("**#comment-*")
    return Comment.objects.get(body=body)


def _contradict(reader, comment, words, against):
    """Say that these words of a comment contradict others, and send the first step."""
    reader.go(f"/comments/{comment.pk}/question/")
    reader.page.get_by_role("radio", name=words).check()
    reader.page.get_by_role("radio", name="It contradicts other advice").check()
    reader.page.get_by_label("What does it contradict?").select_option(against)
    reader.page.get_by_label("In your own words").fill("I am told two things.")
    reader.page.get_by_role("button", name="Send to the editors").click()
    reader.page.get_by_role("heading", name="Before you send it").wait_for()


def _main(person):
    return person.page.locator("main").inner_text()


def test_two_comments_conflict_and_the_site_says_first_why_they_may_not(visit):
    nils, carol, reader, moderator = visit(), visit(), visit(), visit()
    for person, login in ((nils, "nils"), (carol, "carol"), (reader, "reader"), (moderator, "moderator")):
        person.sign_in(f"{login}@example.org")
    first, second = _comment(nils, BOARD), _comment(carol, NO_BOARD)

    _contradict(reader, first, BOARD, f"c-{second.pk}")
    asked = _main(reader)
    reader.page.get_by_role("group", name="For whom do the words that you question hold?").get_by_label(
        "Osteopenia", exact=True
    ).check()
    reader.page.get_by_role("group", name="For whom do the words against them hold?").get_by_label(
        "Osteoporosis", exact=True
    ).check()
    reader.page.get_by_role("button", name="Go on", exact=True).click()
    reader.page.get_by_text("Different people: Condition").first.wait_for()
    if reader.page.get_by_role("heading", name="Before you send it").is_visible():
        reader.page.get_by_role("button", name="Go on", exact=True).click()
    reader.page.wait_for_url("**/me/reports/")

    report = Report.objects.get(why="I am told two things.")
    moderator.go(f"/editorial/disputes/{report.dispute_id}/")
    assert ("Scope missing: Condition" in asked, "Different people: Condition" in _main(moderator)) == (True, True)
    assert (report.dispute.kind, report.against.comment) == ("conflict", second)


def test_two_links_to_one_document_are_no_two_sources(visit):
    reader = visit()
    reader.sign_in("reader2@example.org")
    clinic = Comment.objects.get(body__contains="art-20044989?p=1")
    reader.go(f"/comments/{clinic.pk}/question/")
    other = reader.page.get_by_label("What does it contradict?").locator("option", has_text="Its second page")
    reader.page.get_by_role("radio", name="Its first page warns runners off").check()
    reader.page.get_by_role("radio", name="It contradicts other advice").check()
    reader.page.get_by_label("What does it contradict?").select_option(other.get_attribute("value"))
    reader.page.get_by_label("In your own words").fill("The clinic says both.")
    reader.page.get_by_role("button", name="Send to the editors").click()
    reader.page.get_by_role("heading", name="Before you send it").wait_for()

    assert "One and the same document" in _main(reader)


def test_merged_disputes_share_a_page_until_the_merge_is_undone(visit):
    moderator, visitor = visit(), visit()
    moderator.sign_in("moderator2@example.org")
    legs, heavy = Dispute.objects.get(question=LEGS), Dispute.objects.get(question=HEAVY)

    moderator.go(heavy.get_absolute_url())
    moderator.page.get_by_role("link", name="Merge it into another").click()
    moderator.page.get_by_label("The dispute that stays").select_option(label=LEGS)
    moderator.page.get_by_role("button", name="Merge the two").click()
    moderator.page.wait_for_url("**/disputes/**")
    visitor.go(heavy.get_absolute_url())
    merged = visitor.page.locator("h1").inner_text()
    moderator.go(legs.get_absolute_url())
    moderator.page.get_by_role("link", name=f"Undo the merge : {HEAVY}").click()
    moderator.page.locator("main form button[type=submit], main form input[type=submit]").first.click()
    moderator.page.wait_for_url("**/disputes/**")
    visitor.go(heavy.get_absolute_url())

    assert (merged, visitor.page.locator("h1").inner_text()) == (LEGS, HEAVY)


def test_safety_report_past_its_target_puts_up_a_caution_without_its_words(visit):
    visitor = visit()
    report = Report.objects.get(dispute__status="reported")
    report.dispute.is_safety = True
    report.dispute.reported_at = timezone.now() - timedelta(days=3)
    report.dispute.save(update_fields=["is_safety", "reported_at"])

    call_command("put_up_cautions", verbosity=0)
    visitor.go(_exercise().get_absolute_url())
    shown = _main(visitor)
    answer = visitor.go(report.dispute.get_absolute_url())

    caution = report.dispute.cautions.get()
    assert (caution.put_by, caution.rule != "", caution.text in shown, answer.status) == (None, True, True, 404)
    assert report.why not in shown


def _find_fair(dispute):
    """Let one holder of each side find its summary fair: two people."""
    held, used = holders_by_position(dispute), set()
    for position in dispute.positions.order_by("order"):
        key = min(held[position.pk] - used)
        used.add(key)
        member = Member.objects.get(pk=key)
        mark_fair(position=position, wording=wording_key(position.summary), by=member, at=timezone.now())


def test_safety_ruling_waits_for_both_sides_and_a_second_editor_and_opens_again_for_new_evidence(visit):
    editor, second, reader = visit(), visit(), visit()
    for person, login in ((editor, "editor2"), (second, "admin"), (reader, "june")):
        person.sign_in(f"{login}@example.org")
    legs = Dispute.objects.get(question=LEGS)

    _sign(editor, legs)
    assert "There is a problem" in _main(editor)
    _find_fair(legs)
    _sign(editor, legs)
    editor.page.wait_for_url("**/editorial/rulings/**")
    proposal = Ruling.objects.get(dispute=legs)
    assert proposal.status == "proposed"

    second.go(f"/editorial/rulings/{proposal.pk}/")
    second.page.get_by_label("I second it").check()
    second.page.get_by_role("button", name="Record the decision").click()
    second.page.wait_for_load_state()
    reader.go("/me/notifications/")
    reader.page.get_by_role("button", name="Settled: Are straight-leg").first.click()
    reader.page.wait_for_load_state()
    receipt = _main(reader)
    assert [words in receipt for words in ("Nobody agrees yet.", "Hanna Weiss", "Sam Okoro")] == [True] * 3

    editor.go(legs.get_absolute_url())
    editor.page.get_by_role("link", name="Open it again").click()
    editor.page.get_by_label("There is a source that nobody has brought").check()
    editor.page.get_by_label("The new source: where").fill("https://doi.org/10.1007/s00198-013-2523-2")
    editor.page.get_by_label("Which position does the new source bear on?").select_option(index=2)
    editor.page.get_by_label("What is new?").fill("A consensus was brought.")
    editor.page.get_by_role("button", name="Open it again").click()
    editor.page.wait_for_url("**/disputes/**")
    legs.refresh_from_db()
    assert (legs.status, "Opened again" in _main(editor)) == ("open", True)
    assert [person.complaints for person in (editor, second, reader)] == [[]] * 3


def _sign(editor, dispute):
    editor.go(f"/editorial/disputes/{dispute.pk}/rule/")
    form = editor.page
    form.get_by_label("Experts disagree").check()
    form.get_by_label("The ruling in plain words").fill("Nobody agrees yet.")
    form.get_by_label("Your reasons").fill("Trials are missing.")
    form.get_by_label("I have none").check()
    form.get_by_label("None: the words stay as they are").check()
    form.get_by_label("If nothing changes: why not?").fill("There is nothing to put in their place.")
    for choice in form.get_by_label("I weighed it").all():
        choice.check()
    form.get_by_role("button", name="Sign the ruling").click()
    form.wait_for_load_state()
