"""From an application to the badge, and muting: with JavaScript and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Credential
from articles.models import Article
from comments.models import Comment

WINDOW = {"width": 1200, "height": 900}
NUMBER = "RN-55-902"


@pytest.fixture
def article(site):
    """The demo's article on exercise."""
    return Article.objects.get(title__startswith="Exercise")


def _press(person, name):
    person.page.locator("main").get_by_role("button", name=name).first.click()
    person.page.wait_for_load_state()


def _main(person):
    return person.page.locator("main").inner_text()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_member_applies_and_wears_a_badge_once_a_moderator_has_checked(visit, article, scripts):
    comment = Comment.objects.get(discussion__article=article, author__public_name="Tom B")
    member, moderator = (visit(viewport=WINDOW, java_script_enabled=scripts) for _ in range(2))

    member.sign_in("reader2@example.org")
    member.go("/me/")
    member.page.get_by_role("link", name="My licence").click()
    member.page.get_by_role("link", name="Apply for a badge").last.click()
    member.page.get_by_label("What you are").fill("nurse")
    member.page.get_by_label("Country or state").fill("Norway")
    _press(member, "Send to the moderators")
    assert "Type the number, so that a moderator can look it up." in _main(member)
    member.page.get_by_label("Number of the licence").fill(NUMBER)
    _press(member, "Send to the moderators")
    assert "waiting for a moderator" in _main(member)

    moderator.sign_in("moderator@example.org")
    moderator.go("/moderation/")
    moderator.page.get_by_role("link", name="Licences").click()
    moderator.page.get_by_role("link", name="nurse, Norway").click()
    assert NUMBER not in _main(moderator)
    _press(moderator, "Show the number")
    assert NUMBER in _main(moderator)
    moderator.page.get_by_label("It is right").check()
    until = (timezone.now() + timedelta(days=700)).date()
    moderator.page.get_by_label("The badge is valid until").fill(until.isoformat())
    _press(moderator, "Record the decision")
    moderator.page.wait_for_url("**/moderation/credentials/")

    badge = f"Nurse, licence checked until {until:%-d %B %Y}"
    member.go(comment.get_absolute_url())
    assert badge in member.page.locator(f"#comment-{comment.pk} .proof").inner_text()
    member.go(comment.author.get_absolute_url())
    shown = " ".join(member.page.locator(".proof").inner_text().split())
    today = Credential.objects.get(kind="nurse", country="Norway").checked_at
    assert shown == (
        f"Nurse, Norway · licence checked by the moderators on {today:%-d %B %Y}, valid until {until:%-d %B %Y}"
    )
    member.page.get_by_role("link", name="licence checked by the moderators").click()
    assert "What was not checked" in _main(member)
    assert [person.complaints for person in (member, moderator)] == [[], []]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_muted_member_is_folded_away_until_they_are_read_again(visit, article, scripts):
    comment = Comment.objects.filter(discussion__article=article, author__public_name="June M").first()
    reader = visit(viewport=WINDOW, java_script_enabled=scripts)
    reader.sign_in("reader@example.org")
    reader.go(comment.author.get_absolute_url())
    _press(reader, "Mute this member")

    reader.go(article.get_absolute_url())
    folded = reader.page.locator("details.muted", has=reader.page.locator(f"#comment-{comment.pk}"))
    words = folded.locator(".text").first
    before = words.is_visible()
    folded.locator("summary").first.focus()
    reader.page.keyboard.press("Enter")
    after = words.is_visible()
    faults = reader.faults() if scripts else {}
    reader.go("/me/muted/")
    reader.page.get_by_role("button", name="Read them again").click()
    reader.page.wait_for_load_state()
    reader.go(article.get_absolute_url())

    assert (before, after, faults) == (False, True, {})
    assert reader.page.locator("details.muted").count() == 0
    assert reader.page.locator(f"#comment-{comment.pk} .text").first.is_visible()
