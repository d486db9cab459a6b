"""What a member is told: a notice in the site and a mail in the outbox."""

from django.conf import settings
from django.db import models


class NoticeQuerySet(models.QuerySet):
    """Chainable reads."""

    def unread(self):
        """Notices nobody has opened yet."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing a member was told, shown at /me/."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)  # "comment:17", owned by the app above
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    unique_key = models.CharField(max_length=160, unique=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-id"], name="notifications_notice_member"),
            models.Index(fields=["subject_key"], name="notifications_notice_subject"),
        ]

    def __str__(self):
        return self.title


class Subscription(models.Model):
    """A member follows a thing."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    subject_key = models.CharField(max_length=80)  # "dispute:17", owned by the app above
    carried_from = models.CharField(max_length=80, blank=True)  # the thing that was merged into this one
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_key", "member"], name="notifications_subscription_once")
        ]

    def __str__(self):
        return f"{self.member_id} follows {self.subject_key}"


class OutboxMail(models.Model):
    """A mail on its way; drained by the worker, tried again with growing pauses."""

    class State(models.TextChoices):
        """Where the mail stands."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    unique_key = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="notifications_outbox_due")]

    def __str__(self):
        return self.subject
