"""Comments, questions and answers: one table serves all three."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Source
from comments.models.discussions import Discussion
from common import transitions
from common.constraints import one_of


def readable_by(member) -> Q:
    """Return the one condition under which a member may read a comment's words; deleted ones are nobody's.

    Args:
        member: a Member or AnonymousUser.
    """
    if member.is_authenticated and member.has_perm("comments.read_unpublished"):
        return ~Q(status=Comment.Status.DELETED)
    words = Q(status=Comment.Status.PUBLISHED)
    if member.is_authenticated:
        words |= Q(author=member, status__in=[Comment.Status.HELD, Comment.Status.HIDDEN])
    return words


class CommentQuerySet(models.QuerySet):
    """Chainable reads."""

    def visible_to(self, member):
        """Comments whose words this member may read (reading.standing adds the tombstones)."""
        return self.filter(readable_by(member))


class Comment(models.Model):
    """A node of a thread: a root and its descendants. Markdown in, cleaned HTML out."""

    class Kind(models.TextChoices):
        """What the root says it is."""

        EXPERIENCE = "experience", _("my experience")
        QUESTION = "question", _("a question")
        CONCERN = "concern", _("a concern")
        EVIDENCE = "evidence", _("evidence")
        REMARK = "remark", _("a remark")

    class Basis(models.TextChoices):
        """What an answer rests on."""

        EXPERIENCE = "experience", _("my experience")
        SOURCE = "source", _("I cite a source")

    class Status(models.TextChoices):
        """Who can read it."""

        PUBLISHED = "published", _("published")
        HELD = "held", _("waiting for a moderator")
        HIDDEN = "hidden", _("hidden")
        REMOVED = "removed", _("removed by a moderator")
        DELETED = "deleted", _("deleted by its author")

    NEXT = {
        Status.PUBLISHED: {Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED},
        Status.HELD: {Status.PUBLISHED, Status.HIDDEN, Status.REMOVED, Status.DELETED},
        Status.HIDDEN: {Status.PUBLISHED, Status.REMOVED, Status.DELETED},
        Status.REMOVED: {Status.PUBLISHED, Status.DELETED},  # deleted: its author has left and took their words along
    }

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    in_reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=1616, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    title = models.CharField(max_length=160, blank=True)
    body = models.TextField(max_length=10_000)
    body_html = models.TextField()
    basis = models.CharField(max_length=10, choices=Basis.choices, blank=True)  # of an answer
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")  # that an answer cites
    interest = models.CharField(max_length=300, blank=True)  # what its author says about their interest in a product
    revision = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.PUBLISHED)
    status_reason = models.TextField(blank=True, max_length=2000)  # shown to its author
    removal_code = models.CharField(max_length=40, blank=True)  # policy rule, shown on the tombstone
    is_locked = models.BooleanField(default=False)
    is_under_review = models.BooleanField(default=False)
    judged_at = models.DateTimeField(null=True)  # a decision found that these words break a rule: they stay as they are
    helpful_count = models.PositiveIntegerField(default=0)  # as many as HelpfulMark has rows
    endorsement_count = models.PositiveIntegerField(default=0)  # as many as Endorsement has rows
    reply_count = models.PositiveIntegerField(default=0)  # of a root: published comments that hang on it
    featured_at = models.DateTimeField(null=True)
    featured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    submission_key = models.UUIDField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "submission_key"], name="comments_comment_sent_once"),
            one_of("status", ["published", "held", "hidden", "removed", "deleted"], name="comments_comment_status"),
            models.CheckConstraint(
                name="comments_comment_kind_of_root",
                condition=Q(parent__isnull=True, depth=0) & ~Q(kind="") | Q(parent__isnull=False, kind="", title=""),
            ),
            models.CheckConstraint(
                name="comments_comment_removed_with_code", condition=~Q(status="removed") | ~Q(removal_code="")
            ),
            one_of("basis", ["", "experience", "source"], name="comments_comment_basis"),
            models.CheckConstraint(
                name="comments_comment_basis_of_reply", condition=Q(basis="") | Q(parent__isnull=False)
            ),
            models.CheckConstraint(
                name="comments_comment_source_with_basis",
                condition=Q(basis="source", source__isnull=False) | ~Q(basis="source") & Q(source__isnull=True),
            ),
            models.CheckConstraint(
                name="comments_comment_featured_as_a_whole",
                condition=Q(featured_at__isnull=True, featured_by__isnull=True)
                | Q(featured_at__isnull=False, featured_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["discussion", "path"], name="comments_comment_thread"),
            models.Index(fields=["discussion", "-id"], condition=Q(parent__isnull=True), name="comments_comment_roots"),
            models.Index(fields=["author", "-id"], name="comments_comment_author"),
            models.Index(fields=["discussion", "id"], name="comments_comment_newest"),
            models.Index(
                fields=["discussion", "-helpful_count", "id"],
                condition=Q(parent__isnull=True),
                name="comments_comment_helpful",
            ),
            models.Index(
                fields=["discussion", "-reply_count", "id"],
                condition=Q(parent__isnull=True),
                name="comments_comment_discussed",
            ),
            models.Index(
                fields=["discussion", "-featured_at"],
                condition=Q(featured_at__isnull=False),
                name="comments_comment_featured",
            ),
        ]
        permissions = [
            ("read_unpublished", "Can read held, hidden and removed comments"),
            ("feature_comment", "Can feature comments"),
            ("keep_questions", "Can close, merge and move questions"),
        ]

    def __str__(self):
        return f"comment {self.pk}"

    def get_absolute_url(self):
        """Return the permalink; it opens the right page and marks the comment."""
        return reverse("comment_detail", args=[self.pk])

    def move_to(self, status, *, reason="", code=""):
        """Change the status; raise InvalidTransition if NEXT does not list the move."""
        transitions.check(self, status)
        self.status, self.status_reason, self.removal_code = status, reason, code
        self.save(update_fields=["status", "status_reason", "removal_code"])


class CommentRevision(models.Model):
    """What a comment said at a time."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160, blank=True)
    body = models.TextField()
    body_html = models.TextField()
    interest = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=True)  # False: held back until it was replaced, or replaced within minutes
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="comments_revision_number")]

    def __str__(self):
        return f"revision {self.number} of comment {self.comment_id}"
