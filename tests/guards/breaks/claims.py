"""Claims, anchors, disputes and rulings."""

from articles.actions import find_or_add_source
from claims.models import (
    Caution,
    CitationFit,
    Claim,
    Evidence,
    FairMark,
    Population,
    Quotation,
    Resolution,
    Response,
    ResponseVersion,
    Ripple,
    Ruling,
    RulingAnchor,
    RulingEvidence,
    Thing,
)
from tests.claims import scenes
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.guards.breaks.rows import again, change


def _claim():
    return Claim.objects.create(
        statement="Walking is good for bones.", stance="effect", population=Population.objects.create()
    )


def _appearance():
    return scenes.report().appearance


def _quotation():
    return Quotation.objects.create(comment=CommentFactory(), appearance=_appearance())


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
        ruled_by=MemberFactory(), ruled_at=NOON, published_at=NOON,
    )  # fmt: skip


def _ruling_anchor():
    ruling = _ruling()
    return RulingAnchor.objects.create(ruling=ruling, appearance=ruling.dispute.appearances.get(), before="Walking.")


def _evidence_set_aside():
    ruling = _ruling()
    position = ruling.dispute.positions.order_by("order").first()
    source = find_or_add_source(reference="Smith 2012.", by=MemberFactory(), at=NOON)
    return RulingEvidence.objects.create(
        ruling=ruling, position=position, source=source, role="set_aside", because="It studied children."
    )


def _caution():
    return Caution.objects.create(
        dispute=scenes.dispute(), text="Wait.", put_by=MemberFactory(), put_at=NOON, expires_at=NOON
    )


def _fair_mark():
    return FairMark.objects.create(position=_position(), member=MemberFactory(), summary="Fair.", marked_at=NOON)


def _response():
    return Response.objects.create(
        dispute=scenes.dispute(), member=MemberFactory(), text="I wrote it for runners.", created_at=NOON
    )


def _response_version():
    return ResponseVersion.objects.create(response=_response(), number=1, text="I wrote it.", written_at=NOON)


def _ripple():
    resolution = _resolution()
    return Ripple.objects.create(resolution=resolution, appearance=resolution.appearance)


def _ripple_of_dispute():
    resolution = _resolution()
    return Ripple.objects.create(resolution=resolution, dispute=resolution.appearance.dispute)


def _citation_fit():
    member = MemberFactory()
    source = find_or_add_source(reference="Smith 2012.", by=member, at=NOON)
    return CitationFit.objects.create(
        article=ArticleFactory(), source=source, verdict="misfit", note="It studied children.", decided_by=member,
        decided_at=NOON,
    )  # fmt: skip


def _merged_into_itself():
    claim = _claim()
    change(claim, merged_into=claim)


def _proposed_twice():
    ruling = _ruling()
    change(ruling, status="proposed", published_at=None)
    ruling.refresh_from_db()
    again(ruling)


def _seconded_by_itself():
    ruling = _ruling()
    change(ruling, seconded_by=ruling.ruled_by)


BREAKS = {
    "claims_quotation_looked_as_a_whole": lambda: change(_quotation(), looked_at=NOON),
    "claims_thing_kind": lambda: Thing.objects.create(name="Yoga", slug="yoga", kind="mood"),
    "claims_claim_not_merged_into_itself": _merged_into_itself,
    "claims_resolution_relation": lambda: change(_resolution(), relation="alike"),
    "claims_ripple_one_subject": lambda: change(_ripple(), dispute=scenes.dispute()),
    "claims_ripple_appearance_once": lambda: again(_ripple()),
    "claims_ripple_dispute_once": lambda: again(_ripple_of_dispute()),
    "claims_ripple_looked_as_a_whole": lambda: change(_ripple(), looked_at=NOON),
    "claims_caution_by_a_person_or_a_rule": lambda: change(_caution(), put_by=None),
    "claims_fairmark_once": lambda: again(_fair_mark()),
    "claims_response_once": lambda: again(_response()),
    "claims_response_removed_with_reason": lambda: change(_response(), removed_at=NOON),
    "claims_responseversion_number": lambda: again(_response_version()),
    "claims_citationfit_once": lambda: again(_citation_fit()),
    "claims_citationfit_verdict": lambda: change(_citation_fit(), verdict="maybe"),
    "claims_ruling_status": lambda: change(_ruling(), status="lost", published_at=None),
    "claims_ruling_one_proposed": _proposed_twice,
    "claims_ruling_published_with_date": lambda: change(_ruling(), published_at=None),
    "claims_ruling_declined_with_why": lambda: change(_ruling(), status="declined", published_at=None),
    "claims_ruling_fair_or_waived": lambda: change(_ruling(), is_found_fair=True, waiver="Nobody has answered."),
    "claims_ruling_seconded_by_another": _seconded_by_itself,
    "claims_rulingevidence_once": lambda: again(_evidence_set_aside()),
    "claims_rulingevidence_role": lambda: change(_evidence_set_aside(), role="shouts"),
    "claims_rulingevidence_set_aside_with_why": lambda: change(_evidence_set_aside(), because=""),
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
    "claims_evidence_set_aside_with_why": lambda: change(_evidence(), role="set_aside", brought_as="supports"),
    "claims_evidence_set_aside_can_come_back": lambda: change(_evidence(), brought_as="supports"),
    "claims_ruling_outcome": lambda: change(_ruling(), outcome="maybe"),
    "claims_ruling_revision_or_why_none": lambda: change(_ruling(), no_change_because=""),
    "claims_ruling_qualified_says_for_whom": lambda: change(_ruling(), outcome="qualified"),
    "claims_ruling_anchor_once": lambda: again(_ruling_anchor()),
}
