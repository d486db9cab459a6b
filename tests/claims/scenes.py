"""Short ways to a report, an open dispute, and a new revision, all by the site's own verbs."""

import uuid
from datetime import timedelta

from accounts.actions import set_role
from accounts.models import Member
from articles.actions import publish_draft, save_draft
from articles.models import Article, Block
from claims.actions import (
    Finding,
    NewEvidence,
    mark_fair,
    merge_claims,
    open_dispute,
    plain_text_of,
    post_quotation,
    propose_ruling,
    quote_passage,
    register_claim,
    reopen_dispute,
    report_statement,
    rule_dispute,
    second_ruling,
    split_claim,
)
from claims.gating import wording_key
from claims.models import Evidence, Quotation
from claims.permissions import holders_by_position
from claims.reading import needs_second
from comments.actions import discussion_of
from comments.models import Comment
from tests.factories import NOON, ArticleFactory, MemberFactory

SIGNED = {  # what every posted ruling says besides what is found, once its sides have had their time
    "reasoning": "The trials were weighed.", "has_no_interests": "on", "waiver": "Nobody has answered.",
}  # fmt: skip
WALKING = "Walking is good for bones."
JUMPING = "Do not jump."


def block_of(article, words):
    """Return the block of the live text that holds these words."""
    article.refresh_from_db()
    return Block.objects.get(revision=article.current_revision, text__contains=words)


def report(*, target=None, words=WALKING, article=None, reporter=None, reason="unsafe", at=NOON, **fields):
    """Report these words of an article, or of `target`."""
    if target is None:
        target = block_of(article or ArticleFactory(), words)
    start = plain_text_of(target).index(words)
    return report_statement(
        reporter=reporter or MemberFactory(), target=target, start=start, end=start + len(words), reason=reason,
        why="It hurt my knee.", submission_key=uuid.uuid4(), at=at, **fields,
    )  # fmt: skip


def dispute(*, by=None, question="Is it so?", at=NOON, **fields):
    """Report words and open the dispute about them."""
    made = report(at=at, **fields)
    sides = [("Yes", "Some say it is so."), ("No", "Some say it is not so.")]
    return open_dispute(dispute=made.dispute, question=question, positions=sides, by=by or MemberFactory(), at=at)


def rule(row, *, by, at=NOON + timedelta(days=10), **fields):
    """Rule on an open dispute, ten days after it was opened; without more words nothing changes, because it is right.

    Its sides have had their time to look at their summaries, and another editor seconds it where safety is at stake.

    Args:
        row: the dispute.
        by: an editor who has nothing to do with it.
        at: when.
        **fields: what else the ruling says, as Finding takes it.
    """
    let_wait(row, at)
    found = finding(row, **fields)
    if not needs_second(row, found.revision):
        return rule_dispute(dispute=row, finding=found, by=by, at=at)
    ruling = propose_ruling(dispute=row, finding=found, by=by, at=at)
    return second_ruling(ruling=ruling, by=second_editor(), at=at)


def finding(row, **fields):
    """Return a finding that weighs every source and waits no longer; `fields` say what is found instead."""
    said = {
        "outcome": "stands", "summary": "It is right.", "waiver": "Nobody has answered.",
        "no_change_because": "" if fields.get("revision") else "The trials agree.",
        "weighed": [(source, "weighed", "") for source in Evidence.objects.filter(position__dispute=row)],
    }  # fmt: skip
    return Finding(**(said | fields))


def let_wait(row, at):
    """Let every side have a summary, which stood long enough at this time for a ruling without their word."""
    row.positions.filter(summary="").update(summary="Some say so.")
    row.positions.update(summary_at=at - timedelta(days=7))


def second_editor():
    """Return an editor who has nothing to do with anything; the roles are there."""
    member = MemberFactory()
    set_role(member=member, group_name="Editor")
    return member


def find_fair(row):
    """Let one who holds each of the first two sides find its summary fair: two people."""
    first, second = row.positions.order_by("order")[:2]
    held = holders_by_position(row)
    one = min(held[first.pk])
    other = min(held[second.pk] - {one})
    for position, key in ((first, one), (second, other)):
        mark_fair(
            position=position, wording=wording_key(position.summary), by=Member.objects.get(pk=key), at=row.opened_at
        )


def new_source(row, *, link=""):
    """Return the form that opens an ended dispute again for a source that nobody has brought to it."""
    link = link or f"https://example.org/trial-{uuid.uuid4().hex}"
    side = row.positions.order_by("order").last()
    return {"cause": "evidence", "source_url": link, "position": side.pk, "role": "supports", "reason": "A new trial."}


def reopen(row, *, by, at, reason="A new trial.", link=""):
    """Open an ended dispute again for a source that nobody has brought to it."""
    form = new_source(row, link=link)
    evidence = NewEvidence(form["source_url"], row.positions.get(pk=form["position"]), form["role"])
    return reopen_dispute(dispute=row, reason=reason, evidence=evidence, by=by, at=at)


def article_of(dispute):
    """Return the article that a dispute's first words stand in."""
    return Article.objects.get(pk=dispute.appearances.order_by("pk").first().article_id)


def publish(article, old, new, *, by=None, kind="correction", at=NOON + timedelta(days=1)):
    """Publish a revision in which `old` reads `new`."""
    editor = by or MemberFactory()
    article = Article.objects.select_related("draft").get(pk=article.pk)
    draft = article.draft
    assert old in draft.body
    save_draft(
        article=article, title=draft.title, standfirst=draft.standfirst, body=draft.body.replace(old, new),
        base_version=draft.version, by=editor, at=at,
    )  # fmt: skip
    return publish_draft(article=article, kind=kind, reason="A reader asked.", by=editor, at=at)


def kept_claims(*targets, by=None, at=NOON):
    """Register a claim with a passage of each of two targets, another that is merged into it, and split it.

    Args:
        *targets: a block of a live revision or a comment, twice.
        by: an editor.
        at: when.

    Returns:
        By name: the claim, its passage, what was merged into it, and the part that was split off.
    """
    who, said = {"by": by or MemberFactory(), "at": at}, {"thing": None, "stance": "effect", "values": []}
    claim, merged = (register_claim(statement=words, **said, **who) for words in ("It helps.", "It does help."))
    passage, other = (quote_passage(claim=claim, target=target, start=0, end=4, **who) for target in targets)
    merge_claims(claim=merged, into=claim, **who)
    part = split_claim(claim=claim, appearances=[other], statement="It helps some.", **said, **who)
    return {"claim": claim, "passage": passage, "same": merged, "part": part}


def quotation(*, target, words=WALKING, by=None, at=NOON, body="Is this so?", **fields):
    """Post a comment that quotes these words of a block, or a reply that quotes them of a comment; return the row."""
    start = plain_text_of(target).index(words)
    if isinstance(target, Comment):
        where = {"discussion": target.discussion, "parent": target}
    else:
        where = {"discussion": discussion_of(target.revision.article), "kind": "remark"}
    comment = post_quotation(
        target=target, start=start, end=start + len(words), author=by or MemberFactory(), body=body,
        submission_key=uuid.uuid4(), at=at, **(where | fields),
    )  # fmt: skip
    return Quotation.objects.select_related("comment__discussion", "appearance").get(comment=comment)
