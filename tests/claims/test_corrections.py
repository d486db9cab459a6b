"""The public log: every ruling, in force or not, and every correction; nothing that is not public."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import withdraw_article
from claims.actions import dismiss_dispute, join_report, mark_gone, place_anchor
from claims.models import Ruling
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, publish, reopen, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

DAY = timedelta(days=1)
NEW = "Walking is good for some bones."


def listed(client, **params):
    """Return what the log shows: a ruling, or a revision without one."""
    response = client.get(reverse("correction_list"), params)
    return [row.ruling or row.revision for row in response.context["rows"]]


def corrected(row, editor, *, at=NOON + DAY, new=NEW, **said):
    """Publish other words for a dispute, place its mark on them and rule."""
    revision = publish(article_of(row), WALKING, new, at=at)
    resolution = row.appearances.order_by("pk").first().resolutions.get(revision=revision)
    block = block_of(article_of(row), new)
    place_anchor(resolution=resolution, target_block=block, start=0, end=len(new), by=editor, at=at)
    return rule(row, by=editor, at=at + DAY, outcome="corrected", revision=revision, **said), revision


@pytest.mark.django_db
def test_ruling_shows_the_words_before_and_after_and_who_signed(client, editor):
    row = dispute(words=WALKING)
    other = dispute(article=article_of(row), words=WALKING)  # its words change too, and are told in its own dispute
    join_report(dispute=report(article=article_of(row), words=WALKING).dispute, into=row, by=MemberFactory(), at=NOON)
    revision = publish(article_of(row), WALKING, NEW)
    block = block_of(article_of(row), NEW)
    for number, anchor in enumerate((row, other)):
        resolution = anchor.appearances.order_by("pk").first().resolutions.get(revision=revision)
        if number:
            mark_gone(resolution=resolution, by=editor, at=NOON + DAY)
        else:
            place_anchor(resolution=resolution, target_block=block, start=0, end=len(NEW), by=editor, at=NOON + DAY)
    second = MemberFactory(public_name="Hanna")
    ruling = rule(row, by=editor, outcome="corrected", summary="Not for all.", revision=revision)
    Ruling.objects.filter(pk=ruling.pk).update(seconded_by=second)

    response = client.get(reverse("correction_list"))

    [shown] = response.context["rows"]
    assert (shown.ruling, shown.revision, shown.badge.label) == (ruling, revision, "Corrected")
    assert shown.changes == [[("equal", "Walking is good for "), ("insert", "some "), ("equal", "bones.")]]
    page = response.content.decode()
    wanted = ["Not for all.", "Signed by Ruth", "seconded by Hanna", article_of(row).title, "Is it so?", "/1/2/"]
    assert [words for words in wanted if words not in page] == []


@pytest.mark.django_db
def test_ruling_that_changes_nothing_says_why(client, editor):
    row = dispute()
    rule(row, by=editor, no_change_because="Three trials agree.")

    response = client.get(reverse("correction_list"))

    [shown] = response.context["rows"]
    assert ("Three trials agree." in response.content.decode(), shown.articles) == (True, [article_of(row)])


@pytest.mark.django_db
def test_later_ruling_is_first_and_the_earlier_one_is_marked(client, editor):
    row = dispute()
    first = rule(row, by=editor, at=NOON + DAY)
    reopen(row, reason="New.", by=editor, at=NOON + 2 * DAY)
    while_open = client.get(reverse("correction_list")).context["rows"]
    last = rule(row, by=editor, at=NOON + 3 * DAY, outcome="unsettled")

    rows = client.get(reverse("correction_list")).context["rows"]

    assert [(one.ruling, one.is_superseded, one.is_open_again) for one in while_open] == [(first, False, True)]
    assert [(one.ruling, one.is_superseded, one.is_open_again) for one in rows] == [
        (last, False, False), (first, True, False),
    ]  # fmt: skip


@pytest.mark.django_db
def test_corrections_without_a_ruling_are_listed_with_their_reason(client, editor):
    article, writer = ArticleFactory(), MemberFactory(public_name="Hanna")
    found = [
        publish(article, old, new, kind=kind, by=writer, at=NOON + number * DAY)
        for number, (kind, old, new) in enumerate([
            ("typo", WALKING, "Walking is good for the bones."),
            ("correction", "good for the bones", "good for most bones"),
            ("update", "most bones", "some bones"),
            ("safety", JUMPING, "Do not jump or run."),
        ])
    ]  # fmt: skip

    response = client.get(reverse("correction_list"))

    assert [row.revision for row in response.context["rows"]] == [found[3], found[1]]
    page = response.content.decode()
    wanted = ["Safety correction", "A reader asked.", "Published by Hanna", "/history/4/5/"]
    assert [words for words in wanted if words not in page] == []


@pytest.mark.django_db
def test_correction_that_a_ruling_carries_is_told_once(client, editor):
    ruling, _revision = corrected(dispute(words=WALKING), editor)

    assert listed(client) == [ruling]


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["proposed", "declined", "withdrawn"])
def test_ruling_that_is_not_published_is_not_listed(client, editor, status):
    ruling = rule(dispute(), by=editor)
    Ruling.objects.filter(pk=ruling.pk).update(status=status, published_at=None, declined_because="Not yet.")

    assert listed(client) == []


@pytest.mark.django_db
def test_what_stood_in_a_withdrawn_article_is_not_listed(client, editor):
    changed, kept, public = dispute(words=WALKING), dispute(), dispute()
    corrected(changed, editor)
    rule(kept, by=editor)
    ruling = rule(public, by=editor)
    loose = ArticleFactory()
    publish(loose, JUMPING, "Do not jump or run.")
    for article in (article_of(changed), article_of(kept), loose):
        withdraw_article(article=article, reason="Out of date.", by=editor, at=NOON + 20 * DAY)

    response = client.get(reverse("correction_list"))

    assert [row.ruling or row.revision for row in response.context["rows"]] == [ruling]
    assert "some bones" not in response.content.decode()


@pytest.mark.django_db
def test_ruling_of_a_dispute_that_was_closed_out_of_sight_is_not_listed(client, editor):
    quiet = report().dispute
    dismiss_dispute(dispute=quiet, code="duplicate", reason="Seen.", publish=False, by=editor, at=NOON)
    shown = rule(dispute(), by=editor)
    Ruling.objects.create(
        dispute=quiet, outcome="stands", summary="Hidden.", no_change_because="Hidden.", status="published",
        ruled_by=editor, ruled_at=NOON, published_at=NOON,
    )  # fmt: skip

    assert listed(client) == [shown]


@pytest.mark.django_db
def test_ruling_about_comments_alone_is_listed_without_their_words(client, editor):
    comment = CommentFactory(body="I jump every day.")
    ruling = rule(dispute(target=comment, words="I jump every day."), by=editor)

    response = client.get(reverse("correction_list"))

    assert [row.ruling for row in response.context["rows"]] == [ruling]
    assert "I jump every day." not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_log_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    for number in range(count):
        corrected(dispute(words=WALKING), editor, at=NOON + number * DAY)
        rule(dispute(), by=editor)
        publish(ArticleFactory(), JUMPING, "Do not jump or run.")

    with django_assert_num_queries(6):
        response = client.get(reverse("correction_list"))

    assert len(response.context["rows"]) == 3 * count


@pytest.mark.django_db
def test_log_has_numbered_pages(client, editor):
    row = dispute()
    rulings = [
        Ruling(
            dispute=row, outcome="stands", summary=f"Ruling {number}.", no_change_because="It is right.",
            status="published", ruled_by=editor, ruled_at=NOON, published_at=NOON + number * DAY,
        )
        for number in range(23)
    ]  # fmt: skip
    Ruling.objects.bulk_create(rulings)

    assert [ruling.summary for ruling in listed(client, page=2)] == ["Ruling 2.", "Ruling 1.", "Ruling 0."]


@pytest.mark.django_db
def test_every_page_leads_to_the_log(client):
    assert f'href="{reverse("correction_list")}"' in client.get(reverse("policy_privacy")).content.decode()
