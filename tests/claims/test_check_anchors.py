"""Every revision finds all anchors in one pass, a row each, so that history can be computed again."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from audit.models import Entry
from claims.actions import dismiss_dispute, place_anchors, rebuild_resolutions, resolve_anchors
from claims.models import Resolution
from claims.reading import marks_for, passages_of, recompute
from tests.claims.scenes import JUMPING, SIGNED, WALKING, article_of, dispute, publish, reopen, report
from tests.factories import NOON, ArticleFactory, MemberFactory

MOST = "Walking is good for most bones."
BODY = f"{WALKING}\n\nRest on Sundays.\n\n::: dont\n- Do not lift with a bent back.\n- {JUMPING}\n:::\n"
ROW = ("appearance", "revision", "state", "block_key", "start", "end", "replaced_by", "is_gone", "confirmed_at")


def _rows():
    return list(Resolution.objects.order_by("appearance", "revision__number").values_list(*ROW))


def _place(revision, words):
    """Place the one mark that waits on these words."""
    resolution = Resolution.objects.get(revision=revision, state="changed", confirmed_at=None)
    passage = next(row for row in passages_of(revision) if row.words == words)
    place_anchors(placements=[(resolution, passage)], by=MemberFactory(), at=NOON)


@pytest.fixture
def history():
    """An article in five revisions, with marks that stayed, were placed, came back, or ended with their dispute."""
    row = dispute(article=ArticleFactory(body=BODY), words=WALKING)
    article = article_of(row)
    closed = dispute(article=article, words=JUMPING, question="And jumping?")
    dismiss_dispute(dispute=closed, code="duplicate", reason="Seen before.", publish=False, by=MemberFactory(), at=NOON)
    days = [NOON + timedelta(days=number) for number in range(1, 5)]
    _place(publish(article, WALKING, MOST, at=days[0]), MOST)
    publish(article, "a bent back", "a round back", at=days[1])
    publish(article, MOST, WALKING, at=days[2])
    report(article=article, words="a round back")
    publish(article, JUMPING, "Jump.", at=days[3])
    return article


@pytest.mark.django_db
def test_each_revision_has_a_row_for_each_anchor_whatever_became_of_its_dispute(history):
    rows = Resolution.objects.order_by("appearance", "revision__number")

    assert [(row.revision.number, row.state) for row in rows] == [
        (1, "exact"), (2, "changed"),  # placed there
        (1, "exact"), (2, "exact"), (3, "exact"), (4, "exact"), (5, "detached"),  # its dispute was closed
        (2, "exact"), (3, "exact"), (4, "changed"), (5, "changed"),
        (4, "exact"), (5, "exact"),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 7])
def test_pass_over_the_anchors_asks_the_same_however_many_there_are(count, django_assert_num_queries):
    article = ArticleFactory()
    for _number in range(count):
        report(article=article, words=WALKING)
    revision = publish(article, WALKING, MOST)
    Resolution.objects.filter(revision=revision).delete()
    before, editor = article.revisions.get(number=1), MemberFactory()

    with django_assert_num_queries(12):
        rows = resolve_anchors(revision=revision, previous=before, by=editor, at=NOON)

    assert [row.state for row in rows] == ["changed"] * count


@pytest.mark.django_db
def test_check_of_an_untouched_history_finds_nothing(history, capsys):
    ArticleFactory()
    before = _rows()

    call_command("check_anchors")

    told = capsys.readouterr()
    assert (told.out, told.err) == ("every anchor stands where it should\n", "2 of 2 articles\n")
    assert _rows() == before


@pytest.mark.django_db
def test_check_lists_what_is_missing_and_what_is_wrong(history, capsys):
    first, second, *_more, last = Resolution.objects.order_by("appearance", "revision__number")
    Resolution.objects.filter(pk=last.pk).update(state="changed", block_key="", start=0, end=0)
    Resolution.objects.filter(pk=second.pk).update(state="ambiguous")  # an editor has placed this one
    first.delete()

    with pytest.raises(CommandError, match="3 rows were not as they should be, 0 were written"):
        call_command("check_anchors")

    right = f"{first.state} {first.block_key}:{first.start}-{first.end}"
    rebuilt = f"{last.state} {last.block_key}:{last.start}-{last.end}"
    assert capsys.readouterr().out.splitlines() == [
        f"{history.slug}\t1\t{first.appearance_id}\tmissing\t{right}",
        f"{history.slug}\t2\t{second.appearance_id}\tambiguous (confirmed)\tchanged",
        f"{history.slug}\t5\t{last.appearance_id}\tchanged\t{rebuilt}",
    ]


@pytest.mark.django_db
def test_rebuilding_writes_the_same_rows_again(history, capsys):
    before = _rows()
    others = Resolution.objects.filter(confirmed_at=None).order_by("pk")
    Resolution.objects.filter(pk__in=[row.pk for row in others[::2]]).delete()
    others.update(state="detached", block_key="other", start=1, end=2)

    call_command("check_anchors", rebuild=True)

    assert _rows() == before
    entry = Entry.objects.get(verb="rebuild_resolutions")
    assert (entry.actor_id, entry.rule, entry.subject) == (None, "check_anchors", f"article:{history.pk}")
    assert entry.after == {"missing": 6, "altered": 6}
    assert capsys.readouterr().out.splitlines()[-1] == "12 rows were written"


@pytest.mark.django_db
def test_rebuilding_leaves_what_a_person_confirmed(history):
    confirmed = Resolution.objects.get(confirmed_at__isnull=False)
    Resolution.objects.filter(pk=confirmed.pk).update(state="ambiguous")

    with pytest.raises(CommandError, match="1 rows were not as they should be, 0 were written"):
        call_command("check_anchors", rebuild=True)

    assert Resolution.objects.get(pk=confirmed.pk).state == "ambiguous"


@pytest.mark.django_db
def test_rebuilding_what_is_right_writes_nothing(history):
    assert rebuild_resolutions(article=history, at=NOON) == 0
    assert not Entry.objects.filter(verb="rebuild_resolutions").exists()


@pytest.mark.django_db
def test_dispute_opened_again_finds_its_words_in_every_revision_it_missed(history):
    before = _rows()
    row = Resolution.objects.get(appearance__exact=JUMPING, revision__number=1).appearance.dispute
    Resolution.objects.filter(appearance__dispute=row, revision__number__gt=1).delete()

    reopen(row, reason="A new trial.", by=MemberFactory(), at=NOON)

    assert _rows() == before


@pytest.mark.django_db
def test_marks_of_closed_disputes_hold_nobody_up(client, editor):
    row = dispute(article=ArticleFactory(body=BODY), words=WALKING, reason="unclear")
    article = article_of(row)
    closed = dispute(article=article, words=JUMPING, question="And jumping?")
    dismiss_dispute(dispute=closed, code="duplicate", reason="Seen before.", publish=False, by=MemberFactory(), at=NOON)
    revision = publish(article, BODY, BODY.replace(JUMPING, "Jump.").replace(WALKING, f"{WALKING} Dance too."))
    client.force_login(editor)

    listed = client.get(reverse("anchor_list")).context["anchors"]
    page = client.get(reverse("dispute_rule", args=[row.pk]))
    ruling = {"outcome": "stands", "summary": "It is right.", "revision": revision.pk} | SIGNED
    ruled = client.post(reverse("dispute_rule", args=[row.pk]), ruling)

    assert (listed, page.context["touched"]) == ([], [])
    assert ruled.headers["Location"] == reverse("dispute_receipt", args=[row.pk])
    assert marks_for(revision).wording_changed == 0


@pytest.mark.django_db
def test_recomputing_asks_the_same_however_long_the_history(history, django_assert_num_queries):
    short = article_of(dispute())

    for article in (history, short):
        with django_assert_num_queries(4):
            rows = recompute(article)
        assert {row.is_right for row in rows} == {True}


@pytest.mark.django_db
def test_mark_placed_in_a_revision_of_long_ago_has_no_row_where_the_old_words_are_back(capsys):
    article = article_of(dispute(article=ArticleFactory(body=BODY), words=WALKING))
    changed = publish(article, WALKING, MOST)
    publish(article, MOST, WALKING, at=NOON + timedelta(days=2))

    _place(changed, MOST)

    numbers = Resolution.objects.order_by("appearance", "revision__number").values_list("revision__number", "state")
    assert list(numbers) == [(1, "exact"), (2, "changed"), (3, "exact"), (2, "exact")]
    call_command("check_anchors")
