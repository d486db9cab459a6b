"""The desk of the register: word, quote, merge, split and undo, each by its page."""

import pytest
from django.conf import settings
from django.urls import reverse

from audit.models import Entry
from claims.actions import add_thing, merge_claims, place_anchor, quote_passage, register_claim, split_claim
from claims.models import Appearance, Claim
from claims.reading import families
from comments.models import Comment
from tests.claims.scenes import JUMPING, WALKING, block_of, dispute, publish
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db
FORM = {"statement": "Walking helps.", "thing": "", "stance": "effect", "values": []}


def doubted(row):
    """Return the claim of the doubted words of a dispute."""
    return row.positions.order_by("order").first().claims.order_by("pk").first()


def _claim(statement="It helps.", passages=1, thing=None):
    by = MemberFactory()
    claim = register_claim(statement=statement, thing=thing, stance="effect", values=[], by=by, at=NOON)
    for _ in range(passages):
        block = block_of(ArticleFactory(), WALKING)
        quote_passage(claim=claim, target=block, start=0, end=len(block.text), by=by, at=NOON)
    return claim


def _split(claim, passage):
    return split_claim(
        claim=claim, appearances=[passage], statement="It harms some.", stance="against", values=[], thing=None,
        by=MemberFactory(), at=NOON,
    )  # fmt: skip


@pytest.fixture
def desk(client, editor):
    """An editor at the desk."""
    client.force_login(editor)
    return client


def test_claim_is_registered_and_then_quoted(desk, editor):
    response = desk.post(reverse("claim_create"), FORM)

    claim = Claim.objects.get()
    assert response.headers["Location"] == reverse("quote_create", args=[claim.pk])
    entry = Entry.objects.get(verb="register_claim")
    assert (claim.statement, entry.subject, entry.actor_id) == ("Walking helps.", f"claim:{claim.pk}", editor.pk)


@pytest.mark.parametrize("field", ["statement", "stance"])
def test_claim_without_a_statement_or_a_stance_is_refused_and_the_rest_kept(desk, field):
    response = desk.post(reverse("claim_create"), FORM | {field: ""})

    form = response.context["form"]
    other = "stance" if field == "statement" else "statement"
    assert (list(form.errors), form[other].value(), Claim.objects.count()) == ([field], FORM[other], 0)


def _places():
    article = ArticleFactory()
    comment = CommentFactory(article=article, body="It helped me a lot.")
    home = settings.SITE_URL
    return {
        "article": (f"{home}{article.get_absolute_url()}", JUMPING),
        "passage": (f"{home}{article.get_absolute_url()}#b-x", JUMPING),
        "permalink": (f"{home}{comment.get_absolute_url()}", "helped me"),
        "comment": (f"{home}{article.get_absolute_url()}?page=1#comment-{comment.pk}", "helped me"),
        "elsewhere": ("https://clinic.example.org/a?p=1", "Walk."),
        "doi": ("10.1002/jbmr.3284", "Lift heavy."),
    }


@pytest.mark.parametrize("kind", ["article", "passage", "permalink", "comment", "elsewhere", "doi"])
def test_passage_is_quoted_from_here_and_elsewhere(desk, kind):
    place, words = _places()[kind]
    claim = _claim(passages=0)

    response = desk.post(reverse("quote_create", args=[claim.pk]), {"place": place, "words": f" {words} "})

    row = claim.appearances.get()
    stands = "article" if row.article_id else "comment" if row.comment_id else "source"
    wanted = {"passage": "article", "permalink": "comment", "elsewhere": "source", "doi": "source"}.get(kind, kind)
    assert (response.status_code, row.exact, row.dispute, stands) == (302, words, None, wanted)


NOT_THERE = {"words": ["These words do not stand there. Copy them once more, out of one paragraph."]}
NOT_HERE = {"place": ["On this site, give the address of a published article or comment."]}


@pytest.mark.parametrize(
    ("place", "words", "errors"),
    [
        ("article", "Nobody said this.", NOT_THERE),
        ("article", "Do not", {"words": ["These words stand there more than once. Copy more of the sentence."]}),
        ("/disputes/", "x", NOT_HERE),
        ("/nowhere/", "x", NOT_HERE),
        ("/comments/999999/", "x", NOT_HERE),
        ("/articles/none/", "x", NOT_HERE),
        ("", "x", {"place": ["Give the address where it is said."]}),
        ("article", "", {"words": ["Copy the words from there."]}),
    ],
)  # fmt: skip
def test_passage_that_cannot_be_found_is_refused_and_what_was_typed_kept(desk, place, words, errors):
    where = _places()["article"][0] if place == "article" else f"{settings.SITE_URL}{place}" if place else ""
    claim = _claim(passages=0)

    response = desk.post(reverse("quote_create", args=[claim.pk]), {"place": where, "words": words})

    form = response.context["form"]
    assert (form.errors, form["words"].value(), claim.appearances.count()) == (errors, words, 0)


@pytest.mark.parametrize("status", [Comment.Status.HELD, Comment.Status.HIDDEN])
def test_comment_that_is_not_public_is_not_quoted(desk, status):
    comment = CommentFactory(body="It helped me a lot.", status=status)
    claim = _claim(passages=0)

    response = desk.post(
        reverse("quote_create", args=[claim.pk]),
        {"place": f"{settings.SITE_URL}{comment.get_absolute_url()}", "words": "helped"},
    )

    assert (list(response.context["form"].errors), claim.appearances.count()) == (["place"], 0)


def test_passage_added_by_mistake_is_taken_out_and_one_of_a_dispute_is_not(desk):
    claim, row = _claim(), dispute()
    mine, disputed = claim.appearances.get(), row.appearances.get()

    asked = desk.get(reverse("quote_drop", args=[mine.pk])).status_code
    desk.post(reverse("quote_drop", args=[mine.pk]))
    refused = desk.post(reverse("quote_drop", args=[disputed.pk])).status_code

    assert (asked, refused, list(Appearance.objects.all())) == (200, 404, [disputed])
    assert Entry.objects.get(verb="drop_quote").before == {"appearance": mine.pk}


def test_passage_that_a_mark_was_placed_on_stays(desk, editor):
    claim = _claim()
    old = claim.appearances.get()
    article = old.article
    revision = publish(article, WALKING, "Walking is very good.")
    resolution = old.resolutions.get(revision=revision)
    block = block_of(article, "Walking is very good.")
    placed = place_anchor(
        resolution=resolution, target_block=block, start=0, end=len(block.text), by=editor, at=NOON, relation="same"
    )

    desk.post(reverse("quote_drop", args=[placed.pk]))

    assert list(claim.appearances.order_by("pk")) == [old, placed]


def test_merging_shows_both_before_it_is_done_and_is_undone_from_the_page(desk):
    one, other = _claim("It helps."), _claim("It does help.")
    address = reverse("claim_merge", args=[one.pk])

    offered = desk.get(address).context["alike"]
    look = desk.get(address, {"into": f"{settings.SITE_URL}{other.get_absolute_url()}"}).context["into"]
    before = families().root_of(one.pk)
    done = desk.post(address, {"into": other.pk})
    page = desk.get(other.get_absolute_url()).content.decode()
    undo = reverse("claim_unmerge", args=[one.pk])
    asked = desk.get(undo).status_code
    undone = desk.post(undo)

    assert (offered, look, before) == ([other], other, one.pk)
    assert (done.headers["Location"], undo in page, asked) == (other.get_absolute_url(), True, 200)
    assert (undone.headers["Location"], families().root_of(one.pk)) == (one.get_absolute_url(), one.pk)


@pytest.mark.parametrize(
    ("into", "message"),
    [
        ("", "Give the number of the other claim."),
        ("999999", "There is no claim with this number or address."),
        ("walking helps", "There is no claim with this number or address."),
        ("9" * 30, "There is no claim with this number or address."),
        ("itself", "These are one claim."),
        ("other thing", "They are about different things."),
    ],
)
def test_claim_that_cannot_be_merged_says_why(desk, into, message):
    things = [add_thing(name=name, kind="food", synonyms=[], by=MemberFactory(), at=NOON) for name in ("Milk", "Tofu")]
    claim, other = (_claim(f"On {thing}.", thing=thing) for thing in things)
    typed = {"itself": str(claim.pk), "other thing": str(other.pk)}.get(into, into)

    response = desk.post(reverse("claim_merge", args=[claim.pk]), {"into": typed})

    form = response.context["form"]
    assert (form.errors, form["into"].value(), families().root_of(claim.pk)) == ({"into": [message]}, typed, claim.pk)


def test_splitting_takes_the_chosen_passages_and_is_undone_from_the_page(desk):
    claim = _claim(passages=2)
    first, second = claim.appearances.order_by("pk")
    address = reverse("claim_split", args=[claim.pk])

    done = desk.post(address, FORM | {"appearances": [second.pk], "statement": "It harms some."})
    new = Claim.objects.get(split_from=claim)
    page = desk.get(new.get_absolute_url()).content.decode()
    undo = reverse("claim_unsplit", args=[new.pk])
    asked = desk.get(undo).status_code
    split = [list(each.appearances.all()) for each in (claim, new)]
    undone = desk.post(undo)

    assert (done.headers["Location"], undo in page, asked) == (new.get_absolute_url(), True, 200)
    assert split == [[first], [second]]
    assert (undone.headers["Location"], claim.appearances.count()) == (claim.get_absolute_url(), 2)
    assert reverse("claim_unmerge", args=[new.pk]) not in desk.get(claim.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("chosen", "message"), [(0, "Choose at least one passage."), (2, "Leave at least one passage where it is.")]
)
def test_split_of_none_or_all_is_refused_and_the_words_kept(desk, chosen, message):
    claim = _claim(passages=2)
    keys = list(claim.appearances.values_list("pk", flat=True))[:chosen]

    response = desk.post(reverse("claim_split", args=[claim.pk]), FORM | {"appearances": keys})

    form = response.context["form"]
    assert (form.errors, form["statement"].value()) == ({"appearances": [message]}, "Walking helps.")


def test_merged_claim_has_no_desk_but_the_undo(desk):
    one, other = _claim("It helps.", passages=2), _claim("It does help.")
    merge_claims(claim=one, into=other, by=MemberFactory(), at=NOON)

    found = [
        desk.get(reverse(name, args=[one.pk])).status_code
        for name in ("claim_edit", "quote_create", "claim_merge", "claim_split", "claim_unsplit", "claim_unmerge")
    ]

    assert found == [404, 404, 404, 404, 404, 200]


def test_party_to_a_dispute_keeps_none_of_its_claims(client, editor):
    mine = dispute(article=ArticleFactory(authors=[AuthorFactory(member=editor)]))
    claim, free = doubted(mine), _claim(passages=2)
    part = _split(free, free.appearances.last())
    merge_claims(claim=_claim("Merged."), into=claim, by=MemberFactory(), at=NOON)
    merged = Claim.objects.get(statement="Merged.")
    client.force_login(editor)

    found = [
        client.post(reverse("claim_edit", args=[claim.pk]), FORM).status_code,
        client.post(reverse("quote_create", args=[claim.pk]), {"place": "10.1002/x", "words": "x"}).status_code,
        client.post(reverse("quote_drop", args=[merged.appearances.get().pk])).status_code,
        client.post(reverse("claim_merge", args=[claim.pk]), {"into": free.pk}).status_code,
        client.post(reverse("claim_merge", args=[free.pk]), {"into": claim.pk}).status_code,
        client.post(reverse("claim_unmerge", args=[merged.pk])).status_code,
        client.post(reverse("claim_split", args=[claim.pk]), FORM).status_code,
        client.post(reverse("claim_unsplit", args=[part.pk])).status_code,
    ]

    assert found == [403, 403, 403, 403, 403, 403, 403, 302]
    assert "For editors" not in client.get(claim.get_absolute_url()).content.decode()
