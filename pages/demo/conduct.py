"""Flags in each state: one waiting, one kept, one removed. The product plug is held by a rule when it is posted."""

import uuid

from comments.actions import discussion_of, post_comment
from comments.models import Comment
from moderation import actions
from moderation.models import Case, Decision, Flag, PolicyRule
from pages.demo.discussion import NAMESPACE
from pages.demo.timeline import Stage, Story

RUDE = "Only a fool needs to be told to switch on the light."


def stories(stage: Stage) -> list[Story]:
    """Return a story for each flag.

    Args:
        stage: its people, articles and comments are there; its comments are filled by one more: rude.
    """
    return [_waiting(stage), _kept(stage), _removed(stage)]


def _waiting(stage):
    at = yield 3
    _flag(stage, "lifter", "reader", Flag.Reason.OTHER, "Does she get something for naming a supplement?", at)


def _kept(stage):
    at = yield 20
    flag = _flag(stage, "slr", "reader2", Flag.Reason.ABUSE, "Rather harsh.", at)
    at = yield 19
    _decide(stage, flag.case, Decision.Verb.KEEP, None, "A strong opinion about an exercise is welcome here.", at)


def _removed(stage):
    at = yield 8
    stage.comments["rude"] = post_comment(
        discussion=discussion_of(stage.articles["falls"]),
        author=stage.people["gail"],
        kind=Comment.Kind.REMARK,
        body=RUDE,
        submission_key=uuid.uuid5(NAMESPACE, "rude"),
        at=at,
    )
    at = yield 7
    flag = _flag(stage, "rude", "walter", Flag.Reason.ABUSE, "", at)
    at = yield 6
    rule = PolicyRule.objects.in_force().get(code="respect")
    _decide(stage, flag.case, Decision.Verb.REMOVE, rule, "Please write again without calling readers fools.", at)


def _flag(stage, name, reporter, reason, note, at):
    return actions.flag_comment(
        comment=stage.comments[name], reporter=stage.people[reporter], reason=reason, note=note, at=at
    )


def _decide(stage, case: Case, verb, rule, statement, at):
    actions.decide_case(
        case=case,
        verb=verb,
        rule=rule,
        statement=statement,
        private_note="",
        until=None,
        by=stage.people["moderator"],
        at=at,
    )
