"""Discussions: what an article, a topic or a dispute has one of."""

from django.conf import settings
from django.db import models
from django.db.models import Q

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
