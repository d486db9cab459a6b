"""The main job on real input: an article is published, discussed, questioned, mended, and ruled on."""

import pytest

from articles.models import Article, Revision
from claims.models import Dispute
from comments.models import Comment
from moderation.screening import screen
from tests.e2e.real_text import real_text

READERS = ("reader", "reader2", "physio")
STAFF_AND_READERS = (*READERS, "editor", "editor2", "moderator")


@pytest.fixture
def words():
    """The real page."""
    return real_text()


def _publish(editor, words):
    """Paste the text as a new article and publish it; return its row."""
    editor.go("/editorial/")
    editor.page.get_by_role("link", name="New article").click()
    editor.page.get_by_label("Title").fill(words.title)
    editor.page.get_by_label("Text", exact=True).fill(words.body)
    editor.page.get_by_role("button", name="Save draft").click()
    editor.page.get_by_role("link", name="Publish", exact=True).click()
    editor.page.get_by_role("button", name="Publish now").click()
    editor.page.wait_for_url("**/articles/**")
    return Article.objects.get(title=words.title)


def _comment(person, article, body):
    person.go(article.get_absolute_url() + "#post")
    person.page.get_by_label("Your comment").fill(body)
    person.page.get_by_role("button", name="Post comment").click()
    if screen(None, body):  # a price, a shop, an address: the site asks first
        person.page.get_by_label("Post it as it is").check()
        person.page.get_by_role("button", name="Post comment").click()
    person.page.wait_for_url("**#comment-*")


def _select(person, words):
    """Select these words in the article as a mouse would."""
    person.page.evaluate(
        """words => {
            for (const host of document.querySelectorAll('[data-words]')) {
                const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const start = walker.currentNode.data.indexOf(words);
                    if (start < 0) continue;
                    const node = walker.currentNode;
                    getSelection().setBaseAndExtent(node, start, node, start + words.length);
                    return;
                }
            }
            throw new Error('not on this page: ' + words);
        }""",
        words,
    )


def _question_leg_raise(reader, article, words):
    """Select the sentence, follow the bar, and say what is wrong."""
    reader.go(article.get_absolute_url())
    _select(reader, words.leg_raise)
    reader.page.get_by_role("link", name="Question the words you selected").click()
    assert reader.page.get_by_role("radio", name=words.leg_raise, exact=True).is_checked()
    reader.page.get_by_label("It could hurt someone").check()
    reader.page.get_by_label("In your own words").fill("The load on the spine is too high.")
    reader.page.get_by_label("Osteoporosis", exact=True).check()
    reader.page.get_by_role("button", name="Send to the editors").click()
    _go_on(reader, because="It is another article.")  # the demo has an open dispute about the same exercise
    reader.page.wait_for_url("**/me/reports/")


def _go_on(reader, because):
    """Answer what the site found before the doubt is sent: where another dispute is open, it is another matter."""
    reader.page.get_by_role("heading", name="Before you send it").wait_for()
    reader.page.get_by_label("It is another matter", exact=True).check()
    reader.page.get_by_label("It is another matter, because…").fill(because)
    reader.page.get_by_role("button", name="Go on", exact=True).click()


def _question_jumping(reader, article, words):
    """Take the link below the list item, and name the comment that it conflicts with."""
    reader.go(article.get_absolute_url())
    item = reader.page.locator("[data-words]", has_text=words.jumping)
    item.hover()
    item.locator("[data-ask]").click()
    reader.page.get_by_role("radio", name="It contradicts other advice here").check()
    comment = Comment.objects.get(discussion__article=article, body__startswith=words.prescribed)
    reader.page.get_by_label("What does it contradict?").select_option(f"c-{comment.pk}")
    reader.page.get_by_label("In your own words").fill("A professional told a reader to jump. Who is right?")
    reader.page.get_by_role("button", name="Send to the editors").click()
    reader.page.get_by_role("heading", name="Before you send it").wait_for()
    assert "Scope missing: Condition" in reader.page.locator("main").inner_text()
    reader.page.get_by_label("What is new since then?").fill("It is another article.")  # the demo has settled this one
    reader.page.get_by_role("button", name="Go on", exact=True).click()
    reader.page.wait_for_url("**/me/reports/")


def _open(moderator, dispute, question, first, second):
    moderator.go(f"/editorial/disputes/{dispute.pk}/")
    moderator.page.get_by_label("Open it for everyone").check()
    moderator.page.get_by_label("To open it: a neutral question").fill(question)
    moderator.page.get_by_label("The first position", exact=True).fill(first)
    moderator.page.get_by_label("The second position", exact=True).fill(second)
    moderator.page.get_by_label("What the first position says").select_option("Recommends")
    moderator.page.get_by_label("What the second position says").select_option("Advises against")
    moderator.page.get_by_role("button", name="Record the decision").click()
    moderator.page.wait_for_url("**/editorial/disputes/")


def _word(moderator, dispute, summaries):
    """Write a neutral summary of each side."""
    for position, summary in zip(dispute.positions.order_by("order"), summaries, strict=True):
        moderator.go(f"/editorial/positions/{position.pk}/")
        moderator.page.get_by_label("A neutral summary").fill(summary)
        moderator.page.get_by_role("button", name="Save the position").click()
        moderator.page.wait_for_url("**/disputes/**")


def _find_fair(person, dispute):
    """Press the one button that a holder of a side is shown."""
    person.go(dispute.get_absolute_url())
    person.page.get_by_role("button", name="This summary is fair").click()
    person.page.get_by_text("It is noted that you find this summary fair.").wait_for()


def _remove_plug(moderator, words):
    """Find the held post on the review desk, and remove it under the rule on promotion."""
    moderator.go("/moderation/?kind=held")
    moderator.page.locator("a[href*='/moderation/cases/']", has_text="").last.click()
    assert words.plug in moderator.page.locator("main").inner_text()
    moderator.page.get_by_label("Remove the comment").check()
    moderator.page.get_by_label("Under which rule").select_option(index=1)
    moderator.page.get_by_label("Reasons").fill("It names a shop and a price.")
    moderator.page.get_by_role("button", name="Record the decision").click()
    moderator.page.wait_for_url("**/moderation/")


def _narrow(editor, article, words):
    """Change the one passage and publish it as a correction."""
    editor.go(f"/editorial/articles/{article.pk}/")
    body = editor.page.get_by_label("Text", exact=True)
    body.fill(body.input_value().replace(words.jumping, words.jumping_narrowed))
    editor.page.get_by_role("button", name="Save draft").click()
    editor.page.get_by_role("link", name="Publish", exact=True).click()
    editor.page.get_by_label("Correction", exact=True).check()
    editor.page.get_by_label("What changed, and why?").fill("It now says whom the advice is for.")
    editor.page.get_by_role("button", name="Publish now").click()
    editor.page.wait_for_url("**/articles/**")
    return Revision.objects.get(article=article, number=2)


def _rule(second, dispute, revision, words):
    """Rule that it is right for some; every touched mark is placed first."""
    second.go(dispute.get_absolute_url())
    second.page.get_by_role("link", name="Rule on it").click()
    second.page.get_by_label("right for some").check()
    second.page.get_by_label("The ruling in plain words").fill("Impact is for people whose spine has never broken.")
    second.page.get_by_label("Your reasons").fill("The two sides spoke about different people.")
    second.page.get_by_label("I have none").check()
    second.page.get_by_label("A bone in the spine has broken").check()
    second.page.get_by_label(f"revision {revision.number}:").check()
    second.page.get_by_role("button", name="Sign the ruling").click()
    assert second.page.get_by_role("heading", name="There is a problem").is_visible()
    place = second.page.get_by_label("Where does it stand now")
    option = place.locator("option", has_text=words.jumping_narrowed).first.get_attribute("value")
    place.select_option(option)
    second.page.get_by_role("button", name="Sign the ruling").click()
    second.page.wait_for_url("**/ruling/receipt/")


@pytest.mark.django_db(transaction=True)
def test_main_job_from_pasted_text_to_the_receipt(visit, words):
    editor, second, moderator = visit(), visit(), visit()
    readers = [visit() for _ in READERS]
    for person, login in zip([*readers, editor, second, moderator], STAFF_AND_READERS, strict=True):
        person.sign_in(f"{login}@example.org")

    article = _publish(editor, words)
    for number, body in enumerate(words.comments):
        _comment(readers[number % 3], article, body)
    _question_leg_raise(readers[0], article, words)
    _question_jumping(readers[1], article, words)
    legs, jumping = Dispute.objects.filter(status="reported", appearances__article=article).order_by("pk").distinct()
    _open(moderator, legs, "Are leg lifts safe with thin bones?", "They train the belly", "They strain the spine")
    _open(moderator, jumping, "Is jumping safe with thin bones?", "Leave it out", "It can be prescribed")
    _remove_plug(moderator, words)
    _word(moderator, jumping, ["The article tells everybody to leave it out.", "A professional prescribed it."])
    _find_fair(editor, jumping)
    _find_fair(readers[1], jumping)
    revision = _narrow(editor, article, words)
    _rule(second, jumping, revision, words)

    readers[1].go("/me/notifications/")
    readers[1].page.get_by_role("button", name="Settled: Is jumping").first.click()
    receipt = readers[1].page.locator("main").inner_text()
    assert [line in receipt for line in (words.jumping, words.jumping_narrowed)] == [True, True]
    _assert_what_a_reader_sees(visit(), article, words)
    assert [person.complaints for person in (*readers, editor, second, moderator)] == [[]] * 6


def _assert_what_a_reader_sees(visitor, article, words):
    visitor.go(article.get_absolute_url())
    main = visitor.page.locator("main")
    strip = main.locator(".strip").inner_text()
    marked = [" ".join(mark.split()) for mark in main.locator(".prose mark.claim").all_inner_texts()]
    assert ("1 statement is disputed" in strip, "1 is right for some people" in strip) == (True, True)
    assert marked == [words.leg_raise, words.jumping_narrowed]
    assert main.locator(".prose mark.claim + .badge").all_inner_texts() == ["Disputed", "Right for some"]
    assert (words.plug in main.inner_text(), main.locator(".tombstone").count()) == (False, 1)
    assert main.locator(".comment").count() == len(words.comments) - 1
    main.locator(".prose mark.claim + .badge").last.click()
    main.locator("a.go").last.click()
    page = visitor.page.locator("main").inner_text()
    said = (words.jumping, words.jumping_narrowed, "Signed by Hanna Weiss", "Both sides found their summary fair.")
    assert [part in page for part in said] == [True] * 4
