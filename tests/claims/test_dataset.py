"""The public data set: what is in a line, what is never in it, and the figures that come out of it again."""

import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from articles.actions import find_or_add_source
from articles.models import Source
from claims.actions import add_evidence, dismiss_dispute
from claims.models import Appearance, FacetValue, Response
from claims.reading import public_rows
from comments.models import Comment
from scripts.recompute_docket import main, recompute
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, reopen, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / "docs" / "disputes.schema.json").read_text())
SITE = "http://localhost:8000"
MARKERS = {"name": "Quillfeather", "why": "zugzwang", "note": "xylograph", "comment": "yttrium", "answer": "vexillum"}


def day(number):
    return NOON + timedelta(days=number)


def exported():
    out = StringIO()
    call_command("export_disputes", stdout=out)
    return out.getvalue()


@pytest.fixture
def marked(editor):
    """Disputes in every public state; whatever a reader wrote or is called has a marker in it."""

    def reader(number):
        return MemberFactory(public_name=f"{MARKERS['name']} {number}")

    article = ArticleFactory()
    comment = CommentFactory(article=article, author=reader(1), body=f"Jumping is my {MARKERS['comment']}.")
    row = dispute(
        article=article, words=JUMPING, reason="contradicts", against=(comment, 0, len(comment.body)),
        question="May I jump?", reporter=reader(2), at=day(0),
    )  # fmt: skip
    row.reports.update(why=MARKERS["why"], why_another=MARKERS["why"], what_is_new=MARKERS["why"])
    source = find_or_add_source(url="https://doi.org/10.1002/jbmr.3284", by=editor, at=NOON)
    Source.objects.filter(pk=source.pk).update(kind="trial", year=2018)
    first, second = row.positions.order_by("order")
    add_evidence(
        position=second, source=source, role="supports", note=MARKERS["note"], by=reader(3), at=day(1)
    )  # fmt: skip
    Response.objects.create(dispute=row, member=reader(4), text=MARKERS["answer"], created_at=day(3))
    first.claims.get().population.values.add(FacetValue.objects.get(code="osteoporosis"))
    settled = dispute(article=article, question="Is walking enough?", reporter=reader(5), at=day(0))
    revision = publish(article, WALKING, f"Dance too. {WALKING}", at=day(2))
    rule(settled, by=editor, at=day(4), outcome="corrected", summary="We say which.", revision=revision)
    taught = report(article=article, reporter=reader(6), at=day(0)).dispute
    dismiss_dispute(dispute=taught, code="same_source", reason="One document.", publish=True, by=editor, at=day(5))
    report(article=article, reporter=reader(7), at=day(0))  # only its reporter sees it
    return row, settled, taught


@pytest.mark.django_db
def test_every_line_is_as_the_schema_says(marked):
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

    lines = exported().splitlines()

    assert len(lines) == 3
    assert [error.message for line in lines for error in validator.iter_errors(json.loads(line))] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"reporter": "Ann"}, {"status": "reported"}, {"reported_at": None}, {"url": "/d/1/"}]
)
def test_schema_refuses_what_a_line_must_not_have(marked, change):
    line = json.loads(exported().splitlines()[0])

    assert not Draft202012Validator(SCHEMA).is_valid(line | change)


@pytest.mark.django_db
def test_line_of_an_open_dispute(marked):
    row, *_others = marked
    article = article_of(row)

    line = next(public_rows())

    assert line == {
        "url": f"{SITE}{row.get_absolute_url()}",
        "question": "May I jump?",
        "kind": row.kind,
        "status": "open",
        "is_safety": False,
        "reported_at": "2026-03-02T12:00:00Z",
        "opened_at": "2026-03-02T12:00:00Z",
        "answered_at": "2026-03-05T12:00:00Z",
        "ruled_at": None,
        "reopened_at": None,
        "ended_at": None,
        "target_days": {"triage": 2.0, "response": 7.0, "ruling": 28.0},
        "dismissal": None,
        "agreed": "",
        "ask_clinician": "",
        "ruling": None,
        "positions": [
            {
                "name": "Yes",
                "summary": "Some say it is so.",
                "claims": [{"thing": None, "stance": "against", "people": {"condition": ["osteoporosis"]}}],
                "evidence": [],
            },
            {
                "name": "No",
                "summary": "Some say it is not so.",
                "claims": [{"thing": None, "stance": "recommends", "people": {}}],
                "evidence": [
                    {"doi": "10.1002/jbmr.3284", "url": None, "kind": "trial", "year": 2018, "role": "supports"}
                ],
            },
        ],
        "appearances": [
            {
                "place": "article",
                "article": f"{SITE}{article.get_absolute_url()}",
                "revision": 1,
                "exact": JUMPING,
            },
            {"place": "comment"},
        ],
    }


@pytest.mark.django_db
def test_lines_of_ended_disputes(marked):
    _open, settled, taught = public_rows()

    article = f"{SITE}{article_of(marked[1]).get_absolute_url()}"
    assert settled["ruling"] == {
        "outcome": "corrected",
        "summary": "We say which.",
        "published_at": "2026-03-06T12:00:00Z",
        "people": {},
        "revision": {"article": article, "number": 2},
        "no_change_because": "",
    }
    assert (taught["question"], taught["opened_at"], taught["ended_at"]) == ("", None, "2026-03-07T12:00:00Z")
    assert (taught["dismissal"], settled["dismissal"]) == ({"code": "same_source", "reason": "One document."}, None)


@pytest.mark.django_db
def test_source_that_says_it_is_a_place_of_its_own(marked, editor):
    row, *_others = marked
    source = find_or_add_source(url="https://example.org/advice?utm_source=x", by=editor, at=NOON)
    Appearance.objects.create(
        dispute=row, source=source, exact="Hop daily.", sentences="Hop daily.", created_by=editor, created_at=NOON
    )

    line = next(public_rows())

    assert line["appearances"][2] == {
        "place": "source", "doi": None, "url": "https://example.org/advice", "kind": "unknown", "year": None,
    }  # fmt: skip
    assert Draft202012Validator(SCHEMA).is_valid(line)


@pytest.mark.django_db
def test_nothing_private_is_in_it(marked):
    emails = [f"quillfeather.{number}" for number in range(1, 8)]
    words = [*MARKERS.values(), *emails, "@example.org", "@"]

    text = exported()

    assert {word: text.lower().count(word.lower()) for word in words} == dict.fromkeys(words, 0)
    assert "May I jump?" in text


@pytest.mark.django_db
def test_dispute_that_is_not_public_is_not_in_it(editor):
    article = ArticleFactory()
    shown = dispute(article=article, question="Is it so?")
    report(article=article)
    hidden = report(article=article).dispute
    dismiss_dispute(dispute=hidden, code="abusive", reason="No.", publish=False, by=editor, at=day(1))

    assert [row["url"] for row in public_rows()] == [f"{SITE}{shown.get_absolute_url()}"]


@pytest.mark.django_db
def test_deleted_comment_leaves_the_same_line(marked):
    before = exported()
    Comment.objects.get().move_to(Comment.Status.DELETED)

    assert exported() == before


@pytest.mark.django_db
def test_two_runs_are_equal_bytes_and_a_file_is_the_same_as_the_stream(marked, tmp_path):
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    said = StringIO()
    for file in files:
        call_command("export_disputes", output=file, stderr=said)

    assert files[0].read_bytes() == files[1].read_bytes() == exported().encode()
    assert said.getvalue().splitlines() == [f"3 disputes written to {file}" for file in files]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.jsonl", "two.jsonl"]


@pytest.mark.django_db
def test_file_that_cannot_be_written_is_said_so(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere/x\.jsonl cannot be written: No such file or directory\."):
        call_command("export_disputes", output=tmp_path / "nowhere" / "x.jsonl")


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_lines_take_the_same_queries_however_many(editor, count, django_assert_num_queries):
    for number in range(count):
        row = dispute(question=f"Is it {number}?")
        source = find_or_add_source(url=f"https://doi.org/10.1000/{number}", by=editor, at=NOON)
        add_evidence(position=row.positions.first(), source=source, role="supports", note="", by=editor, at=NOON)
        rule(row, by=editor)

    with django_assert_num_queries(12):
        rows = list(public_rows())

    assert len(rows) == count


@pytest.fixture
def spread(editor):
    """Disputes that took their steps at different times: one in time, one ruled late, one that waits, one shut."""
    article, now = ArticleFactory(), timezone.now()
    long_ago = [now - timedelta(days=days) for days in (90, 60, 40, 3)]
    rows = [dispute(article=article, question=f"Is it {n}?", at=at) for n, at in enumerate(long_ago)]
    rule(rows[0], by=editor, at=long_ago[0] + timedelta(days=10))
    rule(rows[1], by=editor, at=long_ago[1] + timedelta(days=33))
    for row, days in ((rows[0], 2), (rows[2], 5)):
        Response.objects.create(
            dispute=row, member=MemberFactory(), text="Yes.", created_at=row.opened_at + timedelta(days=days)
        )
    shut = report(article=article, at=long_ago[3]).dispute
    dismiss_dispute(
        dispute=shut, code="same_source", reason="One document.", publish=True, by=editor,
        at=long_ago[3] + timedelta(days=1),
    )  # fmt: skip
    report(article=article, at=long_ago[0])  # waits for a first look, and is not public
    return rows


@pytest.mark.django_db
def test_script_computes_what_the_docket_shows(client, spread, tmp_path, capsys):
    file = tmp_path / "disputes.jsonl"
    call_command("export_disputes", output=file, stderr=StringIO())

    shown = client.get(reverse("dispute_list")).context
    status = main([str(file)])
    found = json.loads(capsys.readouterr().out)

    steps = list(found["steps"].values())
    assert status == 0
    assert [(step["median_days"], step["taken"], step["past"]) for step in steps] == [
        (speed.median / timedelta(days=1), speed.taken, speed.past) for speed in shown["speeds"]
    ]
    assert [(step["median_days"], step["taken"], step["past"]) for step in steps] == [
        (0.0, 5, 0),
        (3.5, 2, 0),
        (21.5, 2, 1),
    ]
    assert found["late"] == shown["late_count"] == 1
    assert sum(found["states"].values()) == shown["page"].paginator.count == 5
    for state, count in found["states"].items():
        assert client.get(reverse("dispute_list"), {"status": state}).context["page"].paginator.count == count
    assert found["states"] == {"open": 2, "ruled": 2, "dismissed": 1}


@pytest.mark.django_db
def test_script_computes_for_another_time(marked, editor, tmp_path, capsys):
    reopen(marked[1], reason="New evidence.", by=editor, at=day(6))
    file = tmp_path / "disputes.jsonl"
    call_command("export_disputes", output=file, stderr=StringIO())

    found = []
    for at in (day(7), day(60)):
        main([str(file), "--at", at.isoformat()])
        found.append(json.loads(capsys.readouterr().out))

    assert [row["late"] for row in found] == [0, 2]
    assert found[1]["steps"] == {
        "triage": {"median_days": 0.0, "taken": 3, "waiting": 0, "past": 0},
        "response": {"median_days": 3.0, "taken": 1, "waiting": 1, "past": 1},
        "ruling": {"median_days": 4.0, "taken": 1, "waiting": 2, "past": 2},
    }


def test_script_needs_nothing_but_python(tmp_path):
    file = tmp_path / "none.jsonl"
    file.write_text("")
    command = [sys.executable, "-S", "-E", str(ROOT / "scripts" / "recompute_docket.py"), str(file)]

    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["states"] == {"open": 0, "ruled": 0, "dismissed": 0}


@pytest.mark.parametrize("text", ["{", '{"status": "open"}', "[]"])
def test_script_says_that_a_file_is_not_what_it_needs(tmp_path, capsys, text):
    file = tmp_path / "bad.jsonl"
    file.write_text(text)

    status = main([str(file)])

    assert (status, capsys.readouterr().err.startswith(f"{file} cannot be used: ")) == (2, True)


def test_lines_made_under_different_targets_are_refused():
    row = {"target_days": {"triage": 1}}

    with pytest.raises(ValueError, match="under different targets"):
        recompute([row, {"target_days": {"triage": 2}}], NOON)
