"""Before an editor saves or publishes, they see which marked statements the edit touches: as publication will find."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.actions import create_article, publish_draft, save_draft
from articles.blocks import parse
from articles.models import Article, Block
from articles.reading import next_blocks, touched_by_text
from claims.models import Appearance, Resolution
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.properties import steady

BODY = f"{WALKING} Rest on Sundays.\n\nIf you are weak:\n\n- Sit down often.\n- {JUMPING}\n"
MOST = "Walking is good for most bones."


@pytest.fixture
def article(db):
    """An article with an open dispute about walking and a report about jumping."""
    article = ArticleFactory(body=BODY)
    dispute(article=article, words=WALKING, question="Is walking good?")
    report(article=article, words=JUMPING)
    return article


def _told(article, body, member):
    article = Article.objects.get(pk=article.pk)
    rows = touched_by_text(article, parse(body), member=member)
    return [(row.words, row.badge.label, row.title, row.what) for row in rows]


OPEN = (WALKING, "Disputed", "Is walking good?")
REPORTED = (JUMPING, "Reported", "a question of a reader")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("Rest on Sundays.", "Rest on Mondays.", [], id="another sentence"),
        pytest.param(WALKING, MOST, [(*OPEN, "its words change")], id="reworded"),
        pytest.param(f"{WALKING} Rest on Sundays.", "Swim.", [(*OPEN, "it is gone")], id="gone"),
        pytest.param("Sundays.", f"Sundays. {WALKING}", [(*OPEN, "it stands twice")], id="twice"),
        pytest.param(
            "If you are weak:", "If you are strong:",
            [(*REPORTED, "its words stay, but what governs them changes: the line before its list, or its box")],
            id="the line before the list",
        ),
        pytest.param(BODY, "Swim.", [(*OPEN, "it is gone"), (*REPORTED, "it is gone")], id="everything gone"),
    ],
)  # fmt: skip
def test_edit_says_what_becomes_of_marked_words(article, editor, old, new, told):
    assert _told(article, BODY.replace(old, new), editor) == told


@pytest.mark.django_db
def test_words_that_several_questioned_are_listed_once(article, editor):
    reported = report(article=article, words=WALKING)
    first = Resolution.objects.get(appearance__exact=WALKING, appearance__dispute__status="open").appearance
    Appearance.objects.filter(pk=reported.appearance_id).update(dispute=first.dispute)

    assert _told(article, BODY.replace(WALKING, MOST), editor) == [(*OPEN, "its words change")]


@pytest.mark.django_db
def test_words_that_wait_since_an_earlier_edit_say_so(article, editor):
    publish(article, WALKING, MOST)

    told = _told(article, BODY.replace(WALKING, "Walking is good for few bones."), editor)

    assert told == [(*OPEN, "an earlier edit touched it, and nobody has said yet where it stands")]


@pytest.mark.django_db
def test_member_without_a_right_to_reports_is_not_told_of_them(article, member):
    assert _told(article, "Swim.", member) == [(*OPEN, "it is gone")]


@pytest.mark.django_db
def test_ended_disputes_and_other_articles_are_left_out(article, editor, client):
    closed = report(article=article, words="Rest on Sundays.").dispute
    dispute(article=ArticleFactory(body=BODY), words=WALKING)
    dispute(target=CommentFactory(article=article, body=WALKING), words=WALKING)
    client.force_login(editor)
    client.post(reverse("report_triage", args=[closed.pk]), {"decision": "duplicate", "reason": "Seen before."})

    assert _told(article, "Swim.", editor) == [(*OPEN, "it is gone"), (*REPORTED, "it is gone")]


@pytest.mark.django_db
def test_words_of_a_settled_dispute_wear_their_outcome(editor):
    row = dispute(words=WALKING)
    rule(row, by=editor)

    assert _told(article_of(row), "Swim.", editor) == [(WALKING, "Still right", "Is it so?", "it is gone")]


@pytest.mark.django_db
def test_article_that_was_never_live_touches_nothing(editor):
    assert _told(ArticleFactory(body=BODY, published=False), "Swim.", editor) == []
    assert touched_by_text(None, parse("Swim."), member=editor) == []


def _typed(body):
    return {
        "title": "Walking", "standfirst": "", "body": body, "base_version": 1, "submission_key": uuid.uuid4(),
    }  # fmt: skip


TOLD = "This edit touches 1 marked statement"


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "live preview"])
def test_preview_shows_what_the_edit_touches(client, editor, article, headers):
    client.force_login(editor)

    touched, untouched = (
        client.post(reverse("draft_edit", args=[article.pk]), _typed(body) | {"preview": "1"}, headers=headers)
        for body in (BODY.replace(WALKING, MOST), BODY)
    )

    words = touched.content.decode()
    assert [TOLD in words, "Disputed: Is walking good?" in words, "Its words change." in words] == [True] * 3
    assert "This edit touches" not in untouched.content.decode()


@pytest.mark.django_db
def test_text_opened_and_publication_show_what_the_draft_touches(client, editor, article):
    draft = article.draft
    save_draft(
        article=article, title=draft.title, standfirst="", body=BODY.replace(WALKING, MOST),
        base_version=draft.version, by=editor, at=NOON,
    )  # fmt: skip
    client.force_login(editor)

    pages = [client.get(reverse(name, args=[article.pk])).content.decode() for name in ("draft_edit", "draft_publish")]

    assert [(TOLD in page, "Its words change." in page) for page in pages] == [(True, True)] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 5])
def test_preview_asks_the_same_however_many_marks_there_are(editor, count, django_assert_num_queries):
    article = ArticleFactory(body=BODY)
    for _number in range(count):
        dispute(article=article, words=WALKING)
    article = Article.objects.get(pk=article.pk)
    editor.has_perm("claims.triage_report")
    parsed = parse("Swim.")

    with django_assert_num_queries(7):
        rows = touched_by_text(article, parsed, member=editor)

    assert len(rows) == count


@pytest.mark.django_db
def test_publication_gives_the_keys_that_the_preview_told(editor):
    article = ArticleFactory(body="One good thing stands here.\n\nTwo stands there.\n\nThree is last.")
    publish(article, "Two stands there.\n\n", "")
    article = Article.objects.select_related("draft").get(pk=article.pk)
    body = "Two stands there.\n\nOne very good thing stands here.\n\nSomething new.\n\nThree is last."
    live = set(Block.objects.filter(revision__article=article).values_list("key", flat=True))
    told = [block.key if block.key in live else "new" for block in next_blocks(article, parse(body))]

    publish(article, article.draft.body, body)

    kept = Block.objects.filter(revision=Article.objects.get(pk=article.pk).current_revision).order_by("position")
    assert told == [block.key if block.key in live else "new" for block in kept]
    assert told.count("new") == 1


PIECES = [
    WALKING,
    MOST,
    f"{WALKING} Rest on Sundays.",
    f"Rest on Sundays. {WALKING}",
    f"If you are weak:\n\n- Sit down often.\n- {JUMPING}",
    f"If you are strong:\n\n- {JUMPING}\n- Sit down often.",
    f"::: dont\n- {JUMPING}\n:::",
    f"{JUMPING}",
    "Swim.",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("\n\n".join)


@pytest.mark.django_db
@settings(steady, max_examples=25)
@given(TEXTS, TEXTS, st.data())
def test_preview_tells_of_just_the_marks_that_publication_takes_off(before, middle, data):
    with transaction.atomic():
        editor = MemberFactory()
        editor.is_superuser = True
        article = create_article(title="Walking", standfirst="", body=before, by=editor, at=NOON)
        publish_draft(article=article, kind="first", reason="First.", by=editor, at=NOON)
        for words in (WALKING, JUMPING):
            if words in before:
                target = Block.objects.filter(revision__article=article, text__contains=words).first()
                report(target=target, words=words, reporter=editor)
        for body in (middle, data.draw(TEXTS)):
            _publication_does_as_told(article.pk, body, editor)
        transaction.set_rollback(True)


def _publication_does_as_told(article_pk, body, editor):
    article = Article.objects.select_related("draft", "current_revision").get(pk=article_pk)
    if body == article.current_revision.body:
        return
    told = sorted(row.words for row in touched_by_text(article, parse(body), member=editor))

    draft = article.draft
    save_draft(
        article=article, title=draft.title, standfirst=draft.standfirst, body=body, base_version=draft.version,
        by=editor, at=NOON,
    )  # fmt: skip
    revision = publish_draft(article=article, kind="correction", reason="So.", by=editor, at=NOON)

    uncertain = Resolution.objects.filter(revision=revision).exclude(state__in=Resolution.CERTAIN)
    assert told == sorted(row.appearance.sentences for row in uncertain.select_related("appearance"))
