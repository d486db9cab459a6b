"""What relied on changed words waits until a person has looked at each; readers are told below the comment."""

import pytest
from django.urls import reverse

from articles.models import Author
from audit.models import Detail, Entry
from claims.actions import NotForYou, look_at_ripple
from claims.models import Appearance, ArticleMarks, Dispute, Ripple
from claims.permissions import can_look_at
from claims.reading import changed_passages, marks_for, waiting_ripples
from comments.actions import delete_comment, edit_comment
from comments.models import Comment
from tests.claims.relying import BODY, MOST, SAID, in_article, in_comment, said_below, touch, walking
from tests.claims.scenes import WALKING, article_of, block_of, dispute, report
from tests.factories import NOON, ArticleFactory, CommentFactory

TOLD = "The passage this relies on changed"


@pytest.fixture
def row(db):
    """An open dispute about walking, in an article with more to say."""
    return walking()


@pytest.fixture
def claim(row):
    """What the questioned words state."""
    return row.appearances.get().claim


def _looked(client, ripple, note="It still holds."):
    return client.post(reverse("ripple_look", args=[ripple.pk]), {"note": note, "send": "x"})


@pytest.mark.django_db
def test_looking_takes_it_off_the_list_and_is_logged(client, editor, row, claim):
    in_comment(claim, said_below(article_of(row)))
    [ripple] = touch(row)
    client.force_login(editor)
    before = client.get(reverse("editorial_home")).context["ripple_count"]

    response = _looked(client, ripple)

    ripple.refresh_from_db()
    entry = Entry.objects.get(verb="look_at_ripple")
    assert (response.headers["Location"], before) == (reverse("ripple_list"), 1)
    assert (ripple.looked_by, ripple.note, ripple.looked_at is None) == (editor, "It still holds.", False)
    assert (entry.actor_id, entry.subject) == (editor.pk, f"ripple:{ripple.pk}")
    assert Detail.objects.get(entry_id=entry.pk).private_note == "It still holds."
    assert client.get(reverse("ripple_list")).context["passages"] == []
    assert client.get(reverse("editorial_home")).context["ripple_count"] == 0


@pytest.mark.django_db
def test_second_look_is_turned_away(client, editor, row, claim):
    in_comment(claim, said_below(article_of(row)))
    [ripple] = touch(row)
    client.force_login(editor)
    _looked(client, ripple)

    response = _looked(client, ripple, "Another note.")

    ripple.refresh_from_db()
    assert (response.headers["Location"], ripple.note) == (reverse("ripple_list"), "It still holds.")
    with pytest.raises(ValueError, match="already"):
        look_at_ripple(ripple=ripple, note="", by=editor, at=NOON)


@pytest.mark.django_db
def test_note_that_is_too_long_comes_back_with_its_words(client, editor, row, claim):
    in_comment(claim, said_below(article_of(row)))
    [ripple] = touch(row)
    client.force_login(editor)

    response = _looked(client, ripple, "x" * 301)

    form = response.context["form"]
    assert (list(form.errors), form["note"].value(), form["note"].id_for_label) == (
        ["note"], "x" * 301, f"id_note_{ripple.pk}",
    )  # fmt: skip
    assert waiting_ripples(editor).count() == 1


@pytest.mark.django_db
def test_list_shows_the_words_before_and_after_and_what_relied_on_them(client, editor, row, claim):
    comment = said_below(article_of(row))
    in_comment(claim, comment)
    other = dispute(article=article_of(row), words="Rest on Sundays.", question="And rest?")
    touch(row)
    client.force_login(editor)

    [(passage, relied)] = client.get(reverse("ripple_list")).context["passages"]
    page = client.get(reverse("ripple_list")).content.decode()

    assert (passage.resolution.appearance.sentences, passage.revision.number) == (WALKING, 2)
    assert [(one.kind, one.quote and one.quote.words, bool(form)) for one, form in relied] == [
        ("A comment", SAID, True), ("Another dispute about the same passage", None, True),
    ]  # fmt: skip
    assert [comment.get_absolute_url() in page, other.question in page, "Nobody has said yet" in page] == [True] * 3
    resolution = passage.resolution
    place = f"{block_of(article_of(row), MOST).key}:0-{len(MOST)}"
    client.post(reverse("anchor_place", args=[resolution.pk]), {"place": place, "relation": "same"})
    assert f"<ins>{MOST}</ins> (the same claim in other words)" in client.get(reverse("ripple_list")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 4])
def test_list_takes_the_same_queries_however_much_waits(client, editor, count, django_assert_num_queries):
    for _number in range(count):
        row = dispute(article=ArticleFactory(body=BODY), words=WALKING)
        in_comment(row.appearances.get().claim, said_below(article_of(row)))
        in_article(row.appearances.get().claim, ArticleFactory(body=f"Ours. {SAID}"), SAID)
        dispute(article=article_of(row), words="Rest on Sundays.")
        touch(row)
    client.force_login(editor)

    with django_assert_num_queries(10):
        response = client.get(reverse("ripple_list"))

    assert [len(relied) for _passage, relied in response.context["passages"]] == [3] * count


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Comment.Status.HELD, Comment.Status.HIDDEN])
def test_words_that_are_not_public_are_not_shown_on_the_list(client, editor, row, claim, status):
    comment = said_below(article_of(row))
    in_comment(claim, comment)
    touch(row)
    comment.move_to(status)
    client.force_login(editor)

    page = client.get(reverse("ripple_list")).content.decode()

    assert (SAID in page, "[a comment that is not public]" in page) == (False, True)


@pytest.mark.django_db
def test_words_that_are_gone_wait_no_longer(editor, row, claim):
    comment = said_below(article_of(row))
    in_comment(claim, comment)
    touch(row)
    before = waiting_ripples(editor).count()

    delete_comment(comment=comment, by=comment.author, at=NOON)

    assert (before, waiting_ripples(editor).count()) == (1, 0)


@pytest.mark.django_db
def test_editor_does_not_look_at_their_own_words(client, editor, row, claim):
    mine = in_comment(claim, said_below(article_of(row), author=editor))
    byline = Author.objects.create(name="Ruth", slug="ruth", member=editor)
    article = in_article(claim, ArticleFactory(body=f"Ours. {SAID}", authors=[byline]), SAID)
    first = in_article(claim, ArticleFactory(body=f"Mine. {SAID}", by=editor), SAID)
    theirs = in_comment(claim, said_below(article_of(row)))
    own = dispute(article=article_of(row), words="Rest on Sundays.", reporter=editor)
    ripples = touch(row)
    client.force_login(editor)

    [(_passage, relied)] = client.get(reverse("ripple_list")).context["passages"]
    refused = [_looked(client, ripple).status_code for ripple in ripples]

    assert {one.ripple.appearance or one.ripple.dispute: form is None for one, form in relied} == {
        mine: True, article: True, first: True, theirs: False, own: True,
    }  # fmt: skip
    assert dict(zip([ripple.appearance or ripple.dispute for ripple in ripples], refused, strict=True)) == {
        mine: 403, article: 403, first: 403, theirs: 302, own: 403,
    }  # fmt: skip
    assert Ripple.objects.exclude(looked_at=None).count() == 1
    with pytest.raises(NotForYou):
        look_at_ripple(ripple=ripples[0], note="", by=editor, at=NOON)


@pytest.mark.django_db
def test_who_may_not_see_the_dispute_is_not_told_of_it(member, editor, row, claim):
    reported = report(article=article_of(row), words="Rest on Sundays.").dispute
    in_comment(claim, said_below(article_of(row)))
    doubted = report(target=said_below(article_of(row)), words=SAID).appearance
    Appearance.objects.filter(pk=doubted.pk).update(claim=claim)
    touch(row)

    found = [[ripple.dispute for ripple in waiting_ripples(who)] for who in (editor, member)]

    assert found == [[None, None, reported], [None]]
    assert [can_look_at(who, Ripple.objects.first()) for who in (editor, member)] == [True, False]


@pytest.mark.django_db
def test_reader_opens_neither_list_nor_look(client, member, row, claim):
    in_comment(claim, said_below(article_of(row)))
    [ripple] = touch(row)
    client.force_login(member)

    answers = [client.get(reverse("ripple_list")).status_code, _looked(client, ripple).status_code]

    ripple.refresh_from_db()
    assert (answers, ripple.looked_at) == ([403, 403], None)


def _page(client, row):
    return client.get(article_of(row).get_absolute_url())


@pytest.mark.django_db
def test_comment_says_that_the_passage_it_relies_on_changed_until_somebody_has_looked(client, editor, row, claim):
    comment = said_below(article_of(row))
    said_below(article_of(row))
    in_comment(claim, comment)
    quiet = _page(client, row)
    [ripple] = touch(row)

    loud = _page(client, row)
    client.force_login(editor)
    _looked(client, ripple)
    client.logout()
    after = _page(client, row)

    assert [page.content.decode().count(TOLD) for page in (quiet, loud, after)] == [0, 1, 0]
    assert list(loud.context["comment_ripples"]) == [comment.pk]


@pytest.mark.django_db
def test_comment_below_another_article_says_it_too(client, editor, row, claim):
    there = ArticleFactory()
    in_comment(claim, said_below(there))
    before = client.get(there.get_absolute_url())
    [ripple] = touch(row)

    loud = client.get(there.get_absolute_url())
    client.force_login(editor)
    _looked(client, ripple)
    client.logout()
    after = client.get(there.get_absolute_url())

    assert [TOLD in page.content.decode() for page in (before, loud, after)] == [False, True, False]
    assert ArticleMarks.objects.get(article=there).version == 3  # what caches ask


@pytest.mark.django_db
def test_dispute_page_says_it_below_its_comments_too(client, row, claim):
    comment = CommentFactory(discussion=row.discussion, body=SAID)
    in_comment(claim, comment)
    touch(row)

    assert TOLD in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_nothing_of_a_report_shows_below_a_comment(client, row, claim):
    """A report is nobody's business but its reporter's and the staff's."""
    article = article_of(row)
    against = (said_below(article), 0, len(SAID))
    report(target=block_of(article, WALKING), words=WALKING, reason="contradicts", against=against)
    reported = report(target=said_below(article), words=SAID).appearance
    Appearance.objects.filter(pk=reported.pk).update(claim=claim)

    ripples = touch(row)

    assert len([ripple for ripple in ripples if ripple.appearance]) == 2
    assert TOLD not in _page(client, row).content.decode()
    assert Dispute.objects.filter(status="reported").count() == 2


@pytest.mark.django_db
def test_comment_that_was_edited_since_says_nothing(client, row, claim):
    comment = said_below(article_of(row))
    in_comment(claim, comment)
    touch(row)
    edit_comment(comment=comment, body="I swim now.", by=comment.author, at=NOON)

    assert TOLD not in _page(client, row).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 3])
def test_marks_take_the_same_queries_however_many_comments_relied(row, claim, count, django_assert_num_queries):
    for _number in range(count):
        in_comment(claim, said_below(article_of(row)))
    touch(row)
    revision = article_of(row).current_revision
    discussion = said_below(article_of(row)).discussion

    with django_assert_num_queries(2):
        view = marks_for(revision, discussion.pk)

    assert len(view.comment_ripples) == count


@pytest.mark.django_db
def test_passages_are_grouped_with_what_relied_on_each(editor, row, claim):
    in_comment(claim, said_below(article_of(row)))
    other = dispute(article=ArticleFactory(body=BODY), words=WALKING)
    in_comment(other.appearances.get().claim, said_below(article_of(other)))
    in_comment(other.appearances.get().claim, said_below(article_of(other)))
    touch(row)
    touch(other)

    found = changed_passages(waiting_ripples(editor), editor)

    assert [(passage.resolution.appearance.dispute, len(passage.relied)) for passage in found] == [(row, 1), (other, 2)]
