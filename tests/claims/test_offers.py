"""Before a doubt is sent, the reader is shown the dispute that is open, or was settled, about the same."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from claims.actions import AlikeHasMoved, join_open_dispute, merge_claims, register_claim, report_statement
from claims.forms.questions import choice_of
from claims.models import Claim, Dispute, Evidence, Report, Thing
from claims.reading import alike_to, plain_text_of
from tests.claims.scenes import WALKING, article_of, block_of, dispute, publish, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

BODY = """Walking is good for bones. It costs nothing. A long hike is better still.

Swimming is kind to joints.
"""


def _form(target, words, **changes):
    text = plain_text_of(target)
    start = text.index(words)
    return {
        "sentence": choice_of(text, start, start + len(words)),
        "reason": "outdated",
        "why": "It hurt my knee.",
        "submission_key": str(uuid.uuid4()),
    } | changes


def _post(client, target, data):
    route = ("statement_question", [target.revision.article.slug, target.key]) if hasattr(target, "key") else None
    name, args = route or ("comment_question", [target.pk])
    return client.post(reverse(name, args=args), data)


def _again(response, data, **answers):
    """Return the form of the second step as it is sent: what was typed, what was seen, and the answers."""
    return data | {"seen": response.context["offer"].found} | answers


def _offered(response):
    return [row.dispute for row in response.context["offer"].alike]


@pytest.fixture
def walking(db):
    """An open dispute about the first sentence of an article."""
    return dispute(article=ArticleFactory(body=BODY), words=WALKING, question="Is walking enough?", reason="unclear")


@pytest.fixture
def block(walking):
    """The block with the disputed sentence."""
    return block_of(article_of(walking), WALKING)


@pytest.fixture
def reader(client, member):
    """A reader who is signed in."""
    client.force_login(member)
    return member


def test_doubt_about_disputed_words_is_shown_the_dispute_and_not_stored(client, reader, walking, block):
    response = _post(client, block, _form(block, WALKING))

    assert (response.status_code, _offered(response), Report.objects.count()) == (200, [walking], 1)
    choices = response.context["offer"].fields["choice"].choices
    assert [value for value, _words in choices] == [f"join-{walking.pk}", f"evidence-{walking.pk}", "another"]
    page = response.content.decode()
    assert (walking.get_absolute_url() in page, "It hurt my knee." in page) == (True, True)


@pytest.mark.parametrize("words", ["Walking is good", "good for bones. It costs"], ids=["a part", "an overlap"])
def test_doubt_that_shares_a_sentence_is_shown_the_dispute(client, reader, walking, block, words):
    assert [row.dispute for row in alike_to(block, *_place(block, words), member=reader)] == [walking]


def _place(target, words):
    start = plain_text_of(target).index(words)
    return start, start + len(words)


def test_doubt_about_other_sentences_is_sent_at_once(client, reader, walking, block):
    response = _post(client, block, _form(block, "It costs nothing."))

    assert (response.status_code, Report.objects.filter(reporter=reader).count()) == (302, 1)


def test_doubt_about_words_that_moved_is_shown_the_dispute(client, reader, walking):
    article = article_of(walking)
    publish(article, "Swimming is kind to joints.", "Swimming is kind.\n\nAnd so is rest.")
    block = block_of(article, WALKING)

    response = _post(client, block, _form(block, WALKING))

    assert _offered(response) == [walking]


def test_doubt_about_words_that_changed_is_not_shown_the_dispute(client, reader, walking):
    article = article_of(walking)
    publish(article, WALKING, "Walking is bad for bones.")
    block = block_of(article, "Walking is bad")

    assert alike_to(block, *_place(block, "Walking is bad for bones."), member=reader) == []


def test_doubt_about_a_disputed_comment_is_shown_the_dispute_unless_it_was_edited(client, reader, db):
    comment = CommentFactory(body="Jumping is safe for all. So is rest.")
    row = dispute(target=comment, words="Jumping is safe for all.")
    place = _place(comment, "Jumping is safe for all.")
    before = [found.dispute for found in alike_to(comment, *place, member=reader)]
    comment.revision += 1

    assert (before, alike_to(comment, *place, member=reader)) == ([row], [])


@pytest.fixture
def hike(walking):
    """Walking, which the first side's claim is about; a hike is one too."""
    thing = Thing.objects.create(name="Walking", slug="walking", kind="habit", synonyms=["hike"])
    Claim.objects.filter(pk=walking.positions.get(order=0).claims.get().pk).update(thing=thing)
    return thing


def test_doubt_about_the_same_thing_is_shown_the_dispute(client, reader, walking, hike, block):
    response = _post(client, block, _form(block, "A long hike is better still."))

    assert [(row.dispute, row.has_same_words) for row in response.context["offer"].alike] == [(walking, False)]


@pytest.mark.parametrize("names_it", [0, 1, 2], ids=["its own", "in between", "the one that stands for all"])
def test_claim_is_about_the_thing_of_whatever_it_is_one_with(client, reader, walking, hike, block, names_it):
    said, who = {"thing": None, "stance": "effect", "values": []}, {"by": MemberFactory(), "at": NOON}
    others = [register_claim(statement=words, **said, **who) for words in ("Walk.", "Walk more.")]
    for row, into in pairwise(line := [walking.positions.get(order=0).claims.get(), *others]):
        merge_claims(claim=row, into=into, **who)
    Claim.objects.update(thing=None)
    Claim.objects.filter(pk=line[names_it].pk).update(thing=hike)
    dispute(article=ArticleFactory(body="Swimming is kind."), words="Swimming is kind.")

    assert [row.dispute for row in alike_to(block, *_place(block, "A long hike"), member=reader)] == [walking]


def test_dispute_about_the_same_words_goes_before_one_about_the_same_thing(client, reader, walking, hike, block):
    other = dispute(article=ArticleFactory(body="A long hike is better still."), words="A long hike is better still.")
    here = block_of(article_of(other), "A long hike")

    assert [row.dispute for row in alike_to(here, *_place(here, "A long hike"), member=reader)] == [other]


@pytest.mark.parametrize("status", ["reported", "dismissed"])
def test_dispute_that_is_not_open_is_not_shown(client, reader, walking, block, status):
    Dispute.objects.filter(pk=walking.pk).update(
        status=status, dismissal_reason="No.", decided_at=NOON, decided_by=reader, is_dismissal_public=True
    )

    assert alike_to(block, *_place(block, WALKING), member=reader) == []


def test_at_most_three_disputes_are_offered_the_oldest_first(client, reader, walking, hike):
    rows = [walking]
    for day in (3, 1, 2):
        row = dispute(article=ArticleFactory(), words=WALKING, at=NOON + timedelta(days=day))
        row.positions.get(order=0).claims.update(thing=hike)
        rows.append(row)
    target = CommentFactory(body="A hike a day.")

    offered = [row.dispute for row in alike_to(target, 0, 13, member=reader)]

    assert offered == [rows[0], rows[2], rows[3]]


def test_reader_joins_and_their_passage_stands_with_the_dispute(client, reader, walking, block):
    data = _form(block, WALKING)
    first = _post(client, block, data)

    response = _post(client, block, _again(first, data, choice=f"join-{walking.pk}"))

    made = Report.objects.get(reporter=reader)
    assert response.headers["Location"] == walking.get_absolute_url()
    assert (made.dispute, made.status, made.alike, made.why) == (walking, "joined", walking, "It hurt my knee.")
    assert (made.appearance.dispute, made.appearance.claim) == (walking, walking.positions.get(order=0).claims.get())
    assert Dispute.objects.count() == 1


def test_reader_who_joins_about_other_words_puts_no_mark_there(client, reader, walking, hike, block):
    words = "A long hike is better still."
    data = _form(block, words)
    first = _post(client, block, data)

    _post(client, block, _again(first, data, choice=f"join-{walking.pk}"))

    made = Report.objects.get(reporter=reader)
    assert (made.dispute, made.status, made.appearance.exact) == (walking, "joined", words)
    assert (made.appearance.dispute, list(walking.appearances.values_list("exact", flat=True))) == (None, [WALKING])


def test_mark_does_not_grow_over_a_sentence_that_nobody_has_let_in(client, reader, walking, block):
    words = "Walking is good for bones. It costs nothing."

    made = _join(walking, reader, block, words)

    assert (made.dispute, made.appearance.dispute) == (walking, None)


def _join(row, reporter, target, words, **fields):
    start, end = _place(target, words)
    return join_open_dispute(
        dispute=row, reporter=reporter, target=target, start=start, end=end, why="So do I.",
        submission_key=uuid.uuid4(), at=NOON, **({"reason": "outdated"} | fields),
    )  # fmt: skip


def test_doubt_that_it_could_hurt_makes_the_dispute_one_of_safety(reader, block):
    walking = dispute(article=block.revision.article, words="It costs nothing.", reason="unclear")

    _join(walking, MemberFactory(at=NOON), block, "It costs nothing.", reason="unsafe")

    walking.refresh_from_db()
    assert walking.is_safety is True


def test_younger_account_that_joins_does_not_make_it_one_of_safety(reader, block):
    walking = dispute(article=block.revision.article, words="It costs nothing.", reason="unclear")

    _join(walking, MemberFactory(at=NOON + timedelta(days=1)), block, "It costs nothing.", reason="unsafe")

    walking.refresh_from_db()
    assert walking.is_safety is False


@pytest.mark.parametrize("words", ["It costs nothing.", "A long hike is better still."])
def test_dispute_is_not_joined_by_what_has_nothing_to_do_with_it(reader, walking, block, words):
    with pytest.raises(AlikeHasMoved):
        _join(walking, reader, block, words)

    assert Report.objects.filter(reporter=reader).count() == 0


def test_dispute_is_joined_once(reader, walking, block):
    _join(walking, reader, block, WALKING)

    with pytest.raises(AlikeHasMoved):
        _join(walking, reader, block, WALKING)

    assert Report.objects.filter(reporter=reader).count() == 1


def test_form_sent_twice_joins_once(reader, walking, block):
    key = uuid.uuid4()
    start, end = _place(block, WALKING)
    fields = {"dispute": walking, "reporter": reader, "target": block, "start": start, "end": end, "reason": "unsafe"}

    made = [join_open_dispute(**fields, why="So do I.", submission_key=key, at=NOON) for _time in range(2)]

    assert (made[0] == made[1], Report.objects.filter(reporter=reader).count()) == (True, 1)


def test_reader_who_is_part_of_it_is_not_asked_to_join(client, reader, walking, block):
    _join(walking, reader, block, WALKING)

    response = _post(client, block, _form(block, WALKING))

    values = [value for value, _words in response.context["offer"].fields["choice"].choices]
    assert values == [f"evidence-{walking.pk}", "another"]
    assert "You have questioned this already" in response.content.decode()


def test_reader_brings_a_source_and_what_they_typed_goes_with_them(client, reader, walking, block):
    data = _form(block, WALKING, source_url="https://journal.example/1", why="A trial found otherwise.")
    first = _post(client, block, data)

    response = _post(client, block, _again(first, data, choice=f"evidence-{walking.pk}"))

    address = reverse("evidence_create", args=[walking.pk])
    form = client.get(address).context["form"]
    typed = (form["source_url"].value(), form["note"].value())
    assert (response.headers["Location"], typed) == (address, ("https://journal.example/1", "A trial found otherwise."))
    position = walking.positions.order_by("order").last()
    client.post(address, {"position": position.pk, "role": "supports", "source_url": typed[0], "note": typed[1]})
    assert Evidence.objects.get().note == "A trial found otherwise."
    assert client.get(address).context["form"]["note"].value() in ("", None)
    assert Report.objects.filter(reporter=reader).count() == 0


def test_what_was_typed_for_one_dispute_is_not_shown_at_another(client, reader, walking, block):
    data = _form(block, WALKING, source_url="https://journal.example/1")
    _post(client, block, _again(_post(client, block, data), data, choice=f"evidence-{walking.pk}"))
    other = dispute()

    assert client.get(reverse("evidence_create", args=[other.pk])).context["form"]["note"].value() in ("", None)


def test_another_matter_needs_its_reason_and_keeps_all_that_was_typed(client, reader, walking, block):
    data = _form(block, WALKING, source_url="https://journal.example/1")
    first = _post(client, block, data)

    response = _post(client, block, _again(first, data, choice="another"))

    offer, form = response.context["offer"], response.context["form"]
    assert offer.errors == {"why_another": ["Say in a sentence why it is another matter."]}
    assert (form["why"].value(), form["source_url"].value()) == ("It hurt my knee.", "https://journal.example/1")
    assert (Report.objects.filter(reporter=reader).count(), offer["choice"].value()) == (0, "another")
    assert "Error:" in response.content.decode().split("</title>")[0]


def test_another_matter_is_sent_with_its_reason_and_moderators_read_it(client, reader, moderator, walking, block):
    data = _form(block, WALKING)
    answers = {"choice": "another", "why_another": "Mine is about the pace."}
    _post(client, block, _again(_post(client, block, data), data, **answers))

    made = Report.objects.get(reporter=reader)
    assert (made.dispute != walking, made.dispute.status, made.status) == (True, "reported", "waiting")
    assert (made.alike, made.why_another, made.what_is_new, made.needs_review) == (
        walking, "Mine is about the pace.", "", False,
    )  # fmt: skip
    client.force_login(moderator)
    page = client.get(reverse("report_triage", args=[made.dispute_id])).content.decode()
    assert ("Mine is about the pace." in page, "Is walking enough?" in page) == (True, True)


def test_nothing_chosen_is_an_error(client, reader, walking, block):
    data = _form(block, WALKING)

    response = _post(client, block, _again(_post(client, block, data), data))

    assert response.context["offer"].errors == {"choice": ["Choose what you would like to do."]}


def test_answer_to_what_was_not_shown_is_not_taken(client, reader, walking, block):
    data = _form(block, WALKING) | {"choice": "another", "why_another": "Because.", "seen": "|open:0"}

    response = _post(client, block, data)

    offer = response.context["offer"]
    assert (response.status_code, offer.is_bound, Report.objects.count()) == (200, False, 1)
    assert (offer["choice"].value(), offer["why_another"].value()) == ("another", "Because.")


def test_step_back_over_a_mistake_loses_nothing(client, reader, walking, block):
    data = _form(block, WALKING)
    answers = {"choice": "another", "why_another": "Mine is “<about>” the pace."}
    sent = _again(_post(client, block, data), data, **answers)

    response = _post(client, block, sent | {"why": ""})

    page = response.content.decode()
    assert '<input type="hidden" name="why_another" value="Mine is “&lt;about&gt;” the pace.">' in page
    assert f'<input type="hidden" name="seen" value="{sent["seen"]}">' in page


def test_dispute_that_is_ruled_on_meanwhile_is_shown_anew(client, reader, editor, walking, block, monkeypatch):
    """The form answers an open dispute; between the look and the writing an editor rules."""
    data = _form(block, WALKING)
    sent = _again(_post(client, block, data), data, choice=f"join-{walking.pk}")
    real = join_open_dispute

    def late(**fields):
        rule(walking, by=editor)
        return real(**fields)

    monkeypatch.setattr("claims.actions.join_open_dispute", late)

    response = _post(client, block, sent)

    offer, form = response.context["offer"], response.context["form"]
    assert form.non_field_errors() == [
        "What the site showed you has changed meanwhile. Look at it again; your words stay."
    ]
    assert (list(offer.fields), form["why"].value()) == (["seen", "what_is_new"], "It hurt my knee.")
    assert Report.objects.filter(reporter=reader).count() == 0


@pytest.mark.parametrize("answer", [{"why_another": "Because."}, {"what_is_new": "A trial."}, {}])
@pytest.mark.parametrize("status", ["open", "ruled", "dismissed"])
def test_answer_must_fit_what_the_dispute_is_when_it_is_stored(reader, editor, walking, block, status, answer):
    if status == "ruled":
        rule(walking, by=editor)
    elif status == "dismissed":
        Dispute.objects.filter(pk=walking.pk).update(
            status=status, dismissal_reason="No.", decided_at=NOON, decided_by=reader
        )
    fits = (status, *answer) in {("open", "why_another"), ("ruled", "what_is_new")}
    start, end = _place(block, WALKING)
    fields = {"reporter": reader, "target": block, "start": start, "end": end, "reason": "unsafe", "why": "It hurt."}

    def send():
        return report_statement(**fields, submission_key=uuid.uuid4(), at=NOON, alike=walking, **answer)

    if fits:
        assert send().alike == walking
    else:
        with pytest.raises(AlikeHasMoved):
            send()
    assert Report.objects.filter(reporter=reader).count() == int(fits)
