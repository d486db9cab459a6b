"""Flags in each state: one waiting, one kept, one removed; and the product plug, held by a rule."""

import uuid
from datetime import timedelta

from comments.actions import discussion_of, post_comment
from comments.models import Comment
from moderation import actions
from moderation.models import Case, Decision, Flag, PolicyRule
from pages.demo.discussion import NAMESPACE


def load(people, comments, articles, now):
    """Flag three comments and decide two of the cases.

    Args:
        people: members by login.
        comments: comments by short name.
        articles: articles by short name.
        now: the time of loading.
    """
    actions.flag_comment(
        comment=comments["lifter"],
        reporter=people["reader"],
        reason=Flag.Reason.OTHER,
        note="Does she get something for naming a supplement?",
        at=now - timedelta(days=3),
    )
    kept = actions.flag_comment(
        comment=comments["slr"],
        reporter=people["reader2"],
        reason=Flag.Reason.ABUSE,
        note="Rather harsh.",
        at=now - timedelta(days=20),
    )
    _decide(kept.case, Decision.Verb.KEEP, None, "A strong opinion about an exercise is welcome here.", people, now)
    rude = post_comment(
        discussion=discussion_of(articles["falls"]),
        author=people["gail"],
        kind=Comment.Kind.REMARK,
        body="Only a fool needs to be told to switch on the light.",
        submission_key=uuid.uuid5(NAMESPACE, "rude"),
        at=now - timedelta(days=8),
    )
    flag = actions.flag_comment(
        comment=rude, reporter=people["walter"], reason=Flag.Reason.ABUSE, note="", at=now - timedelta(days=7)
    )
    rule = PolicyRule.objects.get(code="respect", retired_at=None)
    _decide(flag.case, Decision.Verb.REMOVE, rule, "Please write again without calling readers fools.", people, now)


def _decide(case: Case, verb, rule, statement, people, now):
    actions.decide_case(
        case=case,
        verb=verb,
        rule=rule,
        statement=statement,
        private_note="",
        until=None,
        by=people["moderator"],
        at=now - timedelta(days=6),
    )
