"""Things, claims, the people they are about, and where their words stand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Revision, Source
from comments.models import Comment
from common.constraints import exactly_one_of, one_of


class Facet(models.Model):
    """A way in which people differ that matters for advice: condition, fracture history, age group."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_deciding = models.BooleanField(default=False)  # stated on one side only: overlap is unknown

    def __str__(self):
        return self.name


class FacetValue(models.Model):
    """One value of a facet; a narrower value points at the wider one that holds it."""

    facet = models.ForeignKey(Facet, models.CASCADE, related_name="values")
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    wider = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="narrower")
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return self.name

    @property
    def group(self) -> Facet:
        """The heading under which a form shows it."""
        return self.facet


class Population(models.Model):
    """The people that a statement is about: a set of values per facet; no value means "not stated"."""

    values = models.ManyToManyField(FacetValue, blank=True, related_name="+")

    def __str__(self):
        return f"population {self.pk}"


class Thing(models.Model):
    """What a claim is about: an exercise, a food, a drug or a habit, with the other names it goes by."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    synonyms = models.JSONField(default=list, blank=True)

    def __str__(self):
        return self.name


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

    class Meta:
        constraints = [
            one_of("stance", ["recommends", "against", "depends", "effect", "no_effect"], name="claims_claim_stance")
        ]

    def __str__(self):
        return self.statement


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


class Resolution(models.Model):
    """Where an appearance stands in one revision of its article."""

    class State(models.TextChoices):
        """What became of the words."""

        EXACT = "exact", _("unchanged")
        MOVED = "moved", _("moved")
        CHANGED = "changed", _("changed")
        AMBIGUOUS = "ambiguous", _("found more than once")
        DETACHED = "detached", _("no longer there")

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
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appearance", "revision"], name="claims_resolution_once"),
            one_of("state", ["exact", "moved", "changed", "ambiguous", "detached"], name="claims_resolution_state"),
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


class ArticleMarks(models.Model):
    """The version of an article's marks, raised whenever one appears, changes or goes."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return f"marks of {self.article_id}"
