"""Readers quote a passage in what they post, and say later that it still holds what they took from it."""

from datetime import datetime

from django.db import transaction

from articles.models import Block, Revision
from audit.actions import record
from claims.actions.reports import add_appearance, hold_present
from claims.models import Appearance, Quotation, Resolution
from claims.permissions import can_look_at_quotation, is_own_quotation
from claims.reading.anchors import blocks_of
from claims.reading.passages import plain_text_of
from claims.reading.quoting import quotations_on
from claims.sentences import widen
from comments.actions import post_comment, touch
from comments.models import Comment


class ChangedAgain(Exception):
    """The passage is not what was looked at: it changed meanwhile, or somebody has looked."""


class NotTheirQuote(Exception):
    """Only who quoted it looks, and staff who did not write what is quoted."""


@transaction.atomic
def post_quotation(*, target: Block | Comment, start: int, end: int, author, at: datetime, **words) -> Comment:
    """Post a comment that quotes a passage: both are there, or neither.

    Args:
        target: a block of a live revision, or a published comment.
        start: first code point of the passage in the target's plain text.
        end: one past the last.
        author: the member; the caller has checked can_post.
        at: when (aware).
        **words: what else comments.actions.post_comment takes.

    Returns:
        The comment, published or held; for a form that was sent before, the comment it made.

    Raises:
        ValueError: the passage is empty or outside its text, or its words have changed since they were read.
        comments.actions.DiscussionClosed: the discussion or the thread is closed, or the comment has gone.
        comments.actions.TooSoon: the discussion is in slow mode.
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    sent = Comment.objects.filter(author=author, submission_key=words["submission_key"]).first()
    if sent:
        return sent
    hold_present(target)
    comment = post_comment(author=author, at=at, **words)
    if comment.created_at == at and not Quotation.objects.filter(comment=comment).exists():
        appearance = add_appearance(target, start, end, dispute=None, by=author, at=at)
        Quotation.objects.create(comment=comment, appearance=appearance)
    return comment


@transaction.atomic
def look_at_quotation(*, quotation: Quotation, number: int, by, at: datetime) -> Quotation:
    """Say that a comment holds although the passage it quotes has changed; a later change asks again.

    Args:
        quotation: one whose passage changed.
        number: of the revision that was looked at: of the article, or of the comment that is quoted.
        by: who wrote the comment; or a moderator or editor, whose look is logged.
        at: when (aware).

    Returns:
        The quotation, looked at.

    Raises:
        NotTheirQuote: they may not.
        ChangedAgain: the passage changed since then, or nothing waits.
    """
    quotation = Quotation.objects.select_for_update(of=("self",)).select_related("comment").get(pk=quotation.pk)
    if not can_look_at_quotation(by, quotation):
        raise NotTheirQuote
    shown = quotations_on([quotation.comment_id]).get(quotation.comment_id, [])
    now = next((row for row in shown if row.quotation.pk == quotation.pk), None)
    if now is None or not now.waits or now.number != number:
        raise ChangedAgain
    quotation.looked_by, quotation.looked_at, quotation.looked_number = by, at, number
    quotation.save(update_fields=["looked_by", "looked_at", "looked_number"])
    touch(quotation.comment.discussion_id)
    if not is_own_quotation(by, quotation):
        record(actor=by, verb="look_at_quotation", subject=quotation, at=at, after={"number": number})
    return quotation


def follow_quotes(*, comment: Comment, verb: str, at: datetime, rule: str = "") -> None:
    """Find what others quote of a comment in its new words: the whole sentences, once; else the quote has changed.

    Args:
        comment: which; its row is locked.
        verb: what happened to it; only "edited" and "held" come with new words.
        at: when; not looked at.
        rule: not looked at.
    """
    if verb not in ("edited", "held") or comment.revision == 1:
        return
    text = plain_text_of(comment)
    quoted = Appearance.objects.filter(comment=comment, pk__in=Quotation.objects.values("appearance"))
    found = []
    for row in quoted.exclude(comment_revision=comment.revision).order_by("pk"):
        at_first = text.find(row.sentences)
        if text.count(row.sentences) == 1 and _is_whole(text, at_first, at_first + len(row.sentences)):
            start = at_first + row.sentences.find(row.exact)
            row.comment_revision, row.start, row.end = comment.revision, start, start + len(row.exact)
            found.append(row)
    Appearance.objects.bulk_update(found, ["comment_revision", "start", "end"])


def _is_whole(text, start, end):
    """Tell whether words are whole sentences of a text, and no part of longer ones."""
    return widen(text, start, end) == (start, end)


def carry_looks(*, revision: Revision, previous: Revision | None) -> int:
    """Let a look hold for a new revision that leaves the passage as it was looked at; three queries at most.

    Args:
        revision: the new one; its rows are written.
        previous: the one before.

    Returns:
        How many looks hold on.
    """
    if previous is None:
        return 0
    looked = Quotation.objects.filter(appearance__article=revision.article_id, looked_number=previous.number)
    keys = list(looked.values_list("appearance", "appearance__block_key"))
    if not keys:
        return 0
    rows = Resolution.objects.filter(revision__in=[previous, revision], appearance__in=[pk for pk, _key in keys])
    states = {(row.appearance_id, row.revision_id): row.state for row in rows}
    texts = blocks_of([previous.pk, revision.pk])
    before, now = ({block.key: _said(block) for block in texts[pk]} for pk in (previous.pk, revision.pk))
    same = [
        pk
        for pk, key in keys
        if states.get((pk, previous.pk)) == states.get((pk, revision.pk)) and before.get(key) == now.get(key)
    ]
    return looked.filter(appearance__in=same).update(looked_number=revision.number)


def _said(block):
    """Return what a block says, and what governs it."""
    return block.text, block.container, block.lead_in, block.parent_item
