"""Where quoted words stand in each revision, and what else relied on words that changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision
from claims.models.statements import Appearance
from comments.models import Comment
from common.constraints import exactly_one_of, one_of


class Resolution(models.Model):
    """Where an appearance stands in one revision of its article."""

    class State(models.TextChoices):
        """What became of the words."""

        EXACT = "exact", _("unchanged")
        MOVED = "moved", _("moved")
        CHANGED = "changed", _("changed")
        AMBIGUOUS = "ambiguous", _("found more than once")
        DETACHED = "detached", _("no longer there")

    class Relation(models.TextChoices):
        """What an editor found the new words to say, compared with the old."""

        SAME = "same", _("the same claim in other words")
        NARROWER = "narrower", _("a narrower claim: for fewer people")
        OPPOSITE = "opposite", _("the opposite")
        GONE = "gone", _("gone: nothing says it any more")

    CERTAIN = (State.EXACT, State.MOVED)

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="resolutions")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices)
    block_key = models.CharField(max_length=12, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    replaced_by = models.ForeignKey(
        Appearance, models.PROTECT, null=True, related_name="+"
    )  # where an editor placed it
    is_gone = models.BooleanField(default=False)  # an editor said so
    relation = models.CharField(max_length=8, choices=Relation.choices, blank=True)  # what the new words say
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appearance", "revision"], name="claims_resolution_once"),
            one_of("state", ["exact", "moved", "changed", "ambiguous", "detached"], name="claims_resolution_state"),
            one_of("relation", ["", "same", "narrower", "opposite", "gone"], name="claims_resolution_relation"),
            models.CheckConstraint(
                name="claims_resolution_confirmed_as_a_whole",
                condition=Q(
                    confirmed_by__isnull=True, confirmed_at__isnull=True, is_gone=False, replaced_by__isnull=True
                )
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, is_gone=True, replaced_by__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, is_gone=False, replaced_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["revision", "state"], name="claims_resolution_revision")]

    def __str__(self):
        return f"{self.appearance_id} in {self.revision_id}: {self.state}"


class Ripple(models.Model):
    """Something that relied on a passage which a revision changed; it waits until a person has looked at it."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="ripples")
    appearance = models.ForeignKey(Appearance, models.CASCADE, null=True, related_name="+")
    dispute = models.ForeignKey("claims.Dispute", models.CASCADE, null=True, related_name="+")
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)  # what the person found

    class Meta:
        constraints = [
            exactly_one_of("appearance", "dispute", name="claims_ripple_one_subject"),
            models.UniqueConstraint(fields=["resolution", "appearance"], name="claims_ripple_appearance_once"),
            models.UniqueConstraint(fields=["resolution", "dispute"], name="claims_ripple_dispute_once"),
            models.CheckConstraint(
                name="claims_ripple_looked_as_a_whole",
                condition=Q(looked_by__isnull=True, looked_at__isnull=True)
                | Q(looked_by__isnull=False, looked_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"ripple {self.pk} of resolution {self.resolution_id}"


class ArticleMarks(models.Model):
    """The version of an article's marks, raised whenever one appears, changes or goes."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return f"marks of {self.article_id}"


class Quotation(models.Model):
    """A comment, question or answer quotes a passage: the passage is an appearance, so that its changes are noticed."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="+")
    appearance = models.OneToOneField(Appearance, models.PROTECT, related_name="+")
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)
    looked_number = models.PositiveIntegerField(null=True)  # the revision that was looked at

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claims_quotation_looked_as_a_whole",
                condition=Q(looked_by__isnull=True, looked_at__isnull=True, looked_number__isnull=True)
                | Q(looked_by__isnull=False, looked_at__isnull=False, looked_number__isnull=False),
            )
        ]

    def __str__(self):
        return f"quotation in comment {self.comment_id}"
