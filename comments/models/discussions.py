"""Discussions: what an article, a topic or a dispute has one of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Article, Topic


class Discussion(models.Model):
    """What an article, a topic or a dispute has one of (a dispute points here; articles and topics are named)."""

    article = models.OneToOneField(Article, models.CASCADE, null=True, related_name="+")
    topic = models.OneToOneField(Topic, models.CASCADE, null=True, related_name="+")
    is_open = models.BooleanField(default=True)
    closes_at = models.DateTimeField(null=True)  # closes by itself then
    closed_reason = models.CharField(max_length=300, blank=True)
    slow_mode_seconds = models.PositiveIntegerField(default=0)
    slow_mode_reason = models.CharField(max_length=300, blank=True)
    slow_mode_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    slow_mode_until = models.DateTimeField(null=True)
    notice = models.TextField(blank=True, max_length=1000)  # what staff say above the thread; Markdown
    notice_html = models.TextField(blank=True)
    notice_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    notice_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comments_discussion_one_subject", condition=Q(article__isnull=True) | Q(topic__isnull=True)
            ),
            models.CheckConstraint(
                name="comments_discussion_pace_while_slow",
                condition=Q(slow_mode_seconds__gt=0)
                | Q(slow_mode_reason="", slow_mode_by__isnull=True, slow_mode_until__isnull=True),
            ),
            models.CheckConstraint(
                name="comments_discussion_notice_as_a_whole",
                condition=Q(notice="", notice_html="", notice_by__isnull=True, notice_at__isnull=True)
                | ~Q(notice="") & ~Q(notice_html="") & Q(notice_by__isnull=False, notice_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"discussion {self.pk}"

    def takes_posts(self, at) -> bool:
        """Tell whether nobody has closed it, and it has not closed by itself."""
        return self.is_open and not (self.closes_at and self.closes_at <= at)

    def pace(self, at) -> int:
        """Return how many seconds a member waits between two posts: 0 unless slow mode is on, and has not run out."""
        return 0 if self.slow_mode_until and self.slow_mode_until <= at else self.slow_mode_seconds

    @property
    def is_closed(self) -> bool:
        """Nobody can post now."""
        return not self.takes_posts(timezone.now())

    @property
    def pace_words(self) -> str:
        """How long a member waits between two posts, such as "10 minutes"."""
        minutes = self.slow_mode_seconds // 60
        if minutes >= 24 * 60:
            return ngettext("%(n)s day", "%(n)s days", minutes // (24 * 60)) % {"n": minutes // (24 * 60)}
        if minutes >= 60:
            return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}

    @property
    def is_slow(self) -> bool:
        """A member waits between two posts now."""
        return self.pace(timezone.now()) > 0
