"""A mark never follows changed wording: what becomes of a quote in the next revision."""

import uuid

import pytest

from articles.actions import publish_draft, save_draft
from articles.models import Block
from claims.actions import open_dispute, report_statement
from claims.models import Resolution
from claims.reading import marks_for
from tests.factories import NOON, ArticleFactory, MemberFactory

BODY = """Walking is good for bones. Lifting heavy weights strengthens the back. Rest on Sundays.

Rest 20 seconds.

Swimming is kind to joints.

If you have low bone mass:

- jump on grass
- lift slowly

::: dont
- lift heavy things
:::
"""


def _marked(words):
    """Publish BODY, question these words in it and open the dispute."""
    article = ArticleFactory(body=BODY)
    block = Block.objects.get(revision=article.current_revision, text__contains=words)
    start = block.text.index(words)
    report = report_statement(
        reporter=MemberFactory(), target=block, start=start, end=start + len(words), reason="unsafe", why="It hurt me.",
        submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip
    open_dispute(
        dispute=report.dispute,
        question="Is it so?",
        positions=[("Yes", ""), ("No", "")],
        by=MemberFactory(),
        at=NOON,
    )
    return article, block


def _publish(article, body):
    editor = MemberFactory()
    version = article.draft.version
    save_draft(article=article, title=article.title, standfirst="", body=body, base_version=version, by=editor, at=NOON)
    return publish_draft(article=article, kind="correction", reason="A reader asked.", by=editor, at=NOON)


LIFTING = "Lifting heavy weights strengthens the back."
FIRST = "Walking is good for bones. Lifting heavy weights strengthens the back. Rest on Sundays."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "old", "new", "state"),
    [
        pytest.param(LIFTING, "kind to joints", "easy on joints", "exact", id="unchanged"),
        pytest.param(LIFTING, "Rest on Sundays.", "Rest on Sunday.", "exact", id="typo elsewhere in the block"),
        pytest.param(LIFTING, "strengthens", "weakens", "changed", id="one word replaced by its opposite"),
        pytest.param(LIFTING, "heavy weights", "20 heavy weights", "changed", id="a number put in"),
        pytest.param("Rest 20 seconds.", "20 seconds", "200 seconds", "changed", id="a number changed"),
        pytest.param("lift slowly", "If you have low bone mass:", "If your bones are strong:", "changed", id="lead-in"),
        pytest.param(
            "heavy weights strengthens the back",
            "Lifting heavy weights strengthens",
            "Not lifting heavy weights strengthens",
            "changed",
            id="not before a partial quote",
        ),
        pytest.param("lift heavy things", "::: dont", "::: do", "changed", id="from dont into do"),
    ],
)
def test_anchor_after_an_edit(words, old, new, state):
    article, _block = _marked(words)

    revision = _publish(article, BODY.replace(old, new))

    assert Resolution.objects.get(revision=revision).state == state


@pytest.mark.django_db
def test_anchor_of_a_moved_block_keeps_its_mark():
    article, _block = _marked(LIFTING)
    body = BODY.replace(FIRST + "\n\n", "").replace("joints.", "joints.\n\n" + FIRST)

    revision = _publish(article, body)

    assert Resolution.objects.get(revision=revision).state in Resolution.CERTAIN
    assert sum(map(len, marks_for(revision).marks.values())) == 1


@pytest.mark.django_db
def test_anchor_of_a_deleted_sentence_does_not_jump_to_a_similar_one():
    article, _block = _marked(LIFTING)
    body = BODY.replace(LIFTING, "Lifting light weights strengthens the back.")

    revision = _publish(article, body)

    view = marks_for(revision)
    assert (dict(view.marks), view.wording_changed) == ({}, 1)


@pytest.mark.django_db
def test_quote_twice_in_the_text_is_ambiguous_once_its_block_is_gone():
    article, _block = _marked(LIFTING)
    body = BODY.replace(FIRST, f"{LIFTING} Once.\n\nSomething else stands between.\n\n{LIFTING} Twice.")

    revision = _publish(article, body)

    assert Resolution.objects.get(revision=revision).state == "ambiguous"
    assert dict(marks_for(revision).marks) == {}


@pytest.mark.django_db
def test_quote_twice_in_the_text_is_exact_while_its_block_holds_it_once():
    article, block = _marked(LIFTING)

    revision = _publish(article, f"{BODY}\n{LIFTING} Once more.")

    row = Resolution.objects.get(revision=revision)
    assert (row.state, row.block_key) == ("exact", block.key)
    assert list(marks_for(revision).marks) == [block.key]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [(FIRST, FIRST.replace("heavy", "light")), (FIRST + "\n\n", "")], ids=["reworded", "gone"]
)
def test_mark_does_not_go_to_a_copy_that_nobody_questioned(change):
    article = ArticleFactory(body=f"{BODY}\n{LIFTING} Once more.")
    block = Block.objects.filter(revision=article.current_revision, text=FIRST).get()
    start = block.text.index(LIFTING)
    report = report_statement(
        reporter=MemberFactory(), target=block, start=start, end=start + len(LIFTING), reason="unsafe",
        why="It hurt me.", submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip
    positions = [("Yes", ""), ("No", "")]
    open_dispute(dispute=report.dispute, question="Is it so?", positions=positions, by=MemberFactory(), at=NOON)

    first = _publish(article, article.draft.body.replace(*change))
    article.refresh_from_db()
    article.draft.refresh_from_db()
    second = _publish(article, article.draft.body + "\nMore.")

    states = [Resolution.objects.get(revision=revision).state for revision in (first, second)]
    assert states == ["changed", "changed"]
    assert [dict(marks_for(revision).marks) for revision in (first, second)] == [{}, {}]


@pytest.mark.django_db
def test_quote_twice_in_its_own_block_is_ambiguous():
    article, _block = _marked(LIFTING)

    revision = _publish(article, BODY.replace("Rest on Sundays.", LIFTING))

    assert Resolution.objects.get(revision=revision).state == "ambiguous"
    assert dict(marks_for(revision).marks) == {}


@pytest.mark.django_db
def test_block_split_in_two_keeps_the_mark_on_the_same_sentence():
    article, _block = _marked(LIFTING)
    body = BODY.replace("Walking is good for bones. ", "Walking is good for bones.\n\n")

    revision = _publish(article, body)

    row = Resolution.objects.get(revision=revision)
    text = Block.objects.get(revision=revision, key=row.block_key).text
    assert (row.state in Resolution.CERTAIN, text[row.start : row.end]) == (True, LIFTING)
