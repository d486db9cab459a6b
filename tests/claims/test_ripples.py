"""What relied on words that a revision changed is noted when it goes live."""

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source, withdraw_article
from claims.actions.ripples import note_ripples
from claims.models import Appearance, Claim, Population, Resolution, Ripple
from tests.claims.relying import BODY, MOST, SAID, claimed, in_article, in_comment, said_below, touch, walking
from tests.claims.scenes import WALKING, article_of, block_of, dispute, publish, report
from tests.factories import NOON, ArticleFactory, MemberFactory


@pytest.fixture
def row(db):
    """An open dispute about walking, in an article with more to say."""
    return walking()


@pytest.fixture
def claim(row):
    """What the questioned words state."""
    return row.appearances.get().claim


@pytest.mark.django_db
def test_comment_source_and_other_article_that_make_the_claim_are_noted(row, claim):
    source = find_or_add_source(url="https://example.com/study", by=MemberFactory(), at=NOON)
    there = [
        in_comment(claim, said_below(article_of(row))),
        claimed(claim, source=source),
        in_article(claim, ArticleFactory(body=f"Ours. {SAID}"), SAID),
        in_article(claim, article_of(row), "Swimming is kind to joints."),
    ]
    in_comment(row.positions.get(order=1).claims.get(), said_below(article_of(row)))  # another claim
    gone = in_article(claim, other := ArticleFactory(body=f"Theirs. {SAID}"), SAID)
    publish(other, SAID, "They said something else.")
    withdrawn = in_article(claim, old := ArticleFactory(body=f"Old. {SAID}"), SAID)
    withdraw_article(article=old, reason="Old.", by=MemberFactory(), at=NOON)

    ripples = touch(row)

    assert [ripple.appearance for ripple in ripples] == there
    assert {ripple.resolution.appearance.dispute for ripple in ripples} == {row}
    assert Resolution.objects.filter(appearance__in=[gone, withdrawn]).count() == 3


@pytest.mark.django_db
def test_claims_that_were_merged_rely_on_each_other(row, claim):
    def other(**fields):
        return Claim.objects.create(
            statement="So.", stance="recommends", population=Population.objects.create(), **fields
        )

    into = other()
    Claim.objects.filter(pk=claim.pk).update(merged_into=into)
    twin, stranger = other(merged_into=into), other()
    comments = [said_below(article_of(row)) for _number in range(4)]
    there = [in_comment(made, comment) for made, comment in zip((into, twin, claim, stranger), comments, strict=True)]

    assert [ripple.appearance for ripple in touch(row)] == there[:3]


@pytest.mark.django_db
def test_comment_quoted_twice_is_one_thing_to_look_at(row, claim):
    comment = said_below(article_of(row))
    first, _second = in_comment(claim, comment), in_comment(claim, comment)

    assert [ripple.appearance for ripple in touch(row)] == [first]


@pytest.mark.django_db
@pytest.mark.parametrize("is_doubted", [True, False], ids=["comment against passage", "passage against comment"])
def test_comment_that_a_report_put_against_the_passage_is_noted(is_doubted):
    article = ArticleFactory(body=BODY)
    comment, block = said_below(article), block_of(article, WALKING)
    one, other = (comment, 0, len(SAID)), (block, 0, len(WALKING))
    fields = {"target": comment, "words": SAID, "against": other}
    if not is_doubted:
        fields = {"target": block, "words": WALKING, "against": one}
    row = report(reason="contradicts", **fields).dispute

    revision = publish(article, WALKING, MOST)

    ripple = Ripple.objects.get()
    assert (ripple.appearance.comment, ripple.resolution.revision) == (comment, revision)
    assert ripple.resolution.appearance.dispute == row


@pytest.mark.django_db
def test_report_that_was_taken_back_leaves_nothing_to_look_at(client):
    article = ArticleFactory(body=BODY)
    against = (said_below(article), 0, len(SAID))
    kept = report(article=article, words=WALKING)
    taken = report(target=block_of(article, WALKING), words=WALKING, reason="contradicts", against=against)
    Appearance.objects.filter(dispute=taken.dispute).update(dispute=kept.dispute)
    client.force_login(taken.reporter)
    client.post(reverse("report_retract", args=[taken.pk]))

    publish(article, WALKING, MOST)

    assert Ripple.objects.count() == 0


@pytest.mark.django_db
def test_other_disputes_about_the_same_block_are_noted_once(row, client, editor):
    article = article_of(row)
    same = report(article=article, words="Rest on Sundays.").dispute
    report(article=article, words="Swimming is kind to joints.")
    closed = report(article=article, words="Rest on Sundays.").dispute
    client.force_login(editor)
    client.post(reverse("report_triage", args=[closed.pk]), {"decision": "duplicate", "reason": "Seen before."})
    twin = report(article=article, words="Rest on Sundays.")
    Appearance.objects.filter(pk=twin.appearance_id).update(dispute=same)

    assert [(ripple.dispute, ripple.appearance) for ripple in touch(row)] == [(same, None)]


@pytest.mark.django_db
def test_many_disputes_about_the_same_sentences_are_listed_below_one_of_them(row):
    others = [report(article=article_of(row), words=WALKING).dispute for _number in range(3)]

    ripples = touch(row)

    assert [(ripple.resolution.appearance.dispute, ripple.dispute) for ripple in ripples] == [
        (row, other) for other in others
    ]


@pytest.mark.django_db
def test_words_that_keep_their_mark_or_lost_it_before_note_nothing_more(row, claim):
    in_comment(claim, said_below(article_of(row)))
    publish(article_of(row), "Rest on Sundays.", "Rest on Mondays.")
    assert Ripple.objects.count() == 0
    touch(row)

    publish(article_of(row), MOST, "Walking is good for few bones.")

    assert Ripple.objects.count() == 1


@pytest.mark.django_db
def test_closed_dispute_notes_nothing(row, claim, client, editor):
    in_comment(claim, said_below(article_of(row)))
    client.force_login(editor)
    client.post(reverse("report_triage", args=[row.pk]), {"decision": "duplicate", "reason": "Seen before."})

    assert touch(row) == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 4])
def test_noting_asks_the_same_however_much_relied_on_the_words(count, django_assert_num_queries):
    article = ArticleFactory(body=BODY)
    for _number in range(count):
        row = dispute(article=article, words=WALKING)
        in_comment(row.appearances.get().claim, said_below(article))
        report(target=block_of(article, WALKING), words=WALKING, reason="contradicts",
               against=(said_below(article), 0, len(SAID)))  # fmt: skip

    article.refresh_from_db()
    before, revision = article.current_revision, publish(article, WALKING, MOST)
    Ripple.objects.all().delete()
    rows = Resolution.objects.select_related("appearance__dispute")
    pairs = [(rows.get(appearance=row.appearance, revision=before), row) for row in rows.filter(revision=revision)]

    with django_assert_num_queries(5):
        note_ripples(previous=before, touched=pairs)

    assert Ripple.objects.filter(appearance__isnull=False).count() == 2 * count
