"""Things, claims, and the passages where they are made."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision, Source
from claims.models.people import Population
from comments.models import Comment
from common.constraints import exactly_one_of, one_of


class Thing(models.Model):
    """What a claim is about: an exercise, a food, a drug or a habit, with the other names it goes by."""

    class Kind(models.TextChoices):
        """What sort of thing it is."""

        EXERCISE = "exercise", _("exercise")
        FOOD = "food", _("food")
        DRUG = "drug", _("drug")
        HABIT = "habit", _("habit")

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.EXERCISE)
    synonyms = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [one_of("kind", ["exercise", "food", "drug", "habit"], name="claims_thing_kind")]

    def __str__(self):
        return self.name

    @property
    def names(self) -> list[str]:
        """Its name, then its synonyms."""
        return [self.name, *self.synonyms]


class Claim(models.Model):
    """One statement about one thing that can be right or wrong for a person."""

    class Stance(models.TextChoices):
        """What it says about the thing."""

        RECOMMENDS = "recommends", _("recommends")
        AGAINST = "against", _("advises against")
        DEPENDS = "depends", _("it depends")
        EFFECT = "effect", _("says it has an effect")
        NO_EFFECT = "no_effect", _("says it has no effect")

    statement = models.CharField(max_length=400)
    thing = models.ForeignKey(Thing, models.PROTECT, null=True, related_name="claims")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    population = models.OneToOneField(Population, models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("stance", ["recommends", "against", "depends", "effect", "no_effect"], name="claims_claim_stance"),
            models.CheckConstraint(
                name="claims_claim_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
        ]
        permissions = [("keep_claims", "Can keep the register of claims")]

    def __str__(self):
        return self.statement

    def get_absolute_url(self):
        """Return the page of the claim in the register."""
        return reverse("claim_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slugify(self.statement)[:80].strip("-") or "claim"


class Appearance(models.Model):
    """A passage where a claim's words stand, quoted as a W3C TextQuoteSelector within one block.

    Offsets are code points in the block's plain text. `sentences`, `container`, `lead_in` and `parent_item` are the
    quote widened to whole sentences and what governs it: an anchor stays only while all of them are unchanged.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="appearances")
    dispute = models.ForeignKey("claims.Dispute", models.PROTECT, null=True, related_name="appearances")
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    comment_revision = models.PositiveIntegerField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    block_key = models.CharField(max_length=12, blank=True)
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    sentences = models.TextField()
    container = models.CharField(max_length=60, blank=True)
    lead_in = models.TextField(blank=True)
    parent_item = models.TextField(blank=True)
    is_opposite = models.BooleanField(default=False)  # an editor found that it says the opposite of the words before
    joined_from = models.ForeignKey("claims.Dispute", models.PROTECT, null=True, related_name="+")  # for the undo
    claim_before = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="+")  # while joined; for the undo
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            exactly_one_of("article", "comment", "source", name="claims_appearance_one_place"),
            models.CheckConstraint(
                name="claims_appearance_article_with_revision",
                condition=Q(article__isnull=True, revision__isnull=True)
                | Q(article__isnull=False, revision__isnull=False) & ~Q(block_key=""),
            ),
            models.CheckConstraint(name="claims_appearance_offsets", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self):
        return self.exact[:60]
