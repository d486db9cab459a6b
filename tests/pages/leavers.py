"""A member who has used everything the site has, and where in the database something of them is found."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.actions import build_export, create_member, mute_member, rename_member, request_export
from accounts.models import Credential, Member
from articles.actions import find_or_add_source
from articles.models import Article
from claims.actions import add_evidence, mark_fair, open_dispute, write_response
from claims.gating import wording_key
from claims.models import Dispute, FacetValue
from claims.reading import Outside
from comments.actions import delete_comment, edit_comment
from comments.models import Comment, CommentRevision, Draft, Endorsement, HelpfulMark, Mention, Move
from moderation.actions import flag_comment, flag_member, lock_thread
from notifications.actions import follow, tell
from tests.accounts.licences import checked
from tests.accounts.steps import sign_in
from tests.claims import scenes
from tests.factories import NOON, PASSWORD, ArticleFactory, CommentFactory, MemberFactory
from tests.moderation.steps import decide, flagged

PERSON = "zqxperson"  # in whatever says who it was
WORDS = "zqxwords"  # in whatever they wrote
ELSEWHERE = "zqxelsewhere"  # in what a public document says, and where it is
INDEX = "the search index"  # its tables are other ones on each database
JUDGED_AT = NOON + timedelta(days=1)


@dataclass
class Life:
    """What the tests need of it."""

    member: Member
    client: Client
    article: Article
    root: Comment
    judged: Comment
    quote: Comment
    liked: Comment
    dispute: Dispute
    about_words: Dispute


def live(editor, moderator) -> Life:
    """Return a member who has filled every place in which something of a member can stand."""
    member = create_member(
        email=f"{PERSON}@example.org", public_name="Zqxperson Old", password=PASSWORD, at=NOON, confirmed=True
    )
    member = rename_member(member=member, public_name="Zqxperson", at=NOON)
    article, other = ArticleFactory(), MemberFactory()
    client = _sign_up_for_all(member, moderator)
    root, judged, quote, liked = _write(member, other, article)
    dispute, about_words = _dispute(member, editor, article, root)
    _judge(member, moderator, judged, liked, root)
    _follow_and_be_told(member, other, root)
    return Life(member, client, article, root, judged, quote, liked, dispute, about_words)


def _sign_up_for_all(member, moderator):
    client = Client(headers={"user-agent": f"{PERSON} browser"})
    sign_in(client, member)
    session = client.session
    session["kept_form"] = {"fields": [f"{WORDS} kept"]}
    session.save()
    EmailAddress.objects.create(user=member, email=f"{PERSON}.new@example.org")
    Authenticator.objects.create(user=member, type="webauthn", data={"name": f"{PERSON} key"})
    said = {"kind": f"{PERSON} nurse", "country": f"{PERSON} land", "register_url": f"https://example.org/{PERSON}"}
    checked(moderator, member, **said)
    LogEntry.objects.create(
        user=MemberFactory(), content_type=ContentType.objects.get_for_model(Member), object_id=member.pk,
        object_repr=str(member), action_flag=CHANGE,
    )  # fmt: skip
    return client


def _write(member, other, article):
    said = f"{WORDS} about walking every day"
    root = CommentFactory(article=article, author=member, kind="question", title=f"{WORDS} title", body=f"{WORDS} once")
    root = edit_comment(comment=root, body=said, by=member, at=NOON)
    Move.objects.create(
        comment=root, from_discussion=root.discussion, from_kind="question", from_title=f"{WORDS} title",
        reason="It asked nothing.", moved_by=MemberFactory(), moved_at=NOON, undone_at=NOON,
    )  # fmt: skip
    quote = CommentFactory(parent=root, author=other, body=f"**Zqxperson wrote:**\n\n> {said}\n\nSo do I.")
    edit_comment(comment=quote, body=f"{quote.body} Every day.", by=other, at=NOON)
    delete_comment(comment=CommentFactory(article=article, author=member, body=f"{WORDS} gone"), by=member, at=NOON)
    liked = CommentFactory(article=article, author=other)
    answer = CommentFactory(parent=liked, author=member, body=f"{WORDS} answer")
    source = find_or_add_source(url=f"https://example.org/{ELSEWHERE}", by=member, at=NOON)
    Comment.objects.filter(pk=answer.pk).update(basis="source", source=source, interest=f"{WORDS} shop")
    CommentRevision.objects.filter(comment=answer).update(interest=f"{WORDS} shop")
    HelpfulMark.objects.create(comment=liked, member=member, created_at=NOON)
    Endorsement.objects.create(
        comment=liked, member=member, credential=Credential.objects.get(member=member), created_at=NOON
    )
    Comment.objects.filter(pk=liked.pk).update(helpful_count=1, endorsement_count=1)
    named = CommentFactory(article=article, author=other, body="@Zqxperson what do you think?")
    Mention.objects.get_or_create(comment=named, member=member, defaults={"created_at": NOON})
    Draft.objects.create(member=member, place=f"discussion:{root.discussion_id}", values={"body": WORDS}, saved_at=NOON)
    judged = CommentFactory(article=article, author=member, body=f"{WORDS} buy it")
    return root, judged, quote, liked


def _dispute(member, editor, article, root):
    url, values = f"https://example.org/{ELSEWHERE}", [FacetValue.objects.get(code="80")]
    said = {"reporter": member, "reason": "contradicts", "article": article, "source_url": url}
    opened = scenes.report(**said, against=Outside(url, f"{ELSEWHERE} says no."), values=values)
    scenes.report(**said, against=Outside(url, f"{WORDS} outside."), words=scenes.JUMPING)
    Dispute.objects.get(pk=opened.dispute_id).reports.update(
        why=f"{WORDS} why", why_another=f"{WORDS} another", what_is_new=f"{WORDS} new"
    )
    sides = [("Yes", "Some say so."), ("No", "Some do not.")]
    dispute = open_dispute(dispute=opened.dispute, question="Is it so?", positions=sides, by=editor, at=NOON)
    for text in ("once", "now"):
        write_response(dispute=dispute, text=f"{WORDS} {text}", by=member, at=NOON)
    side = dispute.positions.get(order=1)
    mark_fair(position=side, wording=wording_key(side.summary), by=member, at=NOON)
    source = find_or_add_source(url="https://example.org/trial", by=member, at=NOON)
    add_evidence(position=side, source=source, role="supports", note=f"{WORDS} note", by=member, at=NOON)
    about = scenes.report(target=root, words=f"{WORDS} about walking")
    return dispute, open_dispute(dispute=about.dispute, question="Every day?", positions=sides, by=editor, at=NOON)


def _judge(member, moderator, judged, liked, root):
    flag_comment(comment=liked, reporter=member, reason="other", note=f"{WORDS} flag", at=NOON)
    said = {"statement": f"Zqxperson wrote {WORDS}.", "private_note": f"{PERSON} {WORDS}"}
    decide(flagged(judged, note=f"{PERSON}: {WORDS}"), moderator, at=JUDGED_AT, **said)
    case = flag_member(member=member, reporter=MemberFactory(), reason="other", note=f"{PERSON}", at=NOON).case
    decide(case, moderator, "suspend", at=JUDGED_AT, **said)
    flag_member(member=member, reporter=MemberFactory(), reason="other", note=f"{PERSON} again", at=JUDGED_AT)
    lock_thread(comment=root, is_locked=True, reason=f"{PERSON}: {WORDS}", by=moderator, at=NOON)


def _follow_and_be_told(member, other, root):
    follow(member=member, subject_key="claim:1", at=NOON)
    for whom in (member, other):
        tell(
            member=whom, kind="answer", subject_key=f"comment:{root.pk}", title="Zqxperson wrote", text=f"{WORDS}",
            url=root.get_absolute_url(), at=NOON, unique_key="answer",
        )  # fmt: skip
    mute_member(member=member, muted=other, at=NOON)
    mute_member(member=other, muted=member, at=NOON)
    export = request_export(member=member, at=NOON)
    build_export(export_id=export.pk, at=NOON)
    cache.set("held", "nothing of a member is cached")
    call_command("rebuild_search")


def found(needle) -> set[str]:
    """Return every column of every table of the database, of the search index too, that holds a needle."""
    hits = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name from the database
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                held = {name for name, value in zip(names, row, strict=True) if needle in _as_text(value)}
                hits |= {INDEX if table.startswith("search_") else f"{table}.{name}" for name in held}
    sessions = [str(row.get_decoded()) for row in Session.objects.all()]
    return hits | ({"django_session.session_data"} if needle in "".join(sessions).lower() else set())


def work() -> None:
    """Do what waits for the worker in the search index; a row that was done stays, as it does on a real site."""
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path__startswith="search."):
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.SUCCESSFUL)


def _as_text(value):
    if isinstance(value, memoryview | bytes):
        value = bytes(value).decode("utf-8", "replace")
    return str(value).lower()


def elsewhere(needle) -> list[str]:
    """Return the files and cached values that hold a needle; a zip counts by being there."""
    folders = [settings.EXPORT_DIR, settings.MEDIA_ROOT]
    files = [str(path) for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    kept = [str(key) for key, value in getattr(cache, "_cache", {}).items() if needle in _as_text(value)]
    return files + kept
