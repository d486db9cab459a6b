"""Atom feeds of disputes and of corrections: what RFC 4287 asks for, who is in them, and when they are sent again."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from articles.models import Article
from claims.actions import dismiss_dispute
from claims.models import Dispute, Ruling
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, reopen, report, rule
from tests.factories import NOON, ArticleFactory

SITE = "http://localhost:8000"
ATOM = "{http://www.w3.org/2005/Atom}"
NO_RULING = "No ruling yet: any reader can bring a source for a side."
FEEDS = ["dispute_feed", "correction_feed"]


def day(number):
    return NOON + timedelta(days=number)


def read(client, name):
    return ElementTree.fromstring(client.get(reverse(name)).content)  # noqa: S314 - our own output


def said(node, *names):
    """Return what the parts of a node say, each of them being there once."""
    found = [node.findall(f"{ATOM}{name}") for name in names]
    assert [len(parts) for parts in found] == [1] * len(names)
    return tuple(parts[0].text for parts in found)


def links(node):
    return {link.get("rel"): link.get("href") for link in node.findall(f"{ATOM}link")}


@pytest.fixture
def ended(editor):
    """One dispute of each public end, one that is open, and one that only its reporter sees, in the order of time."""
    article = ArticleFactory()
    shut = dispute(article=article, question="Is it shut?", at=day(0))
    dismiss_dispute(dispute=shut, code="duplicate", reason="Seen <before>.", publish=False, by=editor, at=day(1))
    taught = report(article=article, at=day(0)).dispute
    dismiss_dispute(dispute=taught, code="same_source", reason="One & the same.", publish=True, by=editor, at=day(2))
    opened = dispute(article=article, question="Is it open?", at=day(3))
    settled = dispute(article=article, question="Is it settled?", at=day(0))
    rule(settled, by=editor, at=day(4))
    hidden = report(article=article, at=day(5)).dispute
    dismissed = report(article=article, at=day(5)).dispute
    dismiss_dispute(dispute=dismissed, code="abusive", reason="No.", publish=False, by=editor, at=day(6))
    return {"settled": settled, "opened": opened, "taught": taught, "shut": shut, "hidden": hidden}


@pytest.mark.django_db
def test_dispute_feed_has_each_public_dispute_once_the_latest_change_first(client, ended):
    root = read(client, "dispute_feed")

    found = [
        (*said(entry, "title", "id", "published", "updated", "summary"), entry.find(f"{ATOM}category").get("term"))
        for entry in root.findall(f"{ATOM}entry")
    ]
    at = "2026-03-0{}T12:00:00+00:00".format
    key = {name: f"tag:localhost,2026-03-02:/disputes/{row.pk}/" for name, row in ended.items()}
    key["opened"] = key["opened"].replace("03-02", "03-05")
    assert found == [
        ("Still right: Is it settled?", key["settled"], at(2), at(6), "<p>It is right.</p>", "ruled"),
        ("Disputed: Is it open?", key["opened"], at(5), at(5), f"<p>{NO_RULING}</p>", "open"),
        ("Dismissed: A statement in question", key["taught"], at(4), at(4), "<p>One &amp; the same.</p>", "dismissed"),
        ("Dismissed: Is it shut?", key["shut"], at(2), at(3), "<p>Seen &lt;before&gt;.</p>", "dismissed"),
    ]


@pytest.mark.django_db
def test_dispute_that_is_open_again_comes_first_under_the_same_name(client, editor, ended):
    before = said(read(client, "dispute_feed").findall(f"{ATOM}entry")[3], "id")
    reopen(ended["shut"], reason="New evidence.", by=editor, at=day(7))

    entry = read(client, "dispute_feed").find(f"{ATOM}entry")

    assert said(entry, "id") == before
    assert said(entry, "title", "updated") == ("Disputed: Is it shut?", "2026-03-09T12:00:00+00:00")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "path"), [("dispute_feed", "/disputes/feed/"), ("correction_feed", "/corrections/feed/")]
)
def test_feed_has_what_the_format_asks_for(client, ended, name, path):
    root = read(client, name)

    entries = root.findall(f"{ATOM}entry")
    updated = [said(entry, "updated")[0] for entry in entries]
    assert (root.tag, root.get("{http://www.w3.org/XML/1998/namespace}lang")) == (f"{ATOM}feed", "en-gb")
    assert said(root, "id", "updated") == (f"{SITE}{path}", max(updated))
    assert said(root.find(f"{ATOM}author"), "name", "uri") == ("BoneCommunity", f"{SITE}/")
    assert links(root)["self"] == f"{SITE}{path}"
    assert all(said(root, "title", "subtitle"))
    for entry in entries:
        assert all(said(entry, "id", "title", "updated"))
        assert links(entry)["alternate"].startswith(f"{SITE}/disputes/")
    assert len({said(entry, "id") for entry in entries}) == len(entries) > 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", FEEDS)
def test_addresses_are_those_of_the_site_whatever_host_was_asked(client, ended, name):
    found = [client.get(reverse(name), headers={"host": host}).content for host in ("localhost", "127.0.0.1")]

    assert found[0] == found[1]


@pytest.mark.django_db
def test_correction_feed_has_rulings_with_their_words_and_corrections_without_one(client, editor):
    row = dispute(words=WALKING, question="Is walking enough?")
    article = article_of(row)
    revision = publish(article, WALKING, f"{WALKING} Dance too.", at=day(1))
    rule(row, by=editor, at=day(2), outcome="corrected", summary="We say what kind.", revision=revision)
    corrected = publish(article, "heavy things", "very heavy loads", kind="safety", at=day(3))
    publish(article, "very heavy loads", "very heavy weights", kind="typo", at=day(4))
    withdrawn = ArticleFactory()
    publish(withdrawn, "heavy things", "heavy loads", at=day(5))
    Article.objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOON, withdrawn_reason="It was wrong.")

    entries = read(client, "correction_feed").findall(f"{ATOM}entry")

    ruling, page = Ruling.objects.get(), article.get_absolute_url()
    assert [(*said(entry, "title", "id", "summary"), links(entry)["alternate"]) for entry in entries] == [
        (
            f"Safety correction: {corrected.article.title}",
            f"tag:localhost,2026-03-05:/revisions/{corrected.pk}/",
            "<p>A reader asked.</p>",
            f"{SITE}{page}history/2/3/",
        ),
        (
            "Corrected: Is walking enough?",
            f"tag:localhost,2026-03-04:/rulings/{ruling.pk}/",
            "<p>We say what kind.</p>",
            f"{SITE}{reverse('dispute_receipt', args=[row.pk])}",
        ),
    ]


@pytest.mark.django_db
def test_ruling_tells_the_words_before_and_after(client, editor):
    row = dispute(words=JUMPING, question="May I jump?")
    article = article_of(row)
    revision = publish(article, JUMPING, "Do not jump before you have asked.", at=day(1))
    touched = row.appearances.get().resolutions.get(revision=revision)
    rule(
        row, by=editor, at=day(2), outcome="corrected", summary="We say when.", revision=revision,
        placements=[(touched, None)],
    )  # fmt: skip

    entry = read(client, "correction_feed").find(f"{ATOM}entry")

    assert said(entry, "summary") == ("<p>We say when.</p>\n\n<p>“Do not jump.” → taken out</p>",)


@pytest.mark.django_db
def test_correction_feed_has_what_the_public_log_has(client, editor, ended):
    reopen(ended["settled"], reason="New evidence.", by=editor, at=day(7))
    publish(article_of(ended["settled"]), "heavy things", "heavy loads", at=day(8))

    log = client.get(reverse("correction_list")).context["rows"]
    entries = read(client, "correction_feed").findall(f"{ATOM}entry")

    keys = [f"rulings/{row.ruling.pk}" if row.ruling else f"revisions/{row.revision.pk}" for row in log]
    assert [said(entry, "id")[0].partition(":/")[2] for entry in entries] == [f"{key}/" for key in keys]
    assert links(entries[1])["alternate"] == f"{SITE}{ended['settled'].get_absolute_url()}"


@pytest.mark.django_db
@pytest.mark.parametrize("name", FEEDS)
def test_signs_that_xml_forbids_do_not_break_the_feed(client, editor, name):
    row = dispute(question="Is it\x0b so\x1f?\ufffe")
    rule(row, by=editor, summary="It\x08 is\x1b right\uffff. \U0001f9b4")

    entry = read(client, name).find(f"{ATOM}entry")

    assert said(entry, "title", "summary") == ("Still right: Is it so?", "<p>It is right. \U0001f9b4</p>")


@pytest.mark.django_db
@pytest.mark.parametrize("name", FEEDS)
def test_feed_is_sent_again_when_something_changed(client, editor, ended, name):
    first = client.get(reverse(name))
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    same = [
        client.get(reverse(name), headers={"if-none-match": etag}),
        client.get(reverse(name), headers={"if-modified-since": modified}),
    ]

    rule(ended["opened"], by=editor, at=day(9))
    again = client.get(reverse(name), headers={"if-none-match": etag, "if-modified-since": modified})

    assert [answer.status_code for answer in (first, *same, again)] == [200, 304, 304, 200]
    assert first.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert again.headers["ETag"] != etag


@pytest.mark.django_db
@pytest.mark.parametrize("name", FEEDS)
def test_empty_feed_is_whole_and_the_same_at_every_call(client, name):
    found = [client.get(reverse(name)) for _call in range(2)]

    root = ElementTree.fromstring(found[0].content)  # noqa: S314 - our own output
    assert root.findall(f"{ATOM}entry") == []
    assert said(root, "updated") == ("2026-01-01T00:00:00+00:00",)
    assert found[0].content == found[1].content


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("dispute_feed", 1), ("correction_feed", 5)])
def test_feed_takes_the_same_queries_however_long(client, editor, count, name, queries, django_assert_num_queries):
    for number in range(count):
        row = dispute()
        publish(article_of(row), "heavy things", "heavy loads", at=day(number))
        rule(row, by=editor)

    with django_assert_num_queries(queries):
        root = read(client, name)

    assert len(root.findall(f"{ATOM}entry")) == count * (2 if name == "correction_feed" else 1)


@pytest.mark.django_db
def test_feed_stops_at_thirty(client, member):
    rows = [Dispute(question=f"Is it {n}?", status="open", reported_at=day(n), opened_at=day(n)) for n in range(31)]
    Dispute.objects.bulk_create(rows)

    entries = read(client, "dispute_feed").findall(f"{ATOM}entry")

    assert [said(entry, "title")[0] for entry in entries] == [f"Disputed: Is it {n}?" for n in range(30, 0, -1)]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["home", "dispute_list", "correction_list"])
def test_pages_name_the_feeds(client, page):
    html = client.get(reverse(page)).content.decode()

    assert [f'<link rel="alternate" type="application/atom+xml" href="{reverse(name)}"' in html for name in FEEDS] == [
        True,
        True,
    ]
