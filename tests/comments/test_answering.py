"""An answer says what it rests on: in the form, on the page, and when it is changed."""

import uuid

import pytest
from django.urls import reverse

from articles.models import Source
from comments.models import Comment, Question
from tests.factories import CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db
SAY = ["Say whether this is your experience, or whether you cite a source."]
BARE = "This tells you what to do and names no source."


@pytest.fixture
def question():
    """A question by somebody else."""
    return CommentFactory(kind=Comment.Kind.QUESTION, title="Is walking enough?").question


@pytest.fixture
def address(question):
    """Where it is answered."""
    return reverse("comment_reply", args=[question.pk])


def _data(**changed):
    usual = {"body": "I walk every day, and it helps.", "basis": "experience", "submission_key": uuid.uuid4()}
    return usual | changed


def test_answer_from_experience_is_posted_and_shown(client, member, question, address):
    client.force_login(member)

    response = client.post(address, _data(), follow=True)

    answer = Comment.objects.get(parent=question.pk)
    question.refresh_from_db()
    assert response.redirect_chain[-1] == (f"{question.get_absolute_url()}#comment-{answer.pk}", 302)
    assert (answer.basis, answer.source, question.answer_count) == ("experience", None, 1)
    text = response.content.decode()
    assert ("Thank you. Your words are published." in text, BARE in text) == (True, False)
    assert "<b>Rests on:</b> my experience" in text


def test_answer_that_cites_a_source_keeps_one_record_of_it(client, member, question, address):
    client.force_login(member)
    sent = {"basis": "source", "source_url": "https://doi.org/10.1002/JBMR.3284."}

    client.post(address, _data(**sent))
    response = client.post(
        address, _data(basis="source", source_url="doi:10.1002/jbmr.3284", reference="LIFTMOR, 2018"), follow=True
    )

    first, second = Comment.objects.filter(parent=question.pk).order_by("pk")
    assert (first.source, Source.objects.get().doi) == (second.source, "10.1002/jbmr.3284")
    assert 'href="https://doi.org/10.1002/jbmr.3284" rel="ugc nofollow noopener"' in response.content.decode()


def test_source_without_a_link_is_called_by_its_name(client, member, question, address):
    client.force_login(member)

    client.post(address, _data(basis="source", reference="Strong bones, a book, 1998"))

    source = Comment.objects.get(parent=question.pk).source
    assert (str(source), source.year, source.link) == ("Strong bones, a book, 1998", 1998, "")


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"basis": ""}, {"basis": SAY}),
        ({"basis": "hearsay"}, {"basis": SAY}),
        ({"basis": "source"}, {"source_url": ["Give a link or a DOI, or say below what the source is called."]}),
        (
            {"source_url": "https://example.org/x"},
            {"basis": ["You have named a source. Choose “I cite a source”, or empty its fields."]},
        ),
        ({"body": " "}, {"body": ["Write a few words before you post."]}),
    ],
)
def test_answer_that_does_not_say_is_shown_again_with_its_words(client, member, question, address, changed, errors):
    client.force_login(member)

    response = client.post(address, _data(reference="", **changed))

    form = response.context["form"]
    assert (response.status_code, form.errors) == (200, errors)
    assert form["body"].value() == changed.get("body", "I walk every day, and it helps.")
    assert not Comment.objects.filter(parent=question.pk).exists()


@pytest.mark.parametrize("link", ["10.1002", "somewhere", "https://"])
def test_link_that_is_none_is_refused_beside_its_field(client, member, address, link):
    client.force_login(member)

    response = client.post(address, _data(basis="source", source_url=link))

    assert list(response.context["form"].errors) == ["source_url"]
    assert (Source.objects.count(), response.context["form"]["source_url"].value()) == (0, link)


def test_shop_in_the_name_of_a_source_waits_for_a_moderator(client, member, question, address):
    client.force_login(member)
    sent = _data(basis="source", reference="Bands for $124, discount code BONE", interest="I sell them.")

    client.post(address, sent)

    assert [row.status for row in Comment.objects.filter(parent=question.pk)] == ["held"]


def test_words_of_a_visitor_wait_with_what_they_rest_on(client, member, question, address):
    sent = _data(basis="source", source_url="https://example.org/x", reference="A trial")

    response = client.post(address, sent)
    client.force_login(member)
    form = client.get(address).context["form"]

    assert response.headers["Location"].startswith(reverse("account_login"))
    assert {name: form[name].value() for name in ("body", "basis", "source_url", "reference")} == {
        name: sent[name] for name in ("body", "basis", "source_url", "reference")
    }


def test_instruction_without_a_source_carries_a_note_until_it_names_one(client, member, question, address):
    client.force_login(member)

    client.post(address, _data(body="Take 1000 mg of calcium with your breakfast."))
    bare = client.get(question.get_absolute_url()).content.decode()
    answer = Comment.objects.get(parent=question.pk)
    client.post(
        reverse("comment_edit", args=[answer.pk]),
        {"body": answer.body, "basis": "source", "source_url": "https://example.org/x"},
    )
    sourced = client.get(question.get_absolute_url()).content.decode()

    answer.refresh_from_db()
    assert (BARE in bare, BARE in sourced, answer.basis, answer.source.url) == (
        True, False, "source", "https://example.org/x",
    )  # fmt: skip


def test_form_of_a_change_holds_what_the_answer_rests_on(client, member, question, address):
    client.force_login(member)
    client.post(address, _data(basis="source", source_url="https://example.org/x"))
    answer = Comment.objects.get(parent=question.pk)

    form = client.get(reverse("comment_edit", args=[answer.pk])).context["form"]
    client.post(reverse("comment_edit", args=[answer.pk]), {"body": answer.body, "basis": "experience"})

    assert [form[name].value() for name in ("basis", "source_url", "reference")] == [
        "source", "https://example.org/x", "",
    ]  # fmt: skip
    answer.refresh_from_db()
    assert (answer.basis, answer.source) == ("experience", None)


def test_reply_to_an_answer_says_nothing_of_its_basis(client, member, question):
    answer = CommentFactory(parent=question.comment)
    client.force_login(member)
    address = reverse("comment_reply", args=[answer.pk])

    fields = client.get(address).context["form"].fields
    client.post(address, {"body": "For how long?", "submission_key": uuid.uuid4(), "basis": "experience"})

    assert ("basis" in fields, Comment.objects.get(parent=answer).basis) == (False, "")


def test_closed_question_takes_neither_answers_nor_follow_ups(client, member, question, address):
    answer = CommentFactory(parent=question.comment)
    Question.objects.filter(pk=question.pk).update(
        close_reason="clinician", closed_by=MemberFactory(), closed_at=answer.created_at
    )
    client.force_login(member)

    answers = client.post(address, _data())
    replies = client.post(reverse("comment_reply", args=[answer.pk]), _data())
    text = client.get(question.get_absolute_url()).content.decode()

    assert (answers.status_code, replies.status_code, Comment.objects.count()) == (409, 409, 2)
    assert ("Post answer" in text, "needs a clinician" in text) == (False, True)


def test_restricted_member_sees_no_form(client, member, question):
    member.restrictions.create(ability="post", effect="refused", starts_at=question.active_at, reason="Rude.")
    client.force_login(member)

    text = client.get(question.get_absolute_url()).content.decode()

    assert ("Post answer" in text, "You cannot post here at the moment." in text) == (False, True)
