"""What a mail looks like: text and HTML, the headers that mail programs read, and only what is true when it leaves."""

import pytest

from comments.actions import delete_comment, edit_comment, tell_about
from notifications.actions import set_pace, tell
from notifications.emails import read_stop_token
from notifications.jobs import drain_outbox, send_mail
from notifications.models import OutboxMail
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.notifications.scenes import about_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(settings):
    """A member whose comments are answered, on a site with an address."""
    settings.SITE_URL = "https://example.org"
    return MemberFactory(public_name="Anna")


def _reply(asker, words="Walk <b>slowly</b> & often.", root=None):
    root = root or CommentFactory(author=asker)
    reply = CommentFactory(parent=root, author=MemberFactory(), body=words)
    tell_about(comment_id=reply.pk, at=NOON)
    return reply


def _parts(mail):
    return [part.get_content() for part in mail.iter_parts()]


def test_mail_says_who_writes_what_in_text_and_in_html(server, asker):
    reply = _reply(asker)

    drain_outbox.call()

    (mail,) = server.mails
    text, html = _parts(mail)
    title = reply.discussion.article.title
    address = f"https://example.org/comments/{reply.pk}/"
    name = reply.author.public_name
    assert mail["Subject"] == f"Discussion: {title}"
    lines = [line for line in text.splitlines() if line]
    assert lines[:2] == [f"A reply to you: {title}", f"{name} writes: Walk <b>slowly</b> & often."]
    assert f"<p>{name} writes: Walk &lt;b&gt;slowly&lt;/b&gt; &amp; often.</p>" in html
    assert (f"Read it on the site: {address}" in text, f'href="{address}"' in html) == (True, True)
    assert ("<img" in html, "<script" in html, "http://" in html) == (False, False, False)


def test_mail_has_one_click_headers_and_a_link_for_its_matter(server, asker):
    _reply(asker)

    drain_outbox.call()

    (mail,) = server.mails
    address = mail["List-Unsubscribe"].strip(" <>")
    token = address.removeprefix("https://example.org/mail/stop/").removesuffix("/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read_stop_token(token) == (asker.pk, "replies")
    assert [address in part for part in _parts(mail)] == [True, True]


def test_decision_about_oneself_has_nothing_to_stop(server, asker):
    about_case(asker)

    drain_outbox.call()

    (mail,) = server.mails
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (None, None)
    assert ["/mail/stop/" in part for part in _parts(mail)] == [False, False]


def test_mails_of_one_thread_stand_together_and_apart_from_another(server, asker):
    first = _reply(asker)
    _reply(asker, root=first.parent, words="And daily.")
    other = _reply(asker)

    drain_outbox.call()

    found = [(mail["References"], mail["In-Reply-To"]) for mail in server.mails]
    mine, another = (f"<thread-{reply.parent_id}@example.org>" for reply in (first, other))
    assert found == [(mine, mine), (mine, mine), (another, another)]
    assert len({mail["Message-ID"] for mail in server.mails}) == 3


def test_mail_says_what_the_comment_says_when_it_leaves(server, asker):
    reply = _reply(asker, words="My number is 0123.")
    edit_comment(comment=reply, body="I walk too.", by=reply.author, at=NOON)

    drain_outbox.call()

    text, html = _parts(server.mails[0])
    assert (["0123" in part for part in (text, html)], "writes: I walk too." in text) == ([False, False], True)


def test_mail_about_words_that_went_is_not_sent(server, asker):
    reply = _reply(asker)
    delete_comment(comment=reply, by=reply.author, at=NOON)

    assert (drain_outbox.call(), server.mails, OutboxMail.objects.count()) == (0, [], 0)


def test_mail_about_what_its_member_cannot_see_is_dropped(server, asker):
    reply = _reply(asker)
    article = reply.discussion.article
    type(article).objects.filter(pk=article.pk).update(withdrawn_at=NOON, withdrawn_reason="Out of date.")

    drain_outbox.call()

    mail = OutboxMail.objects.get()
    assert (server.mails, mail.state, mail.text) == ([], "dropped", "")


def test_mail_about_something_that_no_app_knows_is_dropped(server, asker):
    tell(member=asker, kind="reply", subject_key="riddle:1", title="?", text="?", url="/", at=NOON)

    drain_outbox.call()

    assert (server.mails, OutboxMail.objects.get().state) == ([], "dropped")


def test_mail_of_a_closed_account_is_dropped_and_a_new_address_is_used(server, asker):
    gone = MemberFactory()
    for member in (asker, gone):
        about_case(member)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    asker.email = "anna.new@example.org"
    asker.save(update_fields=["email"])

    drain_outbox.call()

    assert [envelope.rcpt_tos for envelope in server.envelopes] == [["anna.new@example.org"]]


def test_digest_stops_as_a_whole(server, asker):
    set_pace(member=asker, matter="replies", pace="daily")
    _reply(asker)
    mail = OutboxMail.objects.create(
        member=asker, to=asker.email, digest="daily", unique_key="digest/daily/x", next_try_at=NOON, created_at=NOON
    )
    asker.notices.update(digest=mail)

    send_mail(mail_id=mail.pk)

    token = server.mails[0]["List-Unsubscribe"].strip(" <>").rstrip("/").rpartition("/")[2]
    assert read_stop_token(token) == (asker.pk, "daily")
    assert "Stop your daily mail." in " ".join(_parts(server.mails[0])[0].split())
