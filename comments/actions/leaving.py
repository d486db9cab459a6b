"""What becomes of somebody's words, marks and name in discussions when they leave."""

from datetime import datetime
from functools import reduce
from operator import or_
from uuid import uuid4

from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.reading import names_of, slugs_of
from comments import consequences
from comments.actions.posting import _changed as note_change
from comments.actions.posting import touch
from comments.models import Comment, CommentRevision, Endorsement, HelpfulMark, Mention, Move
from comments.quoting import empty_quotes, rename_mentioned, rename_quoted, rename_slugs, renamed, said_in
from comments.reading import render_words
from comments.searching import follow_emptied
from comments.threading import root_of
from common.markdown import MarkdownTooLarge
from notifications.actions import forget_things, rename_in_things

ELLIPSIS = "…"
Status = Comment.Status


def leave_discussions(*, member: Member, former: Member, mode: str, at: datetime) -> None:
    """Take a member out of the discussions: with their words, or their name only.

    What they had deleted is emptied in any case. Words that staff still need to judge, or that their author can still
    appeal about, stay for staff alone: comments.consequences.KEPT_FOR_STAFF; empty_comment comes for them later.

    Args:
        member: who leaves; their row is locked.
        former: who stands in their place.
        mode: a Member.Leaving.
        at: when (aware).
    """
    own = Comment.objects.filter(author=member).order_by("pk")
    roots = {root_of(path) for path in own.values_list("path", flat=True)}
    list(Comment.objects.filter(pk__in=roots).order_by("pk").select_for_update(no_key=True))  # their counts follow
    rows = list(own.select_for_update(no_key=True))
    going = [row for row in rows if mode == Member.Leaving.REMOVE or row.status == Status.DELETED]
    kept = {key for keep in consequences.KEPT_FOR_STAFF for key in keep([row.pk for row in going], at)}
    said = _said_in(going)
    for row in going:
        take_away(row, at=at)
        if row.pk not in kept:
            empty_comment(row)
    stays = [f"comment:{row.pk}" for row in rows if row not in going]
    rename_in_things(
        subject_keys=stays, renamed=lambda text: renamed(text, keys=names_of(member), to=former.public_name)
    )
    _take_marks_back(member)
    _leave_quotes(member, former, said)
    _leave_mentions(member, former)
    for row in rows:
        row.submission_key, row.status_reason = uuid4(), ""  # a key is chosen in a browser: no two who left share one
    Comment.objects.bulk_update(rows, ["submission_key", "status_reason"], batch_size=500)
    for pk in {row.discussion_id for row in rows}:
        touch(pk)


def _said_in(rows):
    """Return everything that these comments ever said, title and text by themselves."""
    texts = CommentRevision.objects.filter(comment__in=rows).values_list("title", "body")
    now = [(row.title, row.body) for row in rows]
    return {text for pair in [*texts, *now] for text in pair if text}


def take_away(comment: Comment, *, at: datetime) -> None:
    """Let a tombstone stand in the place of a comment, whatever its status is; the words are another matter.

    Args:
        comment: a locked row.
        at: when (aware).
    """
    forget_things(subject_keys=[f"comment:{comment.pk}"])
    if comment.status == Status.DELETED:
        return
    comment.move_to(Status.DELETED)
    note_change(comment, "deleted", at, "")


def empty_comment(comment: Comment) -> None:
    """Empty the words of a deleted comment, with everything it ever said.

    Args:
        comment: a locked row in *deleted*.
    """
    emptied = {"title": "", "body": "", "body_html": ""}
    CommentRevision.objects.filter(comment=comment).update(**emptied, interest="")
    Move.objects.filter(comment=comment).update(from_title="", from_basis="", from_source=None)
    besides = {"interest": "", "basis": "", "source": None, "featured_at": None, "featured_by": None}
    Comment.objects.filter(pk=comment.pk).update(**emptied, **besides, status_reason="", removal_code="")


def _take_marks_back(member):
    """Delete a member's helpful marks and endorsements; the counts follow."""
    for model, column in ((HelpfulMark, "helpful_count"), (Endorsement, "endorsement_count")):
        marks = model.objects.filter(member=member)
        counted = Comment.objects.filter(pk__in=marks.values("comment"))
        discussions = set(counted.values_list("discussion", flat=True))
        counted.filter(**{f"{column}__gt": 0}).update(**{column: F(column) - 1})
        marks.delete()
        for pk in discussions:
            touch(pk)


def _leave_quotes(member, former, said):
    """Change what others quote: emptied words, and the name that stands above a quote."""
    keys, words = names_of(member), said_in(said)
    holds_quote = Q(body__contains=">")

    def changed(body, name, mark):
        return rename_quoted(empty_quotes(body, said=words, mark=mark), keys=keys, to=name)

    _rewrite_all(holds_quote, Q(author=member), former, changed)


def _leave_mentions(member, former):
    """Change the name where others mention it, by name or by slug, now or in what they said before."""
    keys, slugs = names_of(member), slugs_of(member)
    naming = list(Mention.objects.filter(member=member).values_list("comment", flat=True))
    holds_slug = reduce(or_, (Q(body__icontains=f"@{slug}") for slug in slugs))

    def changed(body, name, mark):
        return rename_mentioned(rename_slugs(body, slugs=slugs, to=name), keys=keys, to=name)

    _rewrite_all(holds_slug, Q(pk__in=[]), former, changed, also=naming)
    Mention.objects.filter(member=member).delete()


def _rewrite_all(holds, besides, former, changed, also=()):
    """Change the words of others, now and as they were; it is no edit, and what is not changed is not locked."""
    mark = _("[removed by its author]")

    def change(body):
        yield changed(body, former.public_name, f" {mark}")
        yield changed(body, ELLIPSIS, ELLIPSIS)  # never longer than what stood there: it can always be read

    rows = Comment.objects.filter(holds | Q(pk__in=also)).exclude(besides).order_by("pk")
    hit = [pk for pk, body in rows.values_list("pk", "body").iterator() if next(change(body)) != body]
    for comment in Comment.objects.filter(pk__in=hit).order_by("pk").select_for_update(no_key=True):
        _rewrite(comment, change(comment.body))
        follow_emptied(comment)
        touch(comment.discussion_id)
    revisions = CommentRevision.objects.filter(holds | Q(comment__in=also))
    for revision in revisions.exclude(comment__in=Comment.objects.filter(besides)).iterator():
        _rewrite(revision, change(revision.body))


def _rewrite(row, bodies):
    """Let a comment or a revision say the first of these that the site can read."""
    for body in bodies:
        if body == row.body:
            return
        try:
            html = render_words(body).html
        except MarkdownTooLarge:
            continue
        row.body, row.body_html = body, html
        row.save(update_fields=["body", "body_html"])
        return
