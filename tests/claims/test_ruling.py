"""A dispute ends in a ruling: who may, what it needs, what it changes, whom it tells."""

import pytest
from django.urls import reverse

from articles.models import Author
from audit.models import Entry
from claims.models import Caution, Dispute, Evidence, FacetValue, Resolution, Ruling, RulingAnchor
from claims.reading import marks_for
from notifications.models import Notice, OutboxMail
from tests.claims import scenes
from tests.claims.scenes import JUMPING, SIGNED, WALKING, article_of, block_of, new_source, publish
from tests.factories import BODY, ArticleFactory, MemberFactory

NARROWED = "Walking is good for most bones."
NOTHING = SIGNED | {
    "outcome": "stands", "summary": "It is right.", "revision": "none", "no_change_because": "The trials agree.",
}  # fmt: skip


def dispute(**fields):
    """Open a dispute in which nobody can be hurt, so that one editor rules on it alone."""
    return scenes.dispute(**({"reason": "unclear"} | fields))


def _address(row):
    return reverse("dispute_rule", args=[row.pk])


@pytest.fixture
def touched(member):
    """An open dispute whose words a revision has changed, that revision, and the mark that waits."""
    row = dispute(reporter=member, words=WALKING)
    revision = publish(article_of(row), WALKING, NARROWED)
    return row, revision, Resolution.objects.get(revision=revision)


def _ruling(revision, resolution, **changes):
    block = block_of(revision.article, NARROWED)
    return (
        SIGNED
        | {
            "outcome": "corrected",
            "summary": "Most, not all.",
            "revision": revision.pk,
            f"place_{resolution.pk}": f"{block.key}:0-{len(NARROWED)}",
        }
        | changes
    )


@pytest.mark.django_db
def test_ruling_names_the_revision_and_moves_the_mark_to_its_words(client, editor, touched):
    row, revision, resolution = touched
    client.force_login(editor)

    response = client.post(_address(row), _ruling(revision, resolution))

    ruling = Ruling.objects.get()
    anchor = RulingAnchor.objects.get()
    assert response.headers["Location"] == reverse("dispute_receipt", args=[row.pk])
    assert (ruling.outcome, ruling.revision, ruling.ruled_by, anchor.before, anchor.after) == (
        "corrected", revision, editor, WALKING, NARROWED,
    )  # fmt: skip
    view = marks_for(revision)
    assert [(mark.start, mark.end, mark.label) for marks in view.marks.values() for mark in marks] == [
        (0, len(NARROWED), "Corrected")
    ]
    assert view.wording_changed == 0


@pytest.mark.django_db
def test_ruling_without_a_place_for_every_touched_mark_is_refused(client, editor, touched):
    row, revision, resolution = touched
    client.force_login(editor)

    response = client.post(_address(row), _ruling(revision, resolution, **{f"place_{resolution.pk}": ""}))

    form = response.context["form"]
    assert form.errors == {
        f"place_{resolution.pk}": ["Choose the passage where it stands now, or say that it is gone."]
    }
    assert (form["summary"].value(), Ruling.objects.count()) == ("Most, not all.", 0)


@pytest.mark.django_db
def test_ruling_lists_marks_of_other_disputes_that_its_revision_touched(client, editor):
    row = dispute(words=WALKING)
    article = article_of(row)
    other = dispute(article=article, words=JUMPING, question="Is jumping bad?")
    revision = publish(article, BODY, BODY.replace(WALKING, NARROWED).replace(JUMPING, "Do not jump from walls."))
    ours, theirs = Resolution.objects.filter(revision=revision).exclude(state="exact").order_by("pk")
    client.force_login(editor)

    response = client.post(_address(row), _ruling(revision, ours))

    assert theirs.appearance.dispute == other
    assert list(response.context["form"].errors) == [f"place_{theirs.pk}"]


@pytest.mark.django_db
def test_words_that_are_gone_leave_no_mark_and_keep_the_dispute_public(client, editor, touched):
    row, revision, resolution = touched
    client.force_login(editor)

    client.post(_address(row), _ruling(revision, resolution, outcome="removed", **{f"place_{resolution.pk}": "gone"}))

    client.logout()
    assert dict(marks_for(revision).marks) == {}
    assert RulingAnchor.objects.get().after == ""
    assert client.get(Dispute.objects.get(pk=row.pk).get_absolute_url()).status_code == 200


@pytest.mark.django_db
def test_ruling_without_a_change_says_why(client, editor):
    row = dispute()
    client.force_login(editor)

    refused = client.post(_address(row), NOTHING | {"no_change_because": ""})
    client.post(_address(row), NOTHING)

    assert refused.context["form"].errors == {"no_change_because": ["Say why the words stay as they are."]}
    assert (Ruling.objects.get().revision, Ruling.objects.get().no_change_because) == (None, "The trials agree.")


@pytest.mark.django_db
def test_ruling_that_is_right_for_some_says_for_whom(client, editor):
    row = dispute()
    value = FacetValue.objects.get(code="osteoporosis")
    client.force_login(editor)

    refused = client.post(_address(row), NOTHING | {"outcome": "qualified"})
    client.post(_address(row), NOTHING | {"outcome": "qualified", "values": [value.pk]})

    assert refused.context["form"].errors == {"values": ["Say for whom the statement holds."]}
    assert list(Ruling.objects.get().population.values.all()) == [value]


@pytest.mark.django_db
def test_ruling_tells_every_reporter_the_words_before_and_after(client, editor, member, touched):
    row, revision, resolution = touched
    client.force_login(editor)

    client.post(_address(row), _ruling(revision, resolution))

    notice = Notice.objects.get(kind="receipt")
    mail = OutboxMail.objects.get(unique_key=notice.unique_key)
    assert (notice.member, notice.url) == (member, reverse("dispute_receipt", args=[row.pk]))
    assert notice.text == f"Corrected. Most, not all.\n\nBefore: {WALKING}\nNow: {NARROWED}"
    assert (mail.to, notice.text in mail.text) == (member.email, True)


@pytest.mark.django_db
def test_receipt_of_a_revision_that_left_the_words_says_so(client, editor, member):
    row = dispute(reporter=member, words=JUMPING)
    revision = publish(article_of(row), JUMPING, f"{JUMPING} Walk.")
    client.force_login(editor)

    client.post(_address(row), SIGNED | {"outcome": "corrected", "summary": "Said elsewhere.", "revision": revision.pk})

    page = client.get(reverse("dispute_receipt", args=[row.pk])).content.decode()
    words = f"The words that were questioned stand: {JUMPING}"
    assert Notice.objects.get(kind="receipt").text == f"Corrected. Said elsewhere.\n\n{words}"
    assert words in page


@pytest.mark.django_db
def test_ruling_is_one_entry_of_the_log_besides_the_placed_mark(client, editor, touched):
    row, revision, resolution = touched
    before = Entry.objects.count()
    client.force_login(editor)

    client.post(_address(row), _ruling(revision, resolution))

    entries = Entry.objects.order_by("pk")[before:]
    assert [(entry.verb, entry.subject, entry.actor_id) for entry in entries] == [
        ("place_anchor", f"resolution:{resolution.pk}", editor.pk),
        ("rule_dispute", f"dispute:{row.pk}", editor.pk),
    ]


@pytest.mark.django_db
def test_ruling_takes_the_caution_down(client, editor):
    row = dispute()
    client.force_login(editor)
    client.post(reverse("caution_set", args=[row.pk]), {"text": "Ask first.", "expires_at": "2099-01-01"})

    client.post(_address(row), NOTHING)

    assert Caution.objects.get().lifted_at is not None


@pytest.mark.django_db
def test_reporter_does_not_rule(client, editor):
    row = dispute(reporter=editor)
    client.force_login(editor)

    assert client.post(_address(row), NOTHING).status_code == 403
    assert Ruling.objects.count() == 0


@pytest.mark.django_db
def test_author_of_the_article_does_not_rule(client, editor):
    author = Author.objects.create(name="Ruth", slug="ruth", member=editor)
    row = dispute(article=ArticleFactory(authors=[author]))
    client.force_login(editor)

    assert client.post(_address(row), NOTHING).status_code == 403
    assert Ruling.objects.count() == 0


@pytest.mark.django_db
def test_editor_who_prepared_the_revision_may_rule(client, editor):
    row = dispute(words=WALKING)
    revision = publish(article_of(row), WALKING, NARROWED, by=editor)
    client.force_login(editor)

    client.post(_address(row), _ruling(revision, Resolution.objects.get(revision=revision)))

    assert Ruling.objects.get().ruled_by == editor


@pytest.mark.django_db
def test_second_ruling_at_once_is_turned_away_with_its_words(client, editor):
    row = dispute()
    client.force_login(editor)
    client.post(_address(row), NOTHING)

    response = client.post(_address(row), NOTHING, follow=True)

    assert (Ruling.objects.count(), response.redirect_chain) == (1, [(row.get_absolute_url(), 302)])


@pytest.mark.django_db
def test_revision_of_another_article_is_not_offered(client, editor):
    row = dispute()
    elsewhere = publish(ArticleFactory(), WALKING, NARROWED)
    client.force_login(editor)

    response = client.post(_address(row), NOTHING | {"revision": elsewhere.pk})

    assert list(response.context["form"].errors) == ["revision"]


@pytest.mark.django_db
def test_receipt_is_public_and_thanks_its_reporter(client, editor, member, touched):
    row, revision, resolution = touched
    client.force_login(editor)
    client.post(_address(row), _ruling(revision, resolution))
    address = reverse("dispute_receipt", args=[row.pk])
    client.logout()
    stranger = client.get(address).content.decode()
    client.force_login(member)
    reporter = client.get(address).content.decode()

    shown = [WALKING in stranger, NARROWED in stranger, "You questioned this statement" in stranger]
    assert shown == [True, True, False]
    assert "You questioned this statement" in reporter


@pytest.mark.django_db
def test_later_ruling_supersedes_the_first(client, editor):
    row = dispute()
    client.force_login(editor)
    client.post(_address(row), NOTHING)
    client.post(reverse("dispute_reopen", args=[row.pk]), new_source(row))
    weighed = {f"weigh_{Evidence.objects.get().pk}": "weighed"}
    client.post(_address(row), NOTHING | {"outcome": "unsettled"} | weighed)

    first, second = Ruling.objects.order_by("pk")
    page = client.get(Dispute.objects.get(pk=row.pk).get_absolute_url())
    assert (first.superseded_by, second.superseded_by, page.context["ruling"]) == (second, None, second)


@pytest.mark.django_db
def test_dispute_closed_while_the_article_moved_finds_its_words_again(client, editor):
    row = dispute(words=JUMPING)
    article = article_of(row)
    client.force_login(editor)
    client.post(reverse("report_triage", args=[row.pk]), {"decision": "duplicate", "reason": "Seen before."})
    revision = publish(article, "a bent back", "a round back")
    assert dict(marks_for(revision).marks) == {}

    client.post(reverse("dispute_reopen", args=[row.pk]), new_source(row))

    assert [len(marks) for marks in marks_for(revision).marks.values()] == [1]


@pytest.mark.django_db
def test_reader_is_not_told_twice_when_they_reported_twice(client, editor, member):
    first = dispute(reporter=member, words=JUMPING)
    second = dispute(reporter=member, article=article_of(first), words=WALKING, by=MemberFactory())
    client.force_login(editor)

    client.post(_address(first), NOTHING)

    assert [notice.subject_key for notice in Notice.objects.filter(kind="receipt")] == [f"dispute:{first.pk}"]
    assert Dispute.objects.get(pk=second.pk).status == "open"
