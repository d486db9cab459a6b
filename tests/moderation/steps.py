"""Steps that the tests of the desk take."""

from django.urls import reverse

from moderation.actions import decide_case, flag_comment
from moderation.models import Case, Decision, PolicyRule
from tests.factories import NOON, MemberFactory

STATEMENT = "Words that must not be lost."


def flagged(comment, reason="promotion", *, note="", at=NOON, reporter=None) -> Case:
    """Flag a comment, by somebody new unless told; return its case."""
    flag = flag_comment(comment=comment, reporter=reporter or MemberFactory(), reason=reason, note=note, at=at)
    return flag.case


def decide(case, by, verb="remove", *, at=NOON, **more) -> Decision:
    """Decide a case under the rule on promotion."""
    rule = PolicyRule.objects.get(code="promotion")
    words = {"statement": "It names a price and a shop.", "private_note": "", "until": None}
    return decide_case(case=case, verb=verb, rule=rule, by=by, at=at, **(words | more))


def page_of(case) -> str:
    """Return the address of a case."""
    return reverse("case_detail", args=[case.pk])


def sent(case, verb="remove", **more) -> dict:
    """Return what the form of a case sends."""
    rule = PolicyRule.objects.get(code="promotion")
    revision = case.comment.revision if case.comment_id else ""
    words = {"statement": STATEMENT, "private_note": "", "until": ""}
    return {"verb": verb, "rule": rule.pk, "revision": revision} | words | more
