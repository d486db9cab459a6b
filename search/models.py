"""What can be found: one document a thing, the words that the documents hold, and words that mean the same.

A document names its thing by a key that the app above owns ("comment:17"); no foreign key leads upward.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.constraints import one_of


class Kind(models.TextChoices):
    """What sort of thing is found."""

    ARTICLE = "article", _("Articles")
    QUESTION = "question", _("Questions")
    ANSWER = "answer", _("Answers")
    COMMENT = "comment", _("Comments")
    DISPUTE = "dispute", _("Disputes")
    CLAIM = "claim", _("Claims")
    MEMBER = "member", _("Members")


class State(models.TextChoices):
    """Where a dispute or a question stands; other things have none."""

    NONE = "", _("no state")
    UNANSWERED = "unanswered", _("Question without an answer")
    ANSWERED = "answered", _("Question with answers")
    ACCEPTED = "accepted", _("Question with an accepted answer")
    CLOSED = "closed", _("Question that was closed")
    OPEN = "open", _("Dispute that is open")
    RULED = "ruled", _("Dispute with a ruling")
    DISMISSED = "dismissed", _("Dispute that was dismissed")


class SearchDocument(models.Model):
    """What one public thing says. Written by search.actions alone: each database keeps an index beside these rows."""

    subject_key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, blank=True)
    place = models.CharField(max_length=40, blank=True)  # the thing it stands under, such as "article:5"
    author_id = models.BigIntegerField(null=True)  # of the member who wrote it; a plain number
    dated_at = models.DateTimeField()
    vector = SearchVectorField(null=True, editable=False)  # on PostgreSQL; on SQLite the index is a table of its own

    class Meta:
        constraints = [
            one_of("kind", Kind.values, name="search_document_kind"),
            one_of("state", State.values, name="search_document_state"),
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_document_vector"),
            models.Index(fields=["place"], name="search_document_place"),
            models.Index(fields=["author_id"], name="search_document_author"),
        ]

    def __str__(self):
        return self.subject_key


class DocumentTopic(models.Model):
    """A topic that a document is about, by its slug."""

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="topics")
    slug = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "document"], name="search_documenttopic_once")]

    def __str__(self):
        return f"{self.document_id} about {self.slug}"


class Word(models.Model):
    """A word that documents hold, as it is written, for suggestions; one that no document holds is no row."""

    word = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="search_word_held", condition=models.Q(count__gt=0))]

    def __str__(self):
        return self.word


class WordChange(models.Model):
    """Words that documents more, or fewer, hold, and that the worker has not counted yet.

    Whoever takes something out of public view must not wait for others who do, so nobody but the worker counts.
    """

    words = models.JSONField()
    by = models.SmallIntegerField()  # 1 or -1

    class Meta:
        constraints = [models.CheckConstraint(name="search_wordchange_by_one", condition=models.Q(by__in=[-1, 1]))]

    def __str__(self):
        return f"{self.by:+d} for {len(self.words)} words"


class Synonyms(models.Model):
    """Words that mean the same, kept by editors: who looks for one finds the others."""

    words = models.JSONField()  # two or more, as editors write them
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "synonyms"
        permissions = [("keep_synonyms", "Can keep the words that mean the same")]

    def __str__(self):
        return " = ".join(self.words)
