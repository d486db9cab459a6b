"""Claims, anchors, disputes and rulings."""

from articles.actions import find_or_add_source
from claims.models import Claim, Evidence, Population, Resolution, Ruling, RulingAnchor
from tests.claims import scenes
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.guards.breaks.rows import again, change


def _claim():
    return Claim.objects.create(
        statement="Walking is good for bones.", stance="effect", population=Population.objects.create()
    )


def _appearance():
    return scenes.report().appearance


def _resolution():
    return Resolution.objects.get(appearance=_appearance())


def _position():
    return scenes.dispute().positions.order_by("order").first()


def _evidence():
    member = MemberFactory()
    return Evidence.objects.create(
        position=_position(), source=find_or_add_source(reference="Smith 2012.", by=member, at=NOON), added_by=member,
        added_at=NOON,
    )  # fmt: skip


def _ruling():
    return Ruling.objects.create(
        dispute=scenes.dispute(), outcome="stands", summary="It is so.", no_change_because="It is right.",
        ruled_by=MemberFactory(), ruled_at=NOON,
    )  # fmt: skip


def _ruling_anchor():
    ruling = _ruling()
    return RulingAnchor.objects.create(ruling=ruling, appearance=ruling.dispute.appearances.get(), before="Walking.")


BREAKS = {
    "claims_claim_stance": lambda: change(_claim(), stance="shrugs"),
    "claims_appearance_one_place": lambda: change(_appearance(), comment=CommentFactory()),
    "claims_appearance_article_with_revision": lambda: change(_appearance(), revision=None),
    "claims_appearance_offsets": lambda: change(_appearance(), start=9, end=8),
    "claims_resolution_once": lambda: again(_resolution()),
    "claims_resolution_state": lambda: change(_resolution(), state="lost"),
    "claims_resolution_confirmed_as_a_whole": lambda: change(_resolution(), is_gone=True),
    "claims_dispute_status": lambda: change(scenes.report().dispute, status="lost"),
    "claims_dispute_question_when_open": lambda: change(scenes.dispute(), question=""),
    "claims_dispute_decided_as_a_whole": lambda: change(scenes.dispute(), status="ruled"),
    "claims_dispute_dismissed_with_reason": lambda: change(
        scenes.report().dispute, status="dismissed", decided_at=NOON, decided_by=MemberFactory()
    ),
    "claims_dispute_merged_somewhere": lambda: change(scenes.report().dispute, status="merged"),
    "claims_report_sent_once": lambda: again(scenes.report(), population=Population.objects.create()),
    "claims_report_reason": lambda: change(scenes.report(), reason="mood"),
    "claims_report_status": lambda: change(scenes.report(), status="lost"),
    "claims_report_conflict_names_the_other": lambda: change(scenes.report(), reason="contradicts"),
    "claims_position_order": lambda: again(_position()),
    "claims_evidence_once": lambda: again(_evidence()),
    "claims_evidence_role": lambda: change(_evidence(), role="shouts"),
    "claims_evidence_set_aside_with_why": lambda: change(_evidence(), role="set_aside"),
    "claims_ruling_outcome": lambda: change(_ruling(), outcome="maybe"),
    "claims_ruling_revision_or_why_none": lambda: change(_ruling(), no_change_because=""),
    "claims_ruling_qualified_says_for_whom": lambda: change(_ruling(), outcome="qualified"),
    "claims_ruling_anchor_once": lambda: again(_ruling_anchor()),
}
