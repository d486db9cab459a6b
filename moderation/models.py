"""Flags, cases, decisions and policy rules: conduct, never medical truth."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import FORMER_ID, Restriction
from comments.models import Comment
from common import transitions
from common.constraints import exactly_one_of, one_of


class PolicyRuleQuerySet(models.QuerySet):
    """Chainable reads."""

    def in_force(self):
        """Rules that decisions can cite, in the order of the policy."""
        return self.filter(retired_at=None).order_by("position", "pk")


class PolicyRule(models.Model):
    """One rule of the comments policy, in one version."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PolicyRuleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="moderation_rule_version")]

    def __str__(self):
        return self.title


class CaseQuerySet(models.QuerySet):
    """Chainable reads."""

    def open(self):
        """Cases nobody has decided yet, most urgent first, then oldest."""
        return self.filter(status=Case.Status.OPEN).order_by("severity", "opened_at", "pk")

    def decided(self):
        """Cases that are closed, the latest first."""
        return self.filter(status=Case.Status.DECIDED).order_by("-closed_at", "-pk")


class Case(models.Model):
    """The one open item of the review queue that gathers all signals about one thing."""

    class Status(models.TextChoices):
        """Whether it waits."""

        OPEN = "open", _("open")
        DECIDED = "decided", _("decided")

    class Severity(models.IntegerChoices):
        """How urgent it is; 1 comes first."""

        URGENT = 1, _("urgent")
        SERIOUS = 2, _("serious")
        NORMAL = 3, _("normal")

    NEXT = {Status.OPEN: {Status.DECIDED}}
    REPEATED = "repeated"  # a hold rule about a member: three reports like settled ones in 30 days

    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.NORMAL)
    hold_rule = models.CharField(max_length=60, blank=True)  # the rule that kept the post back, if one did
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            exactly_one_of("comment", "member", name="moderation_case_one_subject"),
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(status="open", comment__isnull=False),
                name="moderation_case_open_comment",
            ),
            models.UniqueConstraint(
                fields=["member"], condition=Q(status="open", member__isnull=False), name="moderation_case_open_member"
            ),
            models.CheckConstraint(
                name="moderation_case_taken_as_a_whole",
                condition=Q(taken_by__isnull=True, taken_at__isnull=True)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="moderation_case_closed_when_decided",
                condition=Q(status="open", closed_at__isnull=True) | Q(status="decided", closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "severity", "opened_at"], name="moderation_case_queue")]
        permissions = [("review_case", "Can review cases and decide them")]

    def __str__(self):
        return f"case {self.pk}"

    def take(self, *, by, at):
        """Note who looks at it; None gives it back. Raise InvalidTransition if it is not open."""
        if self.status != self.Status.OPEN:
            raise transitions.InvalidTransition(f"case {self.pk} is {self.status}")
        self.taken_by, self.taken_at = by, at if by else None
        self.save(update_fields=["taken_by", "taken_at"])

    def decide(self, *, at):
        """Close the case; raise InvalidTransition if it is not open."""
        transitions.check(self, self.Status.DECIDED)
        self.status, self.closed_at = self.Status.DECIDED, at
        self.save(update_fields=["status", "closed_at"])


class Flag(models.Model):
    """A reader's report about the conduct in a comment or a profile."""

    class Reason(models.TextChoices):
        """What is wrong with the conduct."""

        DANGEROUS = "dangerous", _("It tells people to do something dangerous")
        PROMOTION = "promotion", _("It sells or promotes something")
        ABUSE = "abuse", _("It is rude or abusive")
        PRIVACY = "privacy", _("It gives away somebody's private details")
        SPAM = "spam", _("It is spam")
        OFF_TOPIC = "off_topic", _("It is off topic")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, models.CASCADE, related_name="flags")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.TextField(blank=True, max_length=1000)
    comment_revision = models.PositiveIntegerField(null=True)  # the words that were flagged
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            exactly_one_of("comment", "member", name="moderation_flag_one_subject"),
            models.UniqueConstraint(
                fields=["case", "reporter"], condition=~Q(reporter=FORMER_ID), name="moderation_flag_once_a_case"
            ),
            models.CheckConstraint(
                name="moderation_flag_comment_with_revision",
                condition=Q(comment__isnull=True, comment_revision__isnull=True)
                | Q(comment__isnull=False, comment_revision__isnull=False),
            ),
            one_of(
                "reason",
                ["dangerous", "promotion", "abuse", "privacy", "spam", "off_topic", "other"],
                name="moderation_flag_reason",
            ),
        ]

    def __str__(self):
        return f"flag {self.pk}"


class Decision(models.Model):
    """What a moderator did about a case, under which rule; its author is sent the statement of reasons."""

    class Verb(models.TextChoices):
        """What was done."""

        KEEP = "keep", _("kept")
        PUBLISH = "publish", _("published")
        REMOVE = "remove", _("removed")
        RESTORE = "restore", _("restored")
        WARN = "warn", _("warning sent")
        SUSPEND = "suspend", _("suspended")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    verb = models.CharField(max_length=8, choices=Verb.choices)
    rule = models.ForeignKey(PolicyRule, models.PROTECT, null=True, related_name="+")
    statement = models.TextField(max_length=4000)  # what the author is told
    private_note = models.TextField(blank=True, max_length=2000)
    comment_revision = models.PositiveIntegerField(null=True)
    restriction = models.ForeignKey(Restriction, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of(
                "verb", ["keep", "publish", "remove", "restore", "warn", "suspend"], name="moderation_decision_verb"
            ),
            models.CheckConstraint(
                name="moderation_decision_rule_for_sanctions",
                condition=Q(verb__in=["keep", "publish", "restore"]) | Q(rule__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.verb} on case {self.case_id}"
