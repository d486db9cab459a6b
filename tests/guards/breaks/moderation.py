"""Cases, flags and decisions."""

from moderation.models import Case, Decision, Flag, PolicyRule
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.guards.breaks.rows import again, change


def _case(**subject):
    return Case.objects.create(opened_at=NOON, **(subject or {"comment": CommentFactory()}))


def _flag():
    case = _case()
    return Flag.objects.create(
        case=case, comment=case.comment, comment_revision=1, reporter=MemberFactory(), reason="spam", created_at=NOON
    )


def _decision():
    return Decision.objects.create(
        case=_case(), verb="keep", statement="It stays.", decided_by=MemberFactory(), decided_at=NOON
    )


BREAKS = {
    "moderation_rule_version": lambda: again(PolicyRule.objects.get(code="spam")),
    "moderation_case_one_subject": lambda: change(_case(), member=MemberFactory()),
    "moderation_case_open_comment": lambda: again(_case()),
    "moderation_case_open_member": lambda: again(_case(member=MemberFactory())),
    "moderation_case_taken_as_a_whole": lambda: change(_case(), taken_at=NOON),
    "moderation_case_closed_when_decided": lambda: change(_case(), closed_at=NOON),
    "moderation_flag_one_subject": lambda: change(_flag(), member=MemberFactory()),
    "moderation_flag_once_a_case": lambda: again(_flag()),
    "moderation_flag_comment_with_revision": lambda: change(_flag(), comment_revision=None),
    "moderation_flag_reason": lambda: change(_flag(), reason="wrong"),
    "moderation_decision_verb": lambda: change(_decision(), verb="punish", rule=PolicyRule.objects.get(code="spam")),
    "moderation_decision_rule_for_sanctions": lambda: change(_decision(), verb="remove"),
}
