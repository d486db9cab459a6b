"""The sides of a dispute: positions, their evidence, what their holders answer and find fair."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import FORMER_ID
from articles.models import Source
from claims.models.disputes import Dispute
from claims.models.statements import Claim
from common.constraints import one_of


class Position(models.Model):
    """One side of a dispute."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    summary = models.TextField(max_length=1500, blank=True)
    summary_at = models.DateTimeField()  # when the summary was worded last: its holders have been asked since then
    claims = models.ManyToManyField(Claim, related_name="positions", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispute", "order"], name="claims_position_order")]

    def __str__(self):
        return self.name

    @property
    def letter(self) -> str:
        """The letter readers see: A for the first."""
        return chr(ord("A") + self.order)


class Evidence(models.Model):
    """A source that bears on a position."""

    class Role(models.TextChoices):
        """How it bears on it."""

        SUPPORTS = "supports", _("supports")
        OPPOSES = "opposes", _("opposes")
        SET_ASIDE = "set_aside", _("set aside")

    position = models.ForeignKey(Position, models.CASCADE, related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.SUPPORTS)
    note = models.CharField(max_length=400, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_aside_because = models.CharField(max_length=400, blank=True)
    brought_as = models.CharField(max_length=9, blank=True)  # its role before it was set aside: where it comes back to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["position", "source"], name="claims_evidence_once"),
            one_of("role", ["supports", "opposes", "set_aside"], name="claims_evidence_role"),
            models.CheckConstraint(
                name="claims_evidence_set_aside_with_why",
                condition=~Q(role="set_aside") | Q(set_aside_by__isnull=False) & ~Q(set_aside_because=""),
            ),
            models.CheckConstraint(
                name="claims_evidence_set_aside_can_come_back",
                condition=Q(role="set_aside", brought_as__in=["supports", "opposes"])
                | ~Q(role="set_aside") & Q(brought_as=""),
            ),
        ]

    def __str__(self):
        return f"{self.source} {self.role}"


class FairMark(models.Model):
    """A holder of a side finds its summary fair; another wording of the summary needs another mark."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="fair_marks")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    summary = models.TextField(max_length=1500)  # as it read when it was marked
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["position", "member"], name="claims_fairmark_once")]

    def __str__(self):
        return f"fair: position {self.position_id}"


class Response(models.Model):
    """What the author of the questioned words, or a holder of a side, answers: one each, editable with history."""

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="responses")
    position = models.ForeignKey(Position, models.CASCADE, null=True, related_name="responses")  # null: the author's
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=3000)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "member"], condition=~Q(member=FORMER_ID), name="claims_response_once"
            ),
            models.CheckConstraint(
                name="claims_response_removed_with_reason",
                condition=Q(removed_at__isnull=True) | ~Q(removed_reason=""),
            ),
        ]

    def __str__(self):
        return f"response {self.pk} in dispute {self.dispute_id}"


class ResponseVersion(models.Model):
    """What a response said before it was edited."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=3000)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "number"], name="claims_responseversion_number")]

    def __str__(self):
        return f"version {self.number} of response {self.response_id}"
