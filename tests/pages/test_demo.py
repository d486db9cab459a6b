"""The demo content: what it shows, in which order it happened, and in whose words."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import Member
from articles.models import Article, Revision
from audit.actions import broken_links
from audit.models import Entry
from claims.models import Caution, CitationFit, Claim, Dispute, Evidence, Position, Report, Response, Ruling
from claims.reading import anchors_to_place, bare_references, misfits
from comments.models import Comment
from moderation.models import Case, Decision, Flag
from pages.demo import people, texts
from pages.demo.timeline import play
from pages.management.commands.load_demo import load
from tests.e2e.real_text import SEED
from tests.factories import NOON

OURS = ("accounts", "articles", "audit", "claims", "comments", "moderation", "notifications")
RUN = 6  # words in a row that are nobody's own


def _rows():
    """Return every row of the site."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for label in OURS for model in _models(label)}


def _models(label):
    return apps.get_app_config(label).get_models()


@pytest.mark.django_db
def test_demo_loaded_twice_is_as_loaded_once():
    call_command("load_demo", force=True, verbosity=0)
    once = _rows()

    call_command("load_demo", force=True, verbosity=0)

    assert _rows() == once


@pytest.mark.django_db
def test_demo_is_refused_where_debug_is_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)

    assert Member.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("debug", "force"), [(True, False), (False, True)])
def test_demo_is_loaded_on_a_developers_machine_or_when_forced(settings, capsys, debug, force):
    settings.DEBUG = debug

    call_command("load_demo", force=force)

    printed = capsys.readouterr().out.splitlines()
    assert (printed[0], len(printed), printed[-1]) == ("Demo accounts:", 10, f"password: {people.PASSWORD}")


@pytest.mark.django_db
def test_demo_accounts_have_their_roles_and_one_password():
    load(NOON)

    members = Member.objects.order_by("pk")
    roles = [(member.email, *member.groups.values_list("name", flat=True)) for member in members]
    assert roles == [
        ("reader@example.org",),
        ("reader2@example.org",),
        ("physio@example.org",),
        ("moderator@example.org", "Moderator"),
        ("moderator2@example.org", "Moderator"),
        ("editor@example.org", "Editor"),
        ("editor2@example.org", "Editor"),
        ("admin@example.org", "Admin"),
        ("walter@example.org",),
        ("gail@example.org",),
        ("carol@example.org",),
        ("june@example.org",),
        ("nils@example.org",),
    ]
    assert {member.check_password(people.PASSWORD) for member in members} == {True}
    assert [member.email for member in members.filter(credentials__kind="physiotherapist")] == ["physio@example.org"]


@pytest.mark.django_db
def test_demo_has_three_articles():
    load(NOON)

    shown = [
        (article.title, (NOON - article.first_published_at).days, article.current_revision.number)
        for article in Article.objects.published().order_by("first_published_at")
    ]
    assert shown == [
        ("Vitamin D: how much, and from where", 75, 1),
        ("A safer home in one afternoon", 68, 1),
        ("Exercise for thin bones: what helps, and what to leave out", 60, 2),
    ]
    assert Article.objects.count() == 3


@pytest.mark.django_db
def test_demo_shows_a_dispute_in_every_state():
    load(NOON)

    shown = [
        (
            dispute.question,
            dispute.status,
            [ruling.outcome for ruling in dispute.rulings.all()],
            [caution.text for caution in dispute.cautions.in_force(NOON)],
            dispute.dismissal_code,
            dispute.positions.count(),
            dispute.reports.count(),
        )
        for dispute in Dispute.objects.order_by("reported_at")
    ]
    assert shown == [
        (
            "Are straight-leg raises safe with osteoporosis?",
            "open",
            [],
            [
                "Readers ask whether this advice is safe, and the answer is late. Until then, ask a professional who "
                "knows you."
            ],
            "",
            2,
            2,
        ),
        ("", "merged", [], [], "", 0, 0),
        (
            "Is heavy lifting safe with thin bones?",
            "open",
            [],
            ["Until this is settled, lift heavy weights only with a professional beside you."],
            "",
            2,
            1,
        ),
        ("Are jumping and jogging safe with thin bones?", "ruled", ["qualified"], [], "", 3, 1),
        ("Does one clinic give two answers about running?", "dismissed", [], [], "same_source", 2, 1),
        ("", "reported", [], [], "", 0, 1),
    ]


@pytest.mark.django_db
def test_demo_claims_say_what_they_are_about():
    load(NOON)

    shown = [
        (claim.positions.get().dispute.question, claim.thing.name if claim.thing else "")
        for claim in Claim.objects.select_related("thing").order_by("positions__dispute", "pk")
    ]
    assert shown == [
        ("Are straight-leg raises safe with osteoporosis?", "Straight-leg raise"),
        ("Are straight-leg raises safe with osteoporosis?", "Straight-leg raise"),
        ("Is heavy lifting safe with thin bones?", "Heavy lifting"),
        ("Is heavy lifting safe with thin bones?", "Heavy lifting"),
        ("Are jumping and jogging safe with thin bones?", "Jumping and jogging"),
        ("Are jumping and jogging safe with thin bones?", "Jumping and jogging"),
        ("Are jumping and jogging safe with thin bones?", "Jumping and jogging"),
        ("Are jumping and jogging safe with thin bones?", "Jumping and jogging"),  # as the ruling narrowed it
        ("Does one clinic give two answers about running?", "Running"),
        ("Does one clinic give two answers about running?", "Running"),
    ]


@pytest.mark.django_db
def test_demo_ruling_changes_the_one_passage_that_was_doubted():
    load(NOON)

    ruling = Ruling.objects.get()
    words = list(ruling.anchors.values_list("before", "after"))
    assert words == [
        (
            "do not jump, run or do other high-impact exercise",
            "do not jump or jog if a bone in your spine has ever broken; keep to brisk walking instead",
        )
    ]
    assert (ruling.revision.kind, list(anchors_to_place())) == ("correction", [])


@pytest.mark.django_db
def test_demo_shows_a_flag_waiting_kept_and_removed_and_a_post_held_by_a_rule():
    load(NOON)

    shown = [
        (
            case.comment.author.public_name,
            case.comment.status,
            case.status,
            case.hold_rule,
            list(Flag.objects.filter(case=case).values_list("reason", flat=True)),
            list(Decision.objects.filter(case=case).values_list("verb", "rule__code")),
        )
        for case in Case.objects.order_by("opened_at")
    ]
    assert shown == [
        ("June M", "published", "decided", "", ["abuse"], [("keep", None)]),
        ("Gail P", "removed", "decided", "", ["abuse"], [("remove", "respect")]),
        ("Gail P", "held", "open", "price", [], []),
        ("Carol from Leeds", "published", "open", "", ["other"], []),
    ]


@pytest.mark.django_db
def test_demo_tells_of_one_reference_that_does_not_fit_and_lets_one_wait():
    load(NOON)

    told = list(CitationFit.objects.values_list("article__slug", "source__doi", "verdict"))
    waiting = [(row.article.slug, row.source.doi, row.sentences) for row in misfits() if row.waits]
    assert told == [("exercise-for-thin-bones-what-helps-and-what-to-leave-out", "10.1210/jc.2011-3361", "misfit")]
    assert waiting == [
        (
            "a-safer-home-in-one-afternoon",
            "10.1136/bjsm.28.2.117",
            ["Shoes with a thin, firm sole tell your feet more about the floor than soft slippers do."],
        )
    ]


@pytest.mark.django_db
def test_demo_readers_are_told_at_the_first_reference(client):
    load(NOON)
    article = Article.objects.get(title__startswith="Exercise")

    citations = client.get(article.get_absolute_url()).context["citations"]

    assert [bool(row.told) for row in citations] == [True, False, False]
    assert "healthy women before the menopause" in citations[0].told


@pytest.mark.django_db
def test_demo_has_two_references_that_nobody_can_find():
    load(NOON)

    found = [(row.revision.article.title[:8], row.number) for row in bare_references()]
    assert found == [("Exercise", 2), ("Exercise", 3)]


@pytest.mark.django_db
def test_demo_sets_a_source_aside_that_nobody_can_find():
    load(NOON)

    row = Evidence.objects.get(role="set_aside")
    assert (row.source.link, row.set_aside_by.public_name) == ("", "Maja Lund")


@pytest.mark.django_db
def test_demo_log_is_whole_and_in_the_order_of_time():
    load(NOON)

    times = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert broken_links() == []
    assert (times == sorted(times), times[0], times[-1]) == (
        True,
        NOON - timedelta(days=90),
        NOON - timedelta(days=6),
    )


@pytest.mark.django_db
def test_demo_log_says_nothing_of_an_article_before_it_begins():
    load(NOON)

    begun = {f"article:{article.pk}": article.created_at for article in Article.objects.all()}
    early = [entry for entry in Entry.objects.filter(subject__in=begun) if entry.at < begun[entry.subject]]
    assert (len(begun), early) == (3, [])


@pytest.mark.django_db
def test_demo_comments_are_posted_in_the_order_of_time_and_after_their_article():
    load(NOON)

    posted = Comment.objects.order_by("pk").values_list("created_at", "discussion__article__first_published_at")
    times = [at for at, _article in posted]
    assert (len(times), times) == (10, sorted(times))
    assert [at > article for at, article in posted] == [True] * 10


def test_stories_are_played_side_by_side_the_earliest_act_first():
    told = []

    def story(name, *days):
        for day in days:
            at = yield day
            told.append((name, (NOON - at).days))

    play([story("long", 9, 4, 1), story("short", 5, 4), story("last", 0)], NOON)

    assert told == [("long", 9), ("short", 5), ("long", 4), ("short", 4), ("long", 1), ("last", 0)]


def _demo_texts():
    """Return what the demo's people wrote: articles without their references, comments, and all about disputes."""
    yield from (re.sub(r"(?m)^\[\^\d+\]:.*$", "", texts.read(name)) for name in ("exercise", "falls", "vitamin-d"))
    for model, fields in (
        (Article, ("title", "standfirst", "prompt", "disclaimer", "lead_alt", "lead_credit")),
        (Revision, ("reason",)),
        (Comment, ("title", "body")),
        (Report, ("why",)),
        (Dispute, ("question", "dismissal_reason")),
        (Position, ("name", "summary")),
        (Response, ("text",)),
        (Caution, ("text",)),
        (Ruling, ("summary", "reasoning")),
        (Flag, ("note",)),
        (Decision, ("statement",)),
        (Evidence, ("note", "set_aside_because")),
        (CitationFit, ("note",)),
    ):
        yield from (text for row in model.objects.values_list(*fields) for text in row)


def _runs(text):
    """Return every run of RUN words; web addresses are left out."""
    words = re.findall(r"\w+", re.sub(r"https?://\S+", " ", text.casefold()))
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


@pytest.mark.skipif(not SEED.exists(), reason="the page that the demo's facts come from is not here")
@pytest.mark.django_db
def test_demo_shares_no_sentence_with_the_page_its_facts_come_from():
    load(NOON)
    page = _runs(SEED.read_text(encoding="utf-8"))

    runs = set().union(*(_runs(text) for text in _demo_texts()))

    assert (page & runs, len(page) > 1000, len(runs) > 1000) == (set(), True, True)
