"""What a thread has whose root is a question: a page of its own, answers, and an end."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models import Revision, Source
from comments.models.comments import Comment
from comments.models.discussions import Discussion
from common.constraints import one_of


class QuestionQuerySet(models.QuerySet):
    """Chainable reads."""

    def unanswered(self):
        """Questions that wait for their first answer."""
        return self.filter(answer_count=0, close_reason="")

    def unsettled(self):
        """Questions that were answered, and whose asker has accepted none of it."""
        return self.filter(answer_count__gt=0, accepted=None, close_reason="")


class Question(models.Model):
    """A question: its words, its author and who can read it are those of its root comment."""

    class CloseReason(models.TextChoices):
        """Why nobody can answer any more."""

        DUPLICATE = "duplicate", _("asked before")
        CLINICIAN = "clinician", _("needs a clinician")
        OFF_TOPIC = "off_topic", _("off topic")
        UNCLEAR = "unclear", _("unclear")
        ARTICLE = "article", _("answered by the article")

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="question")
    answer_count = models.PositiveIntegerField(default=0)  # published direct replies
    active_at = models.DateTimeField()  # when it was asked, or last answered or commented on
    accepted = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=9, choices=CloseReason.choices, blank=True)
    close_note = models.CharField(max_length=500, blank=True)  # shown to everybody
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comments_question_accepted_as_a_whole",
                condition=Q(accepted__isnull=True, accepted_at__isnull=True)
                | Q(accepted__isnull=False, accepted_at__isnull=False),
            ),
            one_of(
                "close_reason",
                ["", "duplicate", "clinician", "off_topic", "unclear", "article"],
                name="comments_question_close_reason",
            ),
            models.CheckConstraint(
                name="comments_question_closed_as_a_whole",
                condition=Q(close_reason="", close_note="", closed_by__isnull=True, closed_at__isnull=True)
                | ~Q(close_reason="") & Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comments_question_duplicate_of_another",
                condition=Q(close_reason="duplicate", duplicate_of__isnull=False) & ~Q(duplicate_of=F("pk"))
                | ~Q(close_reason="duplicate") & Q(duplicate_of__isnull=True),
            ),
            models.CheckConstraint(
                name="comments_question_answered_by_a_revision",
                condition=Q(close_reason="article", answered_by__isnull=False)
                | ~Q(close_reason="article") & Q(answered_by__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["-active_at", "-comment"], name="comments_question_active"),
            models.Index(fields=["answer_count", "-comment"], name="comments_question_unanswered"),
            models.Index(fields=["duplicate_of"], name="comments_question_duplicates"),
        ]

    def __str__(self):
        return f"question {self.pk}"

    def get_absolute_url(self):
        """Return its own page."""
        return reverse("question_detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of its address; no words that have gone, or wait for a moderator, stand in it."""
        is_public = self.comment.status == Comment.Status.PUBLISHED
        return (slugify(self.comment.title)[:80].strip("-") if is_public else "") or "question"


class Move(models.Model):
    """A comment was made a question of its own; what it was before is kept, so that it can go back."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="+")
    from_discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="+")
    from_parent = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    from_in_reply_to = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    from_kind = models.CharField(max_length=10, blank=True)
    from_title = models.CharField(max_length=160, blank=True)
    from_basis = models.CharField(max_length=10, blank=True)
    from_source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(undone_at__isnull=True), name="comments_move_one_in_force"
            )
        ]

    def __str__(self):
        return f"move of comment {self.comment_id}"
