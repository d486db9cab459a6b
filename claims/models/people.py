"""The people that a statement, an article or a study is about: populations, as values of facets that editors keep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Source
from common.constraints import one_of


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


class StudiedPopulation(models.Model):
    """Whom a source studied, as an editor read it there."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="+")
    population = models.OneToOneField(Population, models.PROTECT, related_name="+")

    def __str__(self):
        return f"people studied by source {self.source_id}"


class ArticlePopulation(models.Model):
    """Whom an article speaks about where a sentence of it does not say so itself."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="+")
    population = models.OneToOneField(Population, models.PROTECT, related_name="+")

    def __str__(self):
        return f"people of article {self.article_id}"


class CitationFit(models.Model):
    """What an editor found about a reference that studied other people than the sentence it stands behind is about."""

    class Verdict(models.TextChoices):
        """Whether readers are told."""

        MISFIT = "misfit", _("it studied other people: tell readers")
        FITS = "fits", _("it fits: tell nobody")

    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    note = models.CharField(max_length=300)  # what readers are told, or why it fits
    sentences = models.JSONField(default=list)  # as they read when it was decided: other words are not decided on
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "source"], name="claims_citationfit_once"),
            one_of("verdict", ["misfit", "fits"], name="claims_citationfit_verdict"),
        ]

    def __str__(self):
        return f"source {self.source_id} in article {self.article_id}: {self.verdict}"
