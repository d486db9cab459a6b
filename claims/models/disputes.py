"""Disputes with their reports and cautions."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Q, Value, When
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models import Source
from claims.models.people import Population
from claims.models.statements import Appearance
from comments.models import Discussion
from common import transitions
from common.constraints import one_of


def _past_target(at):
    """Return the condition under which staff are late: with a first look, or with a ruling."""

    def waited(days):
        return at - timedelta(days=days)

    is_open, safety = Q(status=Dispute.Status.OPEN), waited(settings.SAFETY_TARGET_DAYS)
    ruling = waited(settings.RULING_TARGET_DAYS)
    return (
        Q(status=Dispute.Status.REPORTED, is_safety=False, reported_at__lte=waited(settings.TRIAGE_TARGET_DAYS))
        | Q(status=Dispute.Status.REPORTED, is_safety=True, reported_at__lte=safety)
        | is_open & Q(reopened_at__isnull=True, opened_at__lte=ruling)
        | is_open & Q(reopened_at__lte=ruling)
    )


class DisputeQuerySet(models.QuerySet):
    """Chainable reads."""

    def past_target(self, at: datetime):
        """Disputes that wait longer than the site's targets for a first look or a ruling.

        Args:
            at: the time they are looked at (aware).
        """
        return self.filter(_past_target(at))

    def by_urgency(self, at: datetime):
        """Order: where safety is at stake first, then what is past its target, then the oldest.

        Args:
            at: the time they are looked at (aware).
        """
        late = Case(When(_past_target(at), then=Value(True)), default=Value(False), output_field=BooleanField())
        return self.annotate(is_late=late).order_by("-is_safety", "-is_late", "reported_at", "pk")

    def public(self):
        """Disputes that everybody can open: open, ruled, or dismissed in public."""
        return self.filter(
            Q(status__in=[Dispute.Status.OPEN, Dispute.Status.RULED])
            | Q(status=Dispute.Status.DISMISSED, is_dismissal_public=True)
        )

    def visible_to(self, member):
        """Public disputes, for staff all, for a reporter also their own.

        Args:
            member: a Member or AnonymousUser.
        """
        if member.is_authenticated and member.has_perm("claims.triage_report"):
            return self
        if member.is_authenticated:
            return self.filter(
                Q(pk__in=self.model.objects.public().values("pk"))
                | Q(pk__in=Report.objects.filter(reporter=member).values("dispute"))
            )
        return self.public()


class Dispute(models.Model):
    """A neutral question with two or more positions, and an end."""

    class Status(models.TextChoices):
        """Where it stands."""

        REPORTED = "reported", _("reported")
        OPEN = "open", _("open")
        RULED = "ruled", _("ruled")
        DISMISSED = "dismissed", _("dismissed")
        MERGED = "merged", _("merged")
        RETRACTED = "retracted", _("retracted")

    class Kind(models.TextChoices):
        """A reader's doubt about a statement, or two statements against each other."""

        DOUBT = "doubt", _("disputed")
        CONFLICT = "conflict", _("conflicting advice")

    NEXT = {
        Status.REPORTED: {Status.OPEN, Status.DISMISSED, Status.MERGED, Status.RETRACTED},
        Status.OPEN: {Status.RULED, Status.DISMISSED, Status.MERGED},
        Status.RULED: {Status.OPEN},
        Status.DISMISSED: {Status.OPEN},
        Status.MERGED: {Status.REPORTED, Status.OPEN},
    }

    question = models.CharField(max_length=200, blank=True)
    slug = models.SlugField(max_length=80, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DOUBT)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.REPORTED)
    is_safety = models.BooleanField(default=False)
    reported_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)  # the last time: from then on a new ruling is waited for
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dismissal_code = models.CharField(max_length=20, blank=True)
    dismissal_reason = models.TextField(blank=True, max_length=2000)
    is_dismissal_public = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    status_before_merge = models.CharField(max_length=9, blank=True)  # where the undo leads back to
    agreed = models.TextField(blank=True, max_length=1500)  # what both sides agree on
    ask_clinician = models.TextField(blank=True, max_length=1500)  # what to ask before acting on it
    discussion = models.OneToOneField(Discussion, models.PROTECT, null=True, related_name="+")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of(
                "status",
                ["reported", "open", "ruled", "dismissed", "merged", "retracted"],
                name="claims_dispute_status",
            ),
            models.CheckConstraint(
                name="claims_dispute_question_when_open",
                condition=~Q(status__in=["open", "ruled"]) | ~Q(question="") & Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="claims_dispute_decided_as_a_whole",
                condition=Q(status__in=["ruled", "dismissed"], decided_at__isnull=False, decided_by__isnull=False)
                | Q(status__in=["reported", "open", "merged", "retracted"]),
            ),
            models.CheckConstraint(
                name="claims_dispute_dismissed_with_reason",
                condition=~Q(status="dismissed") | ~Q(dismissal_reason=""),
            ),
            models.CheckConstraint(
                name="claims_dispute_merged_somewhere",
                condition=Q(status="merged", merged_into__isnull=False) | ~Q(status="merged"),
            ),
        ]
        indexes = [models.Index(fields=["status", "-opened_at"], name="claims_dispute_docket")]
        permissions = [
            ("triage_report", "Can open, join and dismiss reports"),
            ("rule_dispute", "Can rule on disputes"),
            ("confirm_anchor", "Can place anchors on new wording"),
            ("set_caution", "Can put up a caution"),
        ]

    def __str__(self):
        return self.question or f"dispute {self.pk}"

    def get_absolute_url(self):
        """Return the page of the dispute."""
        return reverse("dispute_detail", args=[self.pk, self.slug or slugify(self.question)[:80] or "reported"])

    @property
    def is_public(self) -> bool:
        """Whether everybody can open it: see DisputeQuerySet.public."""
        if self.status == self.Status.DISMISSED:
            return self.is_dismissal_public
        return self.status in (self.Status.OPEN, self.Status.RULED)

    @property
    def holder(self) -> "Dispute":
        """The dispute that holds the reports of a merged one, through every merge; itself if it is not merged."""
        held = self
        while held.status == self.Status.MERGED:
            held = held.merged_into
        return held

    def move_to(self, status, *, by=None, at=None):
        """Change the status; raise InvalidTransition if NEXT does not list the move.

        Args:
            status: the new status.
            by: who decided, for RULED and DISMISSED.
            at: when; also the opening time, or the time it was opened again.
        """
        transitions.check(self, status)
        was, self.status = self.status, status
        if status in (self.Status.RULED, self.Status.DISMISSED):
            self.decided_by, self.decided_at = by, at
        elif status == self.Status.OPEN:
            if was in (self.Status.RULED, self.Status.DISMISSED):
                self.reopened_at = at
            self.opened_at = self.opened_at or at
            self.decided_by = self.decided_at = None
        self.save()


class Report(models.Model):
    """One reader's doubt about one passage; always of one dispute.

    `stated_population` and `against_population` are for whom the passage and the one against it hold as the reporter
    reads them: what a reporter says is stored as theirs alone.
    """

    class Reason(models.TextChoices):
        """What is wrong with the statement."""

        UNSAFE = "unsafe", _("It could hurt someone")
        CONTRADICTS_ADVICE = "contradicts", _("It contradicts other advice here")
        CONTRADICTS_SOURCE = "source", _("It contradicts a source I know")
        OUT_OF_DATE = "outdated", _("It is out of date")
        NOT_IN_SOURCE = "not_in_source", _("The source it cites does not say that")
        UNCLEAR = "unclear", _("It is not clear what it means")

    class Status(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        JOINED = "joined", _("part of a dispute")
        DISMISSED = "dismissed", _("dismissed")
        RETRACTED = "retracted", _("taken back")

    NEXT = {
        Status.WAITING: {Status.JOINED, Status.DISMISSED, Status.RETRACTED},
        Status.JOINED: {Status.WAITING, Status.RETRACTED},  # a merge undone, or split from the others
    }

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    appearance = models.ForeignKey(Appearance, models.PROTECT, related_name="+")
    against = models.ForeignKey(Appearance, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=14, choices=Reason.choices)
    why = models.TextField(max_length=3000)
    population = models.OneToOneField(Population, models.PROTECT, related_name="+")  # for whom it is a worry
    stated_population = models.OneToOneField(Population, models.PROTECT, null=True, related_name="+")
    against_population = models.OneToOneField(Population, models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.WAITING)
    created_at = models.DateTimeField()
    joined_from = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="+")  # for the undo
    alike = models.ForeignKey(Dispute, models.PROTECT, null=True, related_name="+")  # what the site offered instead
    why_another = models.TextField(max_length=1000, blank=True)  # why it is another than `alike`, which is open
    what_is_new = models.TextField(max_length=1000, blank=True)  # since `alike` was ruled
    needs_review = models.BooleanField(default=False)  # the third like a settled one by one person in 30 days
    submission_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reporter", "submission_key"], name="claims_report_sent_once"),
            one_of(
                "reason",
                ["unsafe", "contradicts", "source", "outdated", "not_in_source", "unclear"],
                name="claims_report_reason",
            ),
            one_of("status", ["waiting", "joined", "dismissed", "retracted"], name="claims_report_status"),
            models.CheckConstraint(
                name="claims_report_conflict_names_the_other",
                condition=~Q(reason="contradicts") | Q(against__isnull=False),
            ),
        ]

    def __str__(self):
        return f"report {self.pk}"

    def move_to(self, status):
        """Change the status; raise InvalidTransition if NEXT does not list the move."""
        transitions.check(self, status)
        self.status = status
        self.save(update_fields=["status"])


class CautionQuerySet(models.QuerySet):
    """Chainable reads."""

    def in_force(self, at):
        """Cautions that stand at this time."""
        return self.filter(lifted_at__isnull=True, expires_at__gt=at)


class Caution(models.Model):
    """A neutral, expiring note at the passage while its dispute is not ruled."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="cautions")
    text = models.CharField(max_length=300)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=60, blank=True)  # the rule that put it up, when nobody did
    put_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    objects = CautionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claims_caution_by_a_person_or_a_rule",
                condition=Q(put_by__isnull=False, rule="") | Q(put_by__isnull=True) & ~Q(rule=""),
            )
        ]

    def __str__(self):
        return self.text
