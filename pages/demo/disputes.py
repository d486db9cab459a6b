"""The demo's five disputes: open, ruled, open with a caution, dismissed in public, reported."""

import uuid
from datetime import timedelta

from articles import actions as articles
from articles.models import Block, Revision, Source
from claims import actions
from claims.models import Claim, Evidence, FacetValue, Report, Resolution, Ruling
from pages.demo.discussion import NAMESPACE

Reason = Report.Reason
Stance = Claim.Stance

BEFORE = "- do not jump, run or do other high-impact exercise"
AFTER = "- do not jump or jog if a bone in your spine has ever broken; keep to brisk walking instead"


def load(people, article, comments, now):
    """Report, open, rule and dismiss, each by somebody who may.

    Args:
        people: members by login.
        article: the article on exercise.
        comments: its comments by short name.
        now: the time of loading.
    """
    _leg_raises(people, article, now)
    _heavy_lifting(people, article, now)
    _one_clinic(people, comments, now)
    _yoga(people, article, now)
    _jumping(people, article, comments, now)


def _leg_raises(people, article, now):
    words = "Straight-leg raises on the floor are a good way to strengthen the belly muscles"
    report = _report(
        people["june"],
        _block(article, words),
        words,
        Reason.UNSAFE,
        "The load on the vertebrae and the hip is too high for bone that has thinned.",
        ["osteoporosis"],
        "leg-raises",
        now - timedelta(days=39),
    )
    dispute = actions.open_dispute(
        dispute=report.dispute,
        question="Are straight-leg raises safe with osteoporosis?",
        positions=[
            (
                "A good way to train the belly",
                "On the floor the back is supported, so the belly can be trained safely.",
            ),
            ("Too much load for a thin spine", "Long legs are a long lever: the pull falls on the spine and the hip."),
        ],
        by=people["moderator"],
        at=now - timedelta(days=37),
    )
    second = _report(
        people["physio"],
        _block(article, words),
        words,
        Reason.UNSAFE,
        "The lower back lifts from the floor. Bridges and clamshells train the same muscles with less strain.",
        ["osteoporosis", "kyphosis"],
        "leg-raises-physio",
        now - timedelta(days=36),
    )
    actions.join_report(dispute=second.dispute, into=dispute, by=people["moderator"], at=now - timedelta(days=36))


def _heavy_lifting(people, article, now):
    words = "do not lift heavy weights"
    report = _report(
        people["carol"],
        _block(article, words),
        words,
        Reason.CONTRADICTS_SOURCE,
        "A trial had women with low bone mass lift heavy under supervision, and their bones got stronger.",
        ["osteoporosis"],
        "heavy",
        now - timedelta(days=28),
        source_url="https://doi.org/10.1002/jbmr.3284",
    )
    articles.update_source(
        source=report.source,
        by=people["editor2"],
        at=now - timedelta(days=27),
        title="LIFTMOR: high-intensity resistance and impact training in postmenopausal women",
        authors="Watson and others",
        venue="Journal of Bone and Mineral Research",
        year=2018,
        kind=Source.Kind.TRIAL,
        people_studied="Women after the menopause with low bone mass, supervised",
    )
    dispute = actions.open_dispute(
        dispute=report.dispute,
        question="Is heavy lifting safe with thin bones?",
        positions=[
            ("Leave heavy weights alone", "A heavy load can crush a vertebra that has thinned."),
            ("Heavy, with somebody watching", "Under supervision, heavy lifting made bone stronger in a trial."),
        ],
        by=people["editor2"],
        at=now - timedelta(days=26),
    )
    leave, heavy = dispute.positions.order_by("order")
    _state(leave, Stance.AGAINST, ["osteopenia", "osteoporosis"], people["editor2"], now - timedelta(days=25))
    _state(
        heavy, Stance.RECOMMENDS, ["osteoporosis", "supervised", "high"], people["editor2"], now - timedelta(days=25)
    )
    actions.add_evidence(
        position=heavy,
        source=report.source,
        role=Evidence.Role.SUPPORTS,
        note="Supervised, small groups, two sessions a week",
        by=people["carol"],
        at=now - timedelta(days=25),
    )
    actions.set_caution(
        dispute=dispute,
        text="Until this is settled, lift heavy weights only with a professional beside you.",
        expires_at=now + timedelta(days=120),
        by=people["editor2"],
        at=now - timedelta(days=24),
    )


def _one_clinic(people, comments, now):
    words = "The same clinic advises against running on one page and for it on another"
    report = _report(
        people["reader"],
        comments["runner"],
        words,
        Reason.CONTRADICTS_SOURCE,
        "I opened both links and they show the same text.",
        [],
        "clinic",
        now - timedelta(days=22),
    )
    opened = actions.open_dispute(
        dispute=report.dispute,
        question="Does one clinic give two answers about running?",
        positions=[
            ("Two pages, two answers", "A reader found a page for running and a page against it."),
            ("One page with two addresses", "Both links lead to the same document."),
        ],
        by=people["moderator2"],
        at=now - timedelta(days=21),
    )
    actions.dismiss_dispute(
        dispute=opened,
        code="same_source",
        reason="The two links differ only in “?p=1” at the end. They open one and the same document, so there is no "
        "conflict between them. Look at the address before you count two sources.",
        publish=True,
        by=people["editor2"],
        at=now - timedelta(days=20),
    )


def _yoga(people, article, now):
    words = "Yoga postures should be left out altogether by people with osteoporosis."
    _report(
        people["reader2"],
        _block(article, words),
        words,
        Reason.UNCLEAR,
        "All of them? My class leaves out the forward bends and helps my balance.",
        ["osteoporosis"],
        "yoga",
        now - timedelta(days=2),
    )


def _jumping(people, article, comments, now):
    item = "do not jump, run or do other high-impact exercise"
    advice = "She recommends skipping, jumping onto a step and jogging on grass for my bones."
    report = _report(
        people["reader"],
        _block(article, item),
        item,
        Reason.CONTRADICTS_ADVICE,
        "The article says no to everyone. A reader was told to jump by a professional. Who is right?",
        ["osteopenia"],
        "jumping",
        now - timedelta(days=27),
        against=_passage(comments["jumping"], advice),
    )
    dispute = actions.open_dispute(
        dispute=report.dispute,
        question="Are jumping and jogging safe with thin bones?",
        positions=[
            ("Thin bones and impact do not go together", "The article advised everyone with low bone mass against it."),
            ("Impact can be part of training", "A professional may prescribe it, watch it and raise it slowly."),
        ],
        by=people["moderator"],
        at=now - timedelta(days=26),
    )
    consensus = articles.find_or_add_source(
        doi="10.1136/bjsports-2021-104634",
        title="Strong, steady and straight: UK consensus statement on physical activity and exercise for osteoporosis",
        authors="Brooke-Wavell and others",
        venue="British Journal of Sports Medicine",
        year=2022,
        kind=Source.Kind.GUIDELINE,
        people_studied="People with osteoporosis, with and without a broken vertebra",
        by=people["editor2"],
        at=now - timedelta(days=20),
    )
    avoid, train = dispute.positions.order_by("order")
    _state(avoid, Stance.AGAINST, ["osteopenia", "osteoporosis"], people["editor2"], now - timedelta(days=21))
    _state(train, Stance.RECOMMENDS, ["osteopenia", "supervised"], people["editor2"], now - timedelta(days=21))
    third = actions.add_position(
        dispute=dispute,
        name="It depends on whether the spine has broken",
        summary="Most people with osteoporosis can do moderate impact; after a broken vertebra, keep it lower.",
        stance=Stance.DEPENDS,
        values=_values(["osteoporosis", "no-fracture", "vertebral"]),
        by=people["editor2"],
        at=now - timedelta(days=21),
    )
    actions.add_evidence(
        position=third,
        source=consensus,
        role=Evidence.Role.SUPPORTS,
        note="Moderate impact on most days; lower impact after a vertebra has broken",
        by=people["physio"],
        at=now - timedelta(days=20),
    )
    revision = _narrow(people, article, now - timedelta(days=14))
    for resolution in Resolution.objects.filter(revision=revision, appearance__exact=item):
        block = Block.objects.get(revision=revision, text__contains="has ever broken; keep to brisk")
        actions.place_anchor(
            resolution=resolution,
            target_block=block,
            start=0,
            end=len(block.text),
            by=people["editor2"],
            at=now - timedelta(days=13),
        )
    actions.rule_dispute(
        dispute=dispute,
        outcome=Ruling.Outcome.QUALIFIED,
        summary="With osteoporosis and a spine that has never broken, moderate impact such as jogging is supported on "
        "most days. After a broken vertebra, keep to lower impact, up to a brisk walk of 20 minutes a day.",
        reasoning="The two sides spoke about different people. The UK consensus of 2022 separates those whose spine "
        "has broken from those whose spine has not; the old sentence did not.",
        values=_values(["vertebral"]),
        revision=revision,
        no_change_because="",
        by=people["editor2"],
        at=now - timedelta(days=12),
    )


def _narrow(people, article, at):
    article.refresh_from_db()
    draft = article.draft
    articles.save_draft(
        article=article,
        title=draft.title,
        standfirst=draft.standfirst,
        body=draft.body.replace(BEFORE, AFTER),
        base_version=draft.version,
        by=people["editor"],
        at=at,
    )
    return articles.publish_draft(
        article=article,
        kind=Revision.Kind.CORRECTION,
        reason="The advice against jumping now says for whom it holds.",
        by=people["editor"],
        at=at,
    )


def _block(article, words):
    article.refresh_from_db()
    return Block.objects.get(revision=article.current_revision, text__contains=words)


def _passage(target, words):
    text = actions.plain_text_of(target)
    start = text.index(words)
    return target, start, start + len(words)


def _state(position, stance, codes, by, at):
    """Say what a side recommends, and for whom."""
    actions.edit_position(
        position=position, name=position.name, summary=position.summary, stance=stance, values=_values(codes), by=by,
        at=at,
    )  # fmt: skip


def _values(codes):
    return list(FacetValue.objects.filter(code__in=codes))


def _report(reporter, target, words, reason, why, codes, name, at, *, against=None, source_url=""):
    _, start, end = _passage(target, words)
    return actions.report_statement(
        reporter=reporter,
        target=target,
        start=start,
        end=end,
        reason=reason,
        why=why,
        values=_values(codes),
        source_url=source_url,
        against=against,
        submission_key=uuid.uuid5(NAMESPACE, name),
        at=at,
    )
