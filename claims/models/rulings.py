"""Rulings: proposed, seconded where safety is at stake, published, and never edited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import FORMER_ID
from articles.models import Revision, Source
from claims.models.disputes import Dispute
from claims.models.people import Population
from claims.models.sides import Position
from claims.models.statements import Appearance
from common import transitions
from common.constraints import one_of


class RulingQuerySet(models.QuerySet):
    """Chainable reads."""

    def in_force(self):
        """Published rulings that no later one supersedes."""
        return self.filter(status=Ruling.Status.PUBLISHED, superseded_by=None)


class Ruling(models.Model):
    """The end of a dispute: signed, dated, never edited; a later one supersedes it."""

    class Outcome(models.TextChoices):
        """What was found."""

        STANDS = "stands", _("still right")
        CORRECTED = "corrected", _("corrected")
        QUALIFIED = "qualified", _("right for some")
        REMOVED = "removed", _("advice removed")
        UNSETTLED = "unsettled", _("experts disagree")

    class Status(models.TextChoices):
        """Whether readers see it."""

        PROPOSED = "proposed", _("waits for a second editor")
        PUBLISHED = "published", _("published")
        DECLINED = "declined", _("declined by the second editor")
        WITHDRAWN = "withdrawn", _("withdrawn by its editor")

    NEXT = {Status.PROPOSED: {Status.PUBLISHED, Status.DECLINED, Status.WITHDRAWN}}

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="rulings")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PUBLISHED)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    summary = models.TextField(max_length=1500)
    reasoning = models.TextField(max_length=6000, blank=True)
    interests = models.TextField(max_length=600, blank=True)  # declared by its editor; empty: none
    scope_before = models.OneToOneField(Population, models.PROTECT, null=True, related_name="+")
    population = models.OneToOneField(Population, models.PROTECT, null=True, related_name="+")  # the scope after
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    no_change_because = models.TextField(max_length=1500, blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seconded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_because = models.CharField(max_length=600, blank=True)
    is_found_fair = models.BooleanField(default=False)  # when it was published, each side had found its summary fair
    waiver = models.TextField(max_length=600, blank=True)  # why it went out before each side found its summary fair
    ruled_at = models.DateTimeField()  # when its editor signed it
    published_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")

    objects = RulingQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("status", ["proposed", "published", "declined", "withdrawn"], name="claims_ruling_status"),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(status="proposed"), name="claims_ruling_one_proposed"
            ),
            models.CheckConstraint(
                name="claims_ruling_published_with_date",
                condition=Q(status="published", published_at__isnull=False)
                | ~Q(status="published") & Q(published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="claims_ruling_fair_or_waived", condition=Q(is_found_fair=False) | Q(waiver="")
            ),
            models.CheckConstraint(
                name="claims_ruling_seconded_by_another",
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("ruled_by")) | Q(ruled_by=FORMER_ID),
            ),
            models.CheckConstraint(
                name="claims_ruling_declined_with_why", condition=~Q(status="declined") | ~Q(declined_because="")
            ),
            one_of(
                "outcome", ["stands", "corrected", "qualified", "removed", "unsettled"], name="claims_ruling_outcome"
            ),
            models.CheckConstraint(
                name="claims_ruling_revision_or_why_none",
                condition=Q(revision__isnull=False, no_change_because="")
                | Q(revision__isnull=True) & ~Q(no_change_because=""),
            ),
            models.CheckConstraint(
                name="claims_ruling_qualified_says_for_whom",
                condition=~Q(outcome="qualified") | Q(population__isnull=False),
            ),
        ]

    def __str__(self):
        return f"ruling on {self.dispute_id}: {self.outcome}"

    def move_to(self, status):
        """Change the status; raise InvalidTransition if NEXT does not list the move. The caller saves."""
        transitions.check(self, status)
        self.status = status


class RulingAnchor(models.Model):
    """An anchor that the ruling's revision touched, with the words before and where it now stands."""

    ruling = models.ForeignKey(Ruling, models.CASCADE, related_name="anchors")
    appearance = models.ForeignKey(Appearance, models.PROTECT, related_name="+")
    before = models.TextField()
    after = models.TextField(blank=True)  # empty: gone
    placed_at = models.ForeignKey(Appearance, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ruling", "appearance"], name="claims_ruling_anchor_once")]

    def __str__(self):
        return f"anchor {self.appearance_id} of ruling {self.ruling_id}"


class RulingEvidence(models.Model):
    """A source as the ruling weighed it, frozen with it."""

    class Role(models.TextChoices):
        """What the ruling made of it."""

        WEIGHED = "weighed", _("weighed")
        SET_ASIDE = "set_aside", _("set aside")

    ruling = models.ForeignKey(Ruling, models.CASCADE, related_name="evidence")
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    role = models.CharField(max_length=9, choices=Role.choices)
    because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ruling", "position", "source"], name="claims_rulingevidence_once"),
            one_of("role", ["weighed", "set_aside"], name="claims_rulingevidence_role"),
            models.CheckConstraint(
                name="claims_rulingevidence_set_aside_with_why", condition=~Q(role="set_aside") | ~Q(because="")
            ),
        ]

    def __str__(self):
        return f"source {self.source_id} {self.role} in ruling {self.ruling_id}"
