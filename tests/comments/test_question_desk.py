"""Staff close a question with a reason, open it again, and let one that was asked before lead to the earlier one."""

import pytest
from django.urls import reverse

from audit.models import Entry
from claims.actions import merge_dispute
from comments.actions import (
    CannotKeep,
    DiscussionClosed,
    NotTheirs,
    close_question,
    merge_question,
    reopen_question,
)
from comments.forms.desk import MergeForm
from comments.models import Comment, Question
from comments.searching import document_of
from notifications.actions import follow, followers_of
from notifications.models import Notice
from tests.claims.scenes import dispute
from tests.comments.asking import answer, question
from tests.factories import NOON, ArticleFactory, MemberFactory

REASONS = ["clinician", "off_topic", "unclear", "article"]
pytestmark = pytest.mark.django_db


def _close(client, asked, **fields):
    return client.post(reverse("question_close", args=[asked.pk]), {"reason": "unclear", "note": ""} | fields)


def _merge(client, asked, into, **fields):
    address = f"https://example.org{into.get_absolute_url()}"
    return client.post(reverse("question_merge", args=[asked.pk]), {"address": address, "note": ""} | fields)


def _page(client, asked):
    return client.get(asked.get_absolute_url()).content.decode()


def _told(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("member", flat=True))


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_closing_says_why_to_everybody_and_takes_no_answer(client, request, reason, role):
    staff, article = request.getfixturevalue(role), ArticleFactory()
    asked, follower = question(article=article), MemberFactory()
    follow(member=follower, subject_key=f"thread:{asked.pk}", at=NOON)
    client.force_login(staff)

    response = _close(client, asked, reason=reason, note="See the leaflet.", article=article.pk)

    asked.refresh_from_db()
    client.logout()
    page, entry = _page(client, asked), Entry.objects.get(verb="close_question")
    revision = article.current_revision if reason == "article" else None
    assert response.headers["Location"] == asked.get_absolute_url()
    assert (asked.close_reason, asked.close_note, asked.closed_by, asked.answered_by) == (
        reason, "See the leaflet.", staff, revision,
    )  # fmt: skip
    assert (entry.actor_id, entry.subject, entry.after["reason"]) == (staff.pk, f"question:{asked.pk}", reason)
    assert ["See the leaflet." in page, "This question is closed" in page, ">revision 1</a>" in page] == [
        True, True, reason == "article",
    ]  # fmt: skip
    assert (_told("question_closed"), _told("question_news")) == ([asked.comment.author_id], [follower.pk])
    with pytest.raises(DiscussionClosed):
        answer(asked)


def test_comment_below_an_answer_of_a_closed_question_is_refused(editor):
    asked = question()
    said = answer(asked)
    close_question(question=asked, reason="unclear", note="", by=editor, at=NOON)

    with pytest.raises(DiscussionClosed):
        answer(asked, parent=said)


def test_clinician_gets_a_calm_box_with_what_to_ask(client, editor):
    asked = question()
    close_question(question=asked, reason="clinician", note="", by=editor, at=NOON)

    page = _page(client, asked)

    assert ("who knows you" in page, "What to ask" in page, "is-unsafe" in page) == (True, True, False)


def test_form_without_a_reason_or_an_article_keeps_its_words(client, editor):
    asked = question()
    client.force_login(editor)

    nothing = _close(client, asked, reason="", note="Kept.").context["form"]
    no_article = _close(client, asked, reason="article", note="Kept.").context["form"]
    draft = _close(client, asked, reason="article", article=ArticleFactory(published=False).pk).context["form"]

    assert [(sorted(form.errors), form["note"].value()) for form in (nothing, no_article)] == [
        (["reason"], "Kept."), (["article"], "Kept."),
    ]  # fmt: skip
    assert sorted(draft.errors) == ["article"]
    asked.refresh_from_db()
    assert asked.closed_at is None


def test_second_closing_is_told_so(client, editor, moderator):
    asked = question()
    close_question(question=asked, reason="unclear", note="", by=moderator, at=NOON)
    client.force_login(editor)

    response = _close(client, asked, reason="off_topic")

    asked.refresh_from_db()
    assert (response.status_code, "closed already" in response.content.decode()) == (409, True)
    assert (asked.close_reason, asked.closed_by) == ("unclear", moderator)


@pytest.mark.parametrize("verb", ["question_close", "question_reopen", "question_merge", "question_unmake"])
def test_nobody_keeps_their_own_question_nor_do_readers(client, moderator, member, verb):
    asked = question(author=moderator)
    statuses = []
    for who in (moderator, member):
        client.force_login(who)
        address = reverse(verb, args=[asked.pk])
        statuses += [client.get(address).status_code, client.post(address, {"reason": "unclear"}).status_code]

    assert statuses == [403] * 4
    with pytest.raises(NotTheirs):
        close_question(question=asked, reason="unclear", note="", by=moderator, at=NOON)
    with pytest.raises(NotTheirs):
        close_question(question=asked, reason="unclear", note="", by=member, at=NOON)


@pytest.mark.parametrize(("reason", "has_article"), [("duplicate", False), ("article", False), ("unclear", True)])
def test_reason_that_does_not_go_with_the_rest_is_refused(editor, reason, has_article):
    article = ArticleFactory()
    with pytest.raises(ValueError, match=reason):
        close_question(
            question=question(), reason=reason, note="", by=editor, at=NOON, article=article if has_article else None
        )


def test_opening_again_takes_answers_and_is_logged(client, editor):
    asked = question()
    close_question(question=asked, reason="clinician", note="Ask them.", by=editor, at=NOON)
    client.force_login(editor)

    client.post(reverse("question_reopen", args=[asked.pk]), {"reason": "It is general."})

    asked.refresh_from_db()
    entry = Entry.objects.get(verb="reopen_question")
    assert (asked.closed_at, asked.close_reason, asked.close_note, asked.closed_by) == (None, "", "", None)
    assert (entry.before["reason"], _told("question_reopened")) == ("clinician", [asked.comment.author_id])
    assert answer(asked).status == Comment.Status.PUBLISHED
    with pytest.raises(CannotKeep):
        reopen_question(question=asked, reason="", by=editor, at=NOON)


def test_question_asked_before_leads_to_the_earlier_one_and_shows_its_answers_there(client, editor):
    earlier, later = question("How many stairs?"), question("Are stairs good?")
    own, other = answer(earlier, "Ten."), answer(later, "Twenty.")
    client.force_login(editor)

    response = _merge(client, later, earlier, note="The same.")

    client.logout()
    led = client.get(later.get_absolute_url())
    page = client.get(led.headers["Location"]).content.decode()
    assert response.headers["Location"] == later.get_absolute_url()
    assert (led.status_code, led.headers["Location"]) == (302, f"{earlier.get_absolute_url()}?from={later.pk}")
    assert ["Ten." in page, "Twenty." in page, "You came from" in page, "Are stairs good?" in page] == [True] * 4
    assert page.index("Ten.") < page.index("Twenty.")
    alone = client.get(f"{later.get_absolute_url()}?alone=1").content.decode()
    assert ("Twenty." in alone, "Ten." in alone, earlier.get_absolute_url() in alone) == (True, False, True)
    places = [client.get(row.get_absolute_url()).headers["Location"] for row in (own, other)]
    assert places == [
        f"{earlier.get_absolute_url()}#comment-{own.pk}", f"{later.get_absolute_url()}?alone=1#comment-{other.pk}",
    ]  # fmt: skip


def test_note_that_one_came_from_elsewhere_names_only_questions_that_lead_here(client):
    asked, other = question(), question("Something else?")

    page = client.get(f"{asked.get_absolute_url()}?from={other.pk}").content.decode()

    assert ("You came from" in page, "Something else?" in page) == (False, False)


def test_lists_show_only_the_earlier_one(client, editor):
    article = ArticleFactory()
    earlier, later = question("How many stairs?", article=article), question("Are stairs good?", article=article)
    merge_question(question=later, into=earlier, note="", by=editor, at=NOON)

    addresses = [reverse("question_list"), reverse("home"), reverse("article_questions", args=[article.slug])]
    pages = [client.get(address).content.decode() for address in addresses]

    assert [("How many stairs?" in page, "Are stairs good?" in page) for page in pages] == [(True, False)] * 3


def test_chain_leads_to_its_end_and_every_answer_is_shown_there(client, editor):
    first, second, third = (question(f"Question number {n}?") for n in range(3))
    answer(third, "Of the third.")
    merge_question(question=third, into=second, note="", by=editor, at=NOON)
    merge_question(question=second, into=first, note="", by=editor, at=NOON)

    led = client.get(third.get_absolute_url()).headers["Location"]
    page = client.get(led).content.decode()

    assert led == f"{first.get_absolute_url()}?from={third.pk}"
    assert ["Of the third." in page, "You came from" in page, "Question number 1?" in page] == [True] * 3


def test_undoing_gives_everything_back(client, editor):
    earlier, later, fan = question(), question("Are stairs good?"), MemberFactory()
    answer(later, "Twenty.")
    follow(member=fan, subject_key=f"thread:{later.pk}", at=NOON)
    before = list(Comment.objects.order_by("pk").values())
    merge_question(question=later, into=earlier, note="", by=editor, at=NOON)
    carried = fan in followers_of(f"thread:{earlier.pk}")
    client.force_login(editor)
    merged_page = _page(client, earlier)

    client.post(reverse("question_reopen", args=[later.pk]), {"reason": "Another matter."})

    later.refresh_from_db()
    assert (carried, fan in followers_of(f"thread:{earlier.pk}"), fan in followers_of(f"thread:{later.pk}")) == (
        True, False, True,
    )  # fmt: skip
    assert reverse("question_reopen", args=[later.pk]) in merged_page
    assert (later.duplicate_of, later.close_reason) == (None, "")
    assert list(Comment.objects.order_by("pk").values()) == before
    assert (client.get(later.get_absolute_url()).status_code, "Twenty." in _page(client, earlier)) == (200, False)
    assert Entry.objects.get(verb="unmerge_question").before == {"reason": "duplicate", "into": earlier.pk}


def test_asker_is_told_where_the_answers_are(editor):
    earlier, later = question(), question("Are stairs good?")

    merge_question(question=later, into=earlier, note="", by=editor, at=NOON)

    notice = Notice.objects.get(kind="question_merged")
    assert (notice.member, notice.url) == (later.comment.author, earlier.get_absolute_url())


@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_question_does_not_lead_to_words_that_are_not_public(client, editor, status):
    earlier, later = question("Secret stairs?"), question("Are stairs good?")
    earlier.comment.move_to(status, code="promotion" if status == "removed" else "")
    client.force_login(editor)

    form = _merge(client, later, earlier).context["form"]

    assert sorted(form.errors) == ["address"]
    with pytest.raises(CannotKeep):
        merge_question(question=later, into=earlier, note="", by=editor, at=NOON)


@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_words_that_are_not_public_are_not_shown_on_the_page_they_lead_to(client, editor, status):
    earlier, later, other = question(), question("Secret stairs?"), question("Open stairs?")
    answer(later, "Answer of the hidden one.")
    hidden = answer(other, "Hidden answer.")
    for row in (later, other):
        merge_question(question=row, into=earlier, note="", by=editor, at=NOON)
    for comment in (later.comment, hidden):
        comment.move_to(status, code="promotion" if status == "removed" else "")

    page = _page(client, earlier)

    words = ["Secret stairs", "Answer of the hidden", "Hidden answer", "Open stairs?"]
    assert [text in page for text in words] == [False, False, False, True]


def test_merging_where_it_cannot_be_is_refused(editor):
    first, second, third = (question(f"Question number {n}?") for n in range(3))
    merge_question(question=second, into=first, note="", by=editor, at=NOON)
    refused = [(first, first), (second, third), (third, second), (first, second)]

    for asked, into in refused:
        with pytest.raises(CannotKeep):
            merge_question(question=asked, into=into, note="", by=editor, at=NOON)

    assert list(Question.objects.exclude(duplicate_of=None).values_list("pk", "duplicate_of")) == [
        (second.pk, first.pk)
    ]


def test_own_question_joins_nothing_and_takes_nothing_in(moderator):
    own, other = question(author=moderator), question()

    for asked, into in ((own, other), (other, own)):
        with pytest.raises(NotTheirs):
            merge_question(question=asked, into=into, note="", by=moderator, at=NOON)


@pytest.mark.parametrize(
    ("address", "is_found"),
    [
        ("{pk}", True),
        ("#{pk}", True),
        ("/questions/{pk}/how-many-stairs/", True),
        ("https://example.org/questions/{pk}/how-many-stairs/?page=2#comment-5", True),
        ("how many stairs", False),
        ("/articles/{pk}/", False),
        ("9" * 30, False),
        ("", False),
    ],
)
def test_earlier_question_is_named_by_its_address(address, is_found):
    earlier, later = question(), question("Are stairs good?")

    form = MergeForm({"address": address.format(pk=earlier.pk)}, question=later, known=[])

    assert (form.is_valid(), form.cleaned_data.get("into")) == (is_found, earlier if is_found else None)


def test_alike_questions_are_offered_and_one_that_leads_elsewhere_is_followed(client, editor):
    first, second, later = question("Stairs or lift?"), question("Only stairs?"), question("Why stairs?")
    question("What about milk?")
    merge_question(question=second, into=first, note="", by=editor, at=NOON)
    client.force_login(editor)
    form = client.get(reverse("question_merge", args=[later.pk])).context["form"]

    _merge(client, later, second)

    later.refresh_from_db()
    assert [words for _pk, words in form.fields["chosen"].choices] == ["Stairs or lift?"]
    assert later.duplicate_of == first


@pytest.mark.parametrize("count", [1, 4])
def test_page_takes_the_same_queries_however_many_lead_to_it(client, editor, count, django_assert_num_queries):
    earlier = question()
    for number in range(count):
        later = question(f"Question number {number}?")
        answer(later, f"Answer number {number}.")
        answer(later, "Another one.")
        merge_question(question=later, into=earlier, note="", by=editor, at=NOON)

    with django_assert_num_queries(17):
        page = _page(client, earlier)

    assert page.count("Another one.") == count


def test_question_that_was_merged_is_found_by_the_earlier_one_alone(editor):
    earlier, later = question(), question("Are stairs good?")
    merge_question(question=later, into=earlier, note="", by=editor, at=NOON)

    assert [bool(document_of(row.pk)) for row in (earlier, later)] == [True, False]


def test_question_stands_for_itself_where_the_earlier_one_is_public_no_more(client, editor):
    earlier, later = question("How many stairs?"), question("Are stairs good?")
    merge_question(question=later, into=earlier, note="", by=editor, at=NOON)
    Comment.objects.filter(pk=earlier.pk).update(status="hidden")

    answer = client.get(later.get_absolute_url())

    assert (answer.status_code, "Are stairs good?" in answer.content.decode()) == (200, True)


def test_joined_question_of_a_discussion_that_nobody_can_open_is_not_shown(client, editor):
    earlier, row = question("How many stairs?"), dispute()
    later = question("Are stairs good?", discussion=row.discussion)
    answer(later, "Twenty.")
    merge_question(question=later, into=earlier, note="", by=editor, at=NOON)
    seen = _page(client, earlier)
    merge_dispute(dispute=row, into=dispute(), by=editor, at=NOON)  # its discussion is shown nowhere now

    assert ("Twenty." in seen, "Twenty." in _page(client, earlier), "Are stairs" in _page(client, earlier)) == (
        True, False, False,
    )  # fmt: skip
