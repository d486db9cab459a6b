"""Following, being told, reading, and stopping a mail signed out: with JavaScript switched off."""

import re
import uuid

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from accounts.models import Member
from articles.models import Article
from comments.actions import post_comment
from comments.models import Comment
from notifications.models import Notice, Subscription
from notifications.reading import preferences_of

SLUG = "exercise-for-thin-bones-what-helps-and-what-to-leave-out"
WORDS = "I hold on to a chair while I do it."


def _work():
    """Let the worker do all that is due."""
    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="e2e", excluded_queue_names=[],
    ).run()  # fmt: skip


def _reply(root, login):
    """Let somebody answer a comment."""
    author = Member.objects.get(email=f"{login}@example.org")
    return post_comment(
        discussion=root.discussion, author=author, body=WORDS, submission_key=uuid.uuid4(), at=timezone.now(),
        parent=root,
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_member_follows_a_thread_is_told_of_a_reply_and_reads_it(visit, site):
    article = Article.objects.get(slug=SLUG)
    root = Comment.objects.filter(discussion__article=article, parent=None, status="published").earliest("pk")
    reader = visit(java_script_enabled=False, viewport={"width": 390, "height": 800})
    reader.sign_in("reader2@example.org")
    reader.go(article.get_absolute_url())
    reader.page.locator(f"#comment-{root.pk}").get_by_role("button", name=f"Follow what {root.author} began").click()
    said = reader.page.locator(f"#comment-{root.pk} [role=status]").inner_text()
    _work()
    Notice.objects.update(read_at=timezone.now())  # what the demo told
    _reply(root, "gail")
    _work()

    reader.go("/")
    reader.page.get_by_role("link", name="Notices 1 new").click()
    entry = reader.page.locator("li[id^=notice]").first
    told = entry.inner_text()
    entry.get_by_role("button", name="Open").click()

    assert said == "You follow this now. What you follow is listed on your pages."
    assert ("New in a discussion that you follow" in told, f"Gail P writes: {WORDS}" in told) == (True, True)
    assert reader.page.url.endswith(f"#comment-{Comment.objects.get(body=WORDS).pk}")
    reader.go("/")
    assert reader.page.get_by_role("link", name="Notices", exact=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_mail_is_stopped_signed_out_by_a_button_and_not_by_a_look(visit, site):
    asker = Member.objects.get(email="reader2@example.org")
    root = Comment.objects.filter(author=asker, parent=None, status="published").earliest("pk")
    _work()
    mail.outbox.clear()
    _reply(root, "gail")
    _work()
    (message,) = [each for each in mail.outbox if each.to == [asker.email]]
    address = re.search(r"sign in: (\S+/mail/stop/\S+)", message.body).group(1)
    stranger = visit(java_script_enabled=False)

    stranger.page.goto(address)
    looked = preferences_of(asker)["replies"]
    stranger.page.get_by_role("button", name="Stop these mails").click()

    assert message.extra_headers["List-Unsubscribe"] == f"<{address}>"
    assert stranger.page.locator("h1").inner_text() == "We have stopped these mails"
    assert (looked, preferences_of(asker)["replies"]) == ("once", "site")


@pytest.mark.django_db(transaction=True)
def test_member_chooses_a_daily_mail_and_leaves_what_they_follow(visit, site):
    member = Member.objects.get(email="reader2@example.org")
    reader = visit(java_script_enabled=False)
    reader.sign_in(member.email)
    reader.go(f"/articles/{SLUG}/")
    reader.page.locator(".article-head").get_by_role("button", name="Follow").click()
    reader.go("/me/notifications/settings/")
    reader.page.get_by_label("Replies to what I wrote").select_option(label="In one mail a day")
    reader.page.get_by_role("button", name="Save").click()
    before = Subscription.objects.filter(member=member).count()
    reader.go("/me/following/")
    reader.page.get_by_role("button", name="Stop following").first.click()

    assert preferences_of(member)["replies"] == "daily"
    assert reader.page.locator(".message").inner_text() == "You follow this no longer."
    assert Subscription.objects.filter(member=member).count() == before - 1
