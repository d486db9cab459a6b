"""Posting, editing and deleting comments."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction

from articles.actions import find_or_add_source
from articles.models import Article, Topic
from comments import consequences
from comments.actions.counting import hold_thread, recount
from comments.actions.naming import keep_mentions
from comments.actions.telling import announce, follow_own, take_back
from comments.actions.touching import touch
from comments.models import Comment, CommentRevision, Discussion, Draft, Question
from comments.permissions import can_delete
from comments.reading import is_free, is_open, render_words
from comments.screening import rule_that_holds
from comments.searching import follow
from comments.threading import DEEPEST, depth_of, path_of


class DiscussionClosed(Exception):
    """Nobody can post here now."""


class TooSoon(Exception):
    """The discussion is in slow mode; `again_at` is when the member can post again."""

    def __init__(self, again_at: datetime):
        super().__init__(f"again at {again_at}")
        self.again_at = again_at


def discussion_of(article: Article) -> Discussion:
    """Return the discussion of an article; it has one from its first publication on.

    Args:
        article: any; its discussion is made if it has none.
    """
    return Discussion.objects.get_or_create(article=article)[0]


def discussion_of_topic(topic: Topic) -> Discussion:
    """Return the discussion of a topic; it is made when somebody asks there first.

    Args:
        topic: any.
    """
    return Discussion.objects.get_or_create(topic=topic)[0]


def open_with_article(*, revision, previous, by, at: datetime) -> None:
    """Open the discussion of an article that goes live for the first time.

    Args:
        revision: the revision that went live.
        previous: the one before; None the first time.
        by: who published it; not looked at.
        at: when; not looked at.
    """
    if previous is None:
        discussion_of(revision.article)


def open_discussion() -> Discussion:
    """Make a discussion for something above this app (a dispute), which points at it.

    Returns:
        The new discussion.
    """
    return Discussion.objects.create()


def post_comment(
    *, discussion: Discussion, author, body: str, submission_key: UUID, at: datetime, kind="", title="", parent=None,
    interest="", draft_place="", basis="", cited: dict[str, str] | None = None,
) -> Comment:  # fmt: skip
    """Post a comment, once for each submission key: the same form sent again returns what the first made.

    Args:
        discussion: where.
        author: the member; the caller has checked can_post.
        body: Markdown, at most 10,000 characters.
        submission_key: the random key of the form.
        at: when (aware).
        kind: a Comment.Kind, for a root.
        title: of a question, at most 160 characters.
        parent: the comment replied to, in the same discussion.
        interest: what they say about their interest in a product, at most 300 characters; shown.
        draft_place: the form whose draft goes with the posting.
        basis: a Comment.Basis, of an answer.
        cited: what names the source that an answer cites, as find_or_add_source takes it; None for none.

    Returns:
        The comment, published or held; for a form that was sent before, the comment it made.

    Raises:
        DiscussionClosed: the discussion or the thread is closed, or what is replied to has gone.
        TooSoon: the discussion is in slow mode.
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    rendered = render_words(body)
    sent = Comment.objects.filter(author=author, submission_key=submission_key)
    if earlier := sent.first():
        return earlier
    try:
        with transaction.atomic():
            comment = _insert(
                discussion, author, parent, rendered, at,
                body=body, submission_key=submission_key, kind=kind, title=title, interest=interest,
                basis=basis, cited=cited,
            )  # fmt: skip
            _drop_draft(author, draft_place)
            return comment
    except IntegrityError:
        if earlier := sent.first():
            return earlier
        raise


def _insert(discussion, author, parent, rendered, at, *, body, submission_key, kind, title, interest, basis, cited):
    if parent:
        hold_thread(parent)
    discussion = Discussion.objects.select_for_update(of=("self",)).select_related("article").get(pk=discussion.pk)
    if earlier := Comment.objects.filter(author=author, submission_key=submission_key).first():
        return earlier  # the same form, sent at once, was waiting for the lock too
    in_reply_to = parent and Comment.objects.get(pk=parent.pk, discussion=discussion)
    if not is_open(discussion, in_reply_to=in_reply_to):
        raise DiscussionClosed
    _check_pace(discussion, author, at)
    hangs_on = in_reply_to
    if hangs_on and hangs_on.depth >= DEEPEST - 1:
        hangs_on = hangs_on.parent
    title = "" if in_reply_to else title
    rule = rule_that_holds(author, "\n".join([title, body, interest, *_named(cited)]))
    comment = Comment.objects.create(
        discussion=discussion,
        parent=hangs_on,
        in_reply_to=in_reply_to,
        author=author,
        kind="" if in_reply_to else kind or Comment.Kind.REMARK,
        title=title,
        body=body,
        body_html=rendered.html,
        interest=interest,
        basis=basis,
        source=find_or_add_source(by=author, at=at, **cited) if cited else None,
        status=Comment.Status.HELD if rule else Comment.Status.PUBLISHED,
        created_at=at,
        submission_key=submission_key,
    )
    comment.path = path_of(comment.pk, hangs_on.path if hangs_on else "")
    comment.depth = depth_of(comment.path)
    comment.save(update_fields=["path", "depth"])
    if comment.kind == Comment.Kind.QUESTION:
        Question.objects.create(comment=comment, active_at=at)
    _keep_revision(comment, at)
    follow_own(comment, at=at)
    keep_mentions(comment, rendered.members, at=at)
    _changed(comment, "held" if rule else "posted", at, rule)
    return comment


def _named(cited):
    """Return what a reader typed to name a source, as words to be screened: of an address, the host."""
    return [cited["reference"], urlsplit(cited["url"]).netloc] if cited else []


def _check_pace(discussion, author, at):
    pace = discussion.pace(at)
    if not pace:
        return
    last = discussion.comments.filter(author=author).order_by("-pk").values_list("created_at", flat=True).first()
    again_at = last and last + timedelta(seconds=pace)
    if again_at and at < again_at:
        raise TooSoon(again_at)


@transaction.atomic
def edit_comment(
    *, comment: Comment, body: str, by, at: datetime, interest: str | None = None, draft_place="",
    basis: str | None = None, cited: dict[str, str] | None = None,
) -> Comment:  # fmt: skip
    """Change the words of a comment; what it said before is kept, and readers can look at it.

    Within EDIT_FREE_MINUTES of posting, while nobody has answered it and nothing rests on its words (is_free), the new
    words take the place of the old ones: there is no mark, and only its author and the moderators see what it said.

    Args:
        comment: one that its author may edit (can_edit).
        body: the new Markdown.
        by: its author.
        at: when (aware).
        interest: see post_comment; None leaves it as it is.
        draft_place: the form whose draft goes with the change.
        basis: of an answer, see post_comment; None leaves it, and its source, as they are.
        cited: see post_comment.

    Returns:
        The comment as it is now, held if a rule keeps its new words back.

    Raises:
        common.markdown.MarkdownTooLarge: the body cannot be read.
        DiscussionClosed: it came under review, or went, meanwhile.
    """
    rendered = render_words(body)
    comment = _locked(comment)
    if not can_delete(by, comment):
        raise DiscussionClosed
    _drop_draft(by, draft_place)
    interest = comment.interest if interest is None else interest
    source = find_or_add_source(by=by, at=at, **cited) if cited else None
    basis, source = (comment.basis, comment.source) if basis is None else (basis, source)
    if (body, interest, basis, source) == (comment.body, comment.interest, comment.basis, comment.source):
        return comment
    list(Discussion.objects.select_for_update().filter(pk=comment.discussion_id))  # no reply comes between
    rule = rule_that_holds(by, "\n".join([comment.title, body, interest, *_named(cited)]))
    if is_free(comment, at):
        comment.revisions.filter(number=comment.revision).update(is_public=False)
    else:
        comment.edited_at = at
    comment.body, comment.body_html, comment.interest = body, rendered.html, interest
    comment.basis, comment.source = basis, source
    comment.revision += 1
    comment.save(update_fields=["body", "body_html", "interest", "basis", "source", "edited_at", "revision"])
    if rule and comment.status != Comment.Status.HELD:
        comment.move_to(Comment.Status.HELD)
    _keep_revision(comment, at)
    keep_mentions(comment, rendered.members, at=at, is_edit=True)
    _changed(comment, "held" if rule else "edited", at, rule)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, by, at: datetime) -> Comment:
    """Take back one's words: a tombstone stays, and so do the replies.

    Args:
        comment: one that its author may delete (can_delete).
        by: its author.
        at: when (aware).

    Returns:
        The comment, a tombstone.

    Raises:
        DiscussionClosed: it came under review, or went, meanwhile.
    """
    comment = _locked(comment)
    if not can_delete(by, comment):
        raise DiscussionClosed
    comment.move_to(Comment.Status.DELETED)
    keep_mentions(comment, (), at=at)
    _changed(comment, "deleted", at, "")
    return comment


def publish_words(comment: Comment, *, at: datetime) -> None:
    """Note that what a comment says now is public: its history may show it, and whom it names is told.

    Args:
        comment: one that is published now.
        at: when (aware).
    """
    comment.revisions.filter(number=comment.revision).update(is_public=True)
    keep_mentions(comment, render_words(comment.body).members, at=at)


def _drop_draft(member, place):
    """Delete what was kept of a form that has been sent."""
    if place:
        Draft.objects.filter(member=member, place=place).delete()


def _locked(comment):
    hold_thread(comment)
    return Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)


def _keep_revision(comment, at):
    is_public = comment.status == Comment.Status.PUBLISHED
    CommentRevision.objects.create(
        comment=comment,
        number=comment.revision,
        title=comment.title,
        body=comment.body,
        body_html=comment.body_html,
        interest=comment.interest,
        is_public=is_public,
        created_at=at,
    )


def _changed(comment, verb, at, rule):
    touch(comment.discussion_id)
    recount(comment)
    follow(comment)
    if verb == "posted":
        announce(comment)
    if verb in ("held", "deleted"):
        take_back(comment)
    for consequence in consequences.ON_CHANGED:
        consequence(comment=comment, verb=verb, at=at, rule=rule)
