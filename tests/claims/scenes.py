"""Short ways to a report, an open dispute, and a new revision, all by the site's own verbs."""

import uuid
from datetime import timedelta

from articles.actions import publish_draft, save_draft
from articles.models import Article, Block
from claims.actions import (
    NewEvidence,
    merge_claims,
    open_dispute,
    plain_text_of,
    quote_passage,
    register_claim,
    reopen_dispute,
    report_statement,
    rule_dispute,
    split_claim,
)
from tests.factories import NOON, ArticleFactory, MemberFactory

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

    Args:
        row: the dispute.
        by: an editor who has nothing to do with it.
        at: when.
        **fields: what else the ruling says, as rule_dispute takes it.
    """
    said = {
        "outcome": "stands", "summary": "It is right.", "reasoning": "", "values": [], "revision": None,
        "no_change_because": "" if fields.get("revision") else "The trials agree.",
    }  # fmt: skip
    return rule_dispute(dispute=row, by=by, at=at, **(said | fields))


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
    return {"claim": claim, "passage": passage, "merged": merged, "part": part}
