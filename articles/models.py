"""Articles, their drafts, immutable revisions of blocks, sources, citations, topics and authors."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import one_of


class Topic(models.Model):
    """What articles are about."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.TextField(blank=True, max_length=500)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return the page of the topic."""
        return reverse("topic_detail", args=[self.slug])


class Author(models.Model):
    """A name in a byline, with a biography; perhaps linked to a member."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    role = models.CharField(max_length=120, blank=True)
    bio = models.TextField(blank=True, max_length=3000)
    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Return the page of the author."""
        return reverse("author_detail", args=[self.slug])


class ArticleQuerySet(models.QuerySet):
    """Chainable reads."""

    def published(self):
        """Articles that readers can open; a withdrawn one keeps its address and is not listed here."""
        return self.filter(current_revision__isnull=False, withdrawn_at__isnull=True)

    def withdrawn(self):
        """Articles that were taken out of the lists."""
        return self.filter(withdrawn_at__isnull=False)

    def unpublished(self):
        """Articles that have never been live."""
        return self.filter(current_revision__isnull=True)

    def changed(self):
        """Live articles whose draft says something else than readers see."""
        live, draft = "current_revision__", "draft__"
        same = Q(**{f"{draft}{name}": models.F(f"{live}{name}") for name in ("title", "standfirst", "body")})
        return self.filter(current_revision__isnull=False).exclude(same)

    def newest(self):
        """Order by first publication, newest first."""
        return self.order_by("-first_published_at", "-pk")


class Article(models.Model):
    """A health article: its address, its dates and its live revision. Status is computed."""

    title = models.CharField(max_length=160)
    slug = models.SlugField(max_length=120, unique=True)
    standfirst = models.TextField(max_length=600, blank=True)
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    topics = models.ManyToManyField(Topic, related_name="articles", blank=True)
    lead_image = models.ImageField(upload_to="leads/", blank=True, width_field="lead_width", height_field="lead_height")
    lead_width = models.PositiveIntegerField(null=True, editable=False)
    lead_height = models.PositiveIntegerField(null=True, editable=False)
    lead_alt = models.CharField(max_length=300, blank=True)
    lead_credit = models.CharField(max_length=200, blank=True)
    disclaimer = models.TextField(max_length=1000, blank=True)
    prompt = models.CharField(_("prompt above the discussion"), max_length=200, blank=True)
    current_revision = models.OneToOneField("Revision", models.PROTECT, null=True, related_name="+")
    first_published_at = models.DateTimeField(null=True)
    last_changed_at = models.DateTimeField(null=True)  # the last change of substance: typos do not move it
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(max_length=1000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    submission_key = models.UUIDField(null=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="articles_article_published_as_a_whole",
                condition=Q(
                    current_revision__isnull=True, first_published_at__isnull=True, last_changed_at__isnull=True
                )
                | Q(current_revision__isnull=False, first_published_at__isnull=False, last_changed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="articles_article_withdrawn_with_reason",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
            models.UniqueConstraint(fields=["created_by", "submission_key"], name="articles_article_sent_once"),
        ]
        indexes = [models.Index(fields=["-first_published_at", "-id"], name="articles_article_newest")]
        permissions = [("edit_article", "Can write and publish articles")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the public page of the article."""
        return reverse("article_detail", args=[self.slug])

    @property
    def status(self) -> str:
        """The status word: withdrawn, published or draft."""
        if self.withdrawn_at:
            return "withdrawn"
        return "published" if self.current_revision_id else "draft"


class Byline(models.Model):
    """The place of an author among the authors of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="articles_byline_once")]

    def __str__(self):
        return f"{self.author} of {self.article_id}"


class SlugRedirect(models.Model):
    """A former slug of an article."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")

    def __str__(self):
        return self.slug


class Draft(models.Model):
    """The one mutable text of an article, based on a revision. `version` rises with every save."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="draft")
    base = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=160)
    standfirst = models.TextField(max_length=600, blank=True)
    body = models.TextField(max_length=200_000)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    def __str__(self):
        return f"draft of {self.article_id}"


class DraftVersion(models.Model):
    """What a draft said at one save: where a merge of two editors' texts begins."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    standfirst = models.TextField(max_length=600, blank=True)
    body = models.TextField(max_length=200_000)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="articles_draftversion_number")]

    def __str__(self):
        return f"version {self.number} of draft {self.draft_id}"


class Revision(models.Model):
    """An immutable state of an article that went live."""

    class Kind(models.TextChoices):
        """What sort of change it was; readers see it."""

        FIRST = "first", _("first publication")
        TYPO = "typo", _("typo")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")
        CORRECTION = "correction", _("correction")
        SAFETY = "safety", _("safety correction")

    SUBSTANTIVE = (Kind.FIRST, Kind.UPDATE, Kind.CORRECTION, Kind.SAFETY)

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    standfirst = models.TextField(max_length=600, blank=True)
    body = models.TextField(max_length=200_000)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    reason = models.CharField(max_length=300)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    word_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="articles_revision_number"),
            one_of(
                "kind",
                ["first", "typo", "clarification", "update", "correction", "safety"],
                name="articles_revision_kind",
            ),
        ]

    def __str__(self):
        return f"revision {self.number} of {self.article_id}"


class Block(models.Model):
    """A leaf of a revision's text. `key` names the same leaf across revisions and is never reused.

    A page is the blocks in order: opening + the leaf in its tag + closing. `html` is a cache that can be rebuilt.
    """

    class Kind(models.TextChoices):
        """What the leaf is."""

        HEADING = "heading"
        PARAGRAPH = "paragraph"
        ITEM = "item"
        ROW = "row"
        TITLE = "title"
        CODE = "code"

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    tag = models.CharField(max_length=4, blank=True)  # p, h2, h3, h4, tr, pre; empty for a list item's leaf
    markdown = models.TextField()
    text = models.TextField()
    html = models.TextField()
    opening = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    container = models.CharField(max_length=60, blank=True)  # "dont", or "warning/steps" when nested
    lead_in = models.TextField(blank=True)  # the sentence that governs its list; of nested lists, the outermost first
    parent_item = models.TextField(blank=True)  # text of the list item that holds its list, the outermost first

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="articles_block_position"),
            models.UniqueConstraint(fields=["revision", "key"], name="articles_block_key"),
        ]

    def __str__(self):
        return f"block {self.key}"


class Source(models.Model):
    """A bibliographic record, unique by DOI or by canonical address."""

    class Kind(models.TextChoices):
        """Its kind of evidence."""

        GUIDELINE = "guideline", _("guideline")
        REVIEW = "review", _("systematic review")
        TRIAL = "trial", _("randomised trial")
        OBSERVATIONAL = "observational", _("observational study")
        OPINION = "opinion", _("expert opinion")
        NEWS = "news", _("news")
        EXPERIENCE = "experience", _("personal experience")
        UNKNOWN = "unknown", _("kind not stated")

    authors = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=400, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    doi = models.CharField(max_length=200, null=True, blank=True, unique=True)
    url = models.CharField(max_length=500, null=True, blank=True, unique=True)  # canonical: names the document
    address = models.CharField(max_length=500, blank=True)  # as it was first given: this is what a link opens
    mirror_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    newer_version = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    people_studied = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.UNKNOWN)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of(
                "kind",
                ["guideline", "review", "trial", "observational", "opinion", "news", "experience", "unknown"],
                name="articles_source_kind",
            ),
            models.CheckConstraint(
                name="articles_source_checked_as_a_whole",
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="articles_source_mirrors_another",
                condition=Q(mirror_of__isnull=True) | ~Q(mirror_of=models.F("pk")),
            ),
            models.CheckConstraint(
                name="articles_source_newer_is_another",
                condition=Q(newer_version__isnull=True) | ~Q(newer_version=models.F("pk")),
            ),
        ]

    def __str__(self):
        return self.title or self.venue or self.doi or self.url or f"source {self.pk}"

    @property
    def link(self) -> str:
        """The address a reader can follow, or an empty string."""
        return f"https://doi.org/{self.doi}" if self.doi else (self.address or self.url or "")


class Citation(models.Model):
    """A numbered reference of one revision, frozen as printed."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="citations")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=40)  # what the editor wrote between [^ and ]
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    printed = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "number"], name="articles_citation_number")]

    def __str__(self):
        return f"[{self.number}]"
