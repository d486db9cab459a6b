"""A contradiction in the form: what the reporter is told before it is sent, and what they can put against it."""

import uuid

from django.urls import reverse

from claims.forms.questions import OUTSIDE, choice_of
from claims.models import ArticlePopulation, Report
from tests.claims.passages import AVOID, NOT_STATED, WALK, groups, population
from tests.claims.scenes import block_of
from tests.factories import ArticleFactory, CommentFactory


def _send(client, block, **changes):
    data = {
        "sentence": choice_of(block.text, 0, len(AVOID)), "reason": "contradicts", "why": "Which of them?",
        "submission_key": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(reverse("statement_question", args=[block.revision.article.slug, block.key]), data | changes)


def test_reporter_is_told_before_sending_and_once_more_after(client, member, article, avoid):
    comment = CommentFactory(article=article, body="It is in doi:10.1002/jbmr.3284 too.")
    client.force_login(member)

    first = _send(client, avoid[0], against=f"c-{comment.pk}")
    second = _send(client, avoid[0], against=f"c-{comment.pk}", seen=first.context["offer"].found)

    assert ("One and the same document" in first.content.decode(), Report.objects.count()) == (True, 1)
    assert second.status_code == 302
    me = client.get(reverse("notice_list")).content.decode()
    page = client.get(Report.objects.get().dispute.get_absolute_url()).content.decode()
    assert "What the site found: One and the same document." in me
    assert "One and the same document" in page


def test_missing_facet_is_asked_of_each_side_that_does_not_state_it(client, member, article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia"))
    comment = CommentFactory(article=article, body="Jump.")
    client.force_login(member)
    against = f"c-{comment.pk}"

    offer = _send(client, avoid[0], against=against).context["offer"]

    assert (offer.dissolved.label, list(offer.fields)) == (NOT_STATED, ["seen", "against_values"])
    offered = set(offer.fields["against_values"].queryset.values_list("facet__code", flat=True))
    assert offered == {"condition", "fracture"}


def test_stating_the_facet_shows_the_next_answer_and_keeps_what_was_said(client, member, article, avoid):
    ArticlePopulation.objects.create(article=article, population=population("osteopenia"))
    comment = CommentFactory(article=article, body="Jump.")
    client.force_login(member)
    against = f"c-{comment.pk}"
    seen = _send(client, avoid[0], against=against).context["offer"].found
    said = [value.pk for value in groups("osteoporosis")]

    shown = _send(client, avoid[0], against=against, seen=seen, against_values=said)
    offer = shown.context["offer"]
    sent = _send(client, avoid[0], against=against, seen=offer.found, against_values=said)

    assert (shown.status_code, offer.dissolved.label) == (200, "Different people: Condition")
    assert "checked" in str(offer["against_values"])
    assert (sent.status_code, Report.objects.get().against_population.values.get().code) == (302, "osteoporosis")


def test_unknown_group_is_an_error_and_nothing_breaks(client, member, article, avoid):
    comment = CommentFactory(article=article, body="Jump.")
    client.force_login(member)
    seen = _send(client, avoid[0], against=f"c-{comment.pk}").context["offer"].found

    response = _send(client, avoid[0], against=f"c-{comment.pk}", seen=seen, against_values=["x", "9" * 30])

    assert (response.status_code, list(response.context["offer"].errors)) == (200, ["against_values"])
    assert Report.objects.count() == 0


def test_another_sentence_of_the_same_text_can_be_chosen(client, member, avoid):
    block = avoid[0]
    client.force_login(member)
    start = block.text.index(WALK)
    key = f"s-{choice_of(block.text, start, start + len(WALK))}"

    offer = _send(client, block, against=key).context["offer"]
    _send(client, block, against=key, seen=offer.found)

    made = Report.objects.get()
    assert (made.appearance.exact, made.against.exact, made.against.block_key) == (AVOID, WALK, block.key)


def test_sentence_does_not_contradict_itself(client, member, avoid):
    client.force_login(member)
    key = f"s-{choice_of(avoid[0].text, 0, len(AVOID))}"

    response = _send(client, avoid[0], against=key)

    assert response.context["form"].errors == {"against": ["Choose another sentence than the one that you question."]}


def test_text_of_one_sentence_offers_no_other(client, member):
    article = ArticleFactory(body="Do not jump.")
    client.force_login(member)

    form = client.get(reverse("statement_question", args=[article.slug, block_of(article, AVOID).key])).context["form"]

    assert [name for name, _rows in form.fields["against"].choices] == ["", "Elsewhere"]


def test_outside_source_needs_its_address_and_its_words(client, member, avoid):
    client.force_login(member)

    response = _send(client, avoid[0], against=OUTSIDE)

    assert response.context["form"].errors == {
        "source_url": ["Give the web address or the DOI of the source that it contradicts."],
        "source_words": ["Copy the words that contradict it."],
    }


def test_outside_source_is_put_against_the_words(client, member, avoid):
    client.force_login(member)
    fields = {"against": OUTSIDE, "source_url": "https://clinic.example/jump", "source_words": "Jump daily."}

    offer = _send(client, avoid[0], **fields).context["offer"]
    _send(client, avoid[0], **fields, seen=offer.found)

    made = Report.objects.get()
    assert (offer.dissolved.label, made.against.exact, made.against.source) == (NOT_STATED, "Jump daily.", made.source)
