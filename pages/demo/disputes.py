"""The demo's five disputes: open, ruled, open with a caution, dismissed in public, reported."""

import uuid
from dataclasses import replace
from datetime import timedelta

from articles import actions as articles
from articles.models import Block, Citation, Revision, Source
from claims import actions
from claims.gating import wording_key
from claims.models import Claim, Evidence, FacetValue, Resolution, Ruling, RulingEvidence
from claims.reading import passages_of, touched_by
from pages.demo import doubts
from pages.demo.discussion import NAMESPACE
from pages.demo.timeline import Stage, Story

Stance = Claim.Stance


def stories(stage: Stage) -> list[Story]:
    """Return a story for each dispute: reported, opened, ruled or dismissed, each by somebody who may.

    Args:
        stage: its people, articles and comments are there.
    """
    return [_leg_raises(stage), _heavy_lifting(stage), _one_clinic(stage), _yoga(stage), _jumping(stage)]


def _leg_raises(stage):
    at = yield 39
    report = _report(stage, doubts.LEG_RAISES, at)
    at = yield 37
    moderator = stage.people["moderator"]
    dispute = _open(report, doubts.ARE_LEG_RAISES_SAFE, by=moderator, at=at)
    at = yield 36
    second = _report(stage, doubts.LEG_RAISES_AGAIN, at)
    at = yield 35
    actions.join_report(dispute=second.dispute, into=dispute, by=moderator, at=at)
    at = yield 9  # nobody has ruled in four weeks, and somebody could be hurt
    actions.put_up_cautions(at=at)


def _heavy_lifting(stage):
    at = yield 28
    report = _report(stage, doubts.HEAVY_LIFTING, at)
    at = yield 27
    editor = stage.people["editor2"]
    articles.update_source(
        source=report.source,
        by=editor,
        at=at,
        title="LIFTMOR: high-intensity resistance and impact training in postmenopausal women",
        authors="Watson and others",
        venue="Journal of Bone and Mineral Research",
        year=2018,
        kind=Source.Kind.TRIAL,
        people_studied="Women after the menopause with low bone mass, supervised",
    )
    articles.check_source(source=report.source, by=editor, at=at)
    at = yield 26
    dispute = _open(report, doubts.IS_HEAVY_LIFTING_SAFE, by=editor, at=at)
    at = yield 25
    leave, heavy = dispute.positions.order_by("order")
    _state(leave, Stance.AGAINST, ["osteopenia", "osteoporosis"], by=editor, at=at)
    _state(heavy, Stance.RECOMMENDS, ["osteoporosis", "supervised", "high"], by=editor, at=at)
    nameless = actions.add_evidence(
        position=leave,
        source=Citation.objects.get(revision=report.appearance.revision, number=3).source,
        role=Evidence.Role.SUPPORTS,
        note="The article cites it where it speaks of a light weight",
        by=editor,
        at=at,
    )
    at = yield 24
    actions.set_caution(
        dispute=dispute, text=doubts.LIFT_WITH_HELP, expires_at=at + timedelta(days=144), by=editor, at=at
    )
    at = yield 23
    actions.set_aside_evidence(evidence=nameless, because=doubts.NAMELESS, by=stage.people["moderator"], at=at)
    actions.write_response(dispute=dispute, text=doubts.CAROL_ANSWERS, by=stage.people["carol"], at=at)
    at = yield 22
    actions.write_response(dispute=dispute, text=doubts.CAROL_SAYS_MORE, by=stage.people["carol"], at=at)
    _find_fair(heavy, by=stage.people["carol"], at=at)
    actions.word_dispute(dispute=dispute, **doubts.ABOUT_LIFTING, by=editor, at=at)


def _one_clinic(stage):
    at = yield 22
    report = _report(stage, doubts.ONE_CLINIC, at)
    at = yield 21
    dispute = _open(report, doubts.DOES_ONE_CLINIC_SAY_BOTH, by=stage.people["moderator2"], at=at)
    at = yield 20
    actions.dismiss_dispute(
        dispute=dispute,
        code="same_source",
        reason=doubts.SAME_DOCUMENT,
        publish=True,
        by=stage.people["editor2"],
        at=at,
    )


def _yoga(stage):
    at = yield 2
    _report(stage, doubts.YOGA, at)


def _jumping(stage):
    at = yield 27
    report = _report(stage, doubts.JUMPING, at)
    at = yield 26
    dispute = _open(report, doubts.IS_JUMPING_SAFE, by=stage.people["moderator"], at=at)
    at = yield 21
    editor = stage.people["editor2"]
    avoid, train = dispute.positions.order_by("order")
    _state(avoid, Stance.AGAINST, ["osteopenia", "osteoporosis"], by=editor, at=at)
    _state(train, Stance.RECOMMENDS, ["osteopenia", "no-fracture", "supervised"], by=editor, at=at)
    third = actions.add_position(
        dispute=dispute,
        **doubts.IT_DEPENDS,
        stance=Stance.DEPENDS,
        values=_values(["osteoporosis", "no-fracture", "vertebral"]),
        by=editor,
        at=at,
    )
    _say_about(avoid, stage.things["Jumping and jogging"], by=editor, at=at)
    at = yield 20
    _cite_the_consensus(stage, third, at)
    at = yield 19
    actions.write_response(dispute=dispute, text=doubts.RUTH_ANSWERS, by=stage.people["editor"], at=at)
    at = yield 18
    _find_fair(avoid, by=stage.people["editor"], at=at)
    _find_fair(train, by=stage.people["reader2"], at=at)
    actions.word_dispute(dispute=dispute, **doubts.ABOUT_JUMPING, by=editor, at=at)
    at = yield 14
    revision = _narrow(stage, at)
    at = yield 12
    finding = actions.Finding(
        outcome=Ruling.Outcome.QUALIFIED,
        **doubts.RULING,
        values=_values(["vertebral"]),
        weighed=[(row, RulingEvidence.Role.WEIGHED, "") for row in Evidence.objects.filter(position__dispute=dispute)],
        revision=revision,
        placements=_placements(revision),
    )
    actions.rule_dispute(dispute=dispute, finding=finding, by=editor, at=at)


def _cite_the_consensus(stage, position, at):
    consensus = articles.find_or_add_source(
        doi="10.1136/bjsports-2021-104634",
        title="Strong, steady and straight: UK consensus statement on physical activity and exercise for osteoporosis",
        authors="Brooke-Wavell and others",
        venue="British Journal of Sports Medicine",
        year=2022,
        kind=Source.Kind.GUIDELINE,
        people_studied="People with osteoporosis, with and without a broken vertebra",
        by=stage.people["editor2"],
        at=at,
    )
    actions.add_evidence(
        position=position,
        source=consensus,
        role=Evidence.Role.SUPPORTS,
        note="Moderate impact on most days; lower impact after a vertebra has broken",
        by=stage.people["physio"],
        at=at,
    )


def _narrow(stage, at):
    """Publish the article anew with the narrower advice, as its editor would."""
    article, editor = stage.articles["exercise"], stage.people["editor"]
    article.refresh_from_db()
    draft = article.draft
    articles.save_draft(
        article=article,
        title=draft.title,
        standfirst=draft.standfirst,
        body=draft.body.replace(doubts.IMPACT, doubts.NARROWED),
        base_version=draft.version,
        by=editor,
        at=at,
    )
    return articles.publish_draft(
        article=article,
        kind=Revision.Kind.CORRECTION,
        reason="The advice against jumping now says for whom it holds.",
        by=editor,
        at=at,
    )


def _placements(revision):
    """Place every mark that the revision touched on the narrower advice: it changed nothing else."""
    found = next(passage for passage in passages_of(revision) if passage.words == doubts.NARROWED)
    narrowed = replace(found, relation=Resolution.Relation.NARROWER, people=tuple(_values(["vertebral"])))
    return [(resolution, narrowed) for resolution in touched_by([revision])]


def _report(stage, doubt, at):
    target, start, end = _passage(stage, doubt.comment, doubt.words)
    return actions.report_statement(
        reporter=stage.people[doubt.reporter],
        target=target,
        start=start,
        end=end,
        reason=doubt.reason,
        why=doubt.why,
        values=_values(doubt.codes),
        source_url=doubt.source_url,
        against=_passage(stage, *doubt.against) if doubt.against else None,
        against_values=_values(doubt.against_codes),
        submission_key=uuid.uuid5(NAMESPACE, doubt.key),
        at=at,
    )


def _passage(stage, comment, words):
    """Return where the words stand: in the comment of this short name, or in the article if there is none."""
    if comment:
        target = stage.comments[comment]
    else:
        article = stage.articles["exercise"]
        article.refresh_from_db()
        target = Block.objects.get(revision=article.current_revision_id, text__contains=words)
    start = actions.plain_text_of(target).index(words)
    return target, start, start + len(words)


def _open(report, sides, *, by, at):
    return actions.open_dispute(
        dispute=report.dispute, question=sides.question, positions=list(sides.positions), by=by, at=at
    )


def _state(position, stance, codes, *, by, at):
    """Say what a side recommends, and for whom."""
    actions.edit_position(
        position=position,
        name=position.name,
        summary=position.summary,
        stance=stance,
        values=_values(codes),
        by=by,
        at=at,
    )


def _find_fair(position, *, by, at):
    """Let somebody who holds a side say that its summary is fair."""
    actions.mark_fair(position=position, wording=wording_key(position.summary), by=by, at=at)


def _say_about(position, thing, *, by, at):
    """Say what the claim of a side is about, where its words name several things."""
    claim = position.claims.get()
    actions.edit_claim(
        claim=claim,
        statement=claim.statement,
        thing=thing,
        stance=claim.stance,
        values=list(claim.population.values.all()),
        by=by,
        at=at,
    )


def _values(codes):
    return list(FacetValue.objects.filter(code__in=codes))
