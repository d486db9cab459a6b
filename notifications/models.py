"""What a member is told: a notice in the site and a mail in the outbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.constraints import one_of
from notifications.paces import Matter, Pace

MATTERS = ["replies", "answers", "mentions", "followed", "articles", "disputes", "decisions", "credentials"]


class NoticeQuerySet(models.QuerySet):
    """Chainable reads."""

    def shown(self):
        """Notices that have not been taken back."""
        return self.exclude(title="")

    def unread(self):
        """Notices nobody has opened yet."""
        return self.shown().filter(read_at__isnull=True)

    def for_digest(self, pace):
        """Notices that wait for a digest of this pace: not opened, and in none yet."""
        return self.unread().filter(pace=pace, digest__isnull=True)


class Notice(models.Model):
    """One thing a member was told. An empty title says that it was taken back after a digest had told of it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    matter = models.CharField(max_length=11, choices=Matter.choices, blank=True)  # none: about the member themselves
    subject_key = models.CharField(max_length=80)  # "comment:17", owned by the app above
    thread_key = models.CharField(max_length=80, blank=True)  # "thread:3": mails about one talk stand together
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    pace = models.CharField(max_length=6, choices=Pace.choices, default=Pace.SITE)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    digest = models.ForeignKey("OutboxMail", models.SET_NULL, null=True, related_name="notices")
    unique_key = models.CharField(max_length=160, unique=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("pace", ["once", "daily", "weekly", "site"], name="notifications_notice_pace"),
            one_of("matter", ["", *MATTERS], name="notifications_notice_matter"),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="notifications_notice_member"),
            models.Index(fields=["member"], condition=Q(read_at__isnull=True), name="notifications_notice_unread"),
            models.Index(fields=["subject_key"], name="notifications_notice_subject"),
            models.Index(
                fields=["pace", "member"],
                condition=Q(digest__isnull=True, read_at__isnull=True, pace__in=["daily", "weekly"]),
                name="notifications_notice_digest",
            ),
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
        indexes = [models.Index(fields=["member", "-id"], name="notifications_subscription_of")]

    def __str__(self):
        return f"{self.member_id} follows {self.subject_key}"


class Preference(models.Model):
    """How a member wants to be told of one matter; without a row, as paces.AT_FIRST says."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    matter = models.CharField(max_length=11, choices=Matter.choices)
    pace = models.CharField(max_length=6, choices=Pace.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "matter"], name="notifications_preference_once"),
            one_of("matter", MATTERS, name="notifications_preference_matter"),
            one_of("pace", ["once", "daily", "weekly", "site"], name="notifications_preference_pace"),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.matter} {self.pace}"


class QuietWriter(models.Model):
    """A member who does not follow by themselves what they write in."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    def __str__(self):
        return f"{self.member_id} follows nothing by writing"


class OutboxMail(models.Model):
    """A mail on its way; drained by the worker, tried again with growing pauses."""

    class State(models.TextChoices):
        """Where the mail stands."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"  # when it was due, there was nothing left that its member could see

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    matter = models.CharField(max_length=11, choices=Matter.choices, blank=True)
    digest = models.CharField(max_length=6, blank=True)  # "daily", "weekly": its words come when it leaves
    subject_key = models.CharField(max_length=80, blank=True)
    thread_key = models.CharField(max_length=80, blank=True)
    unique_key = models.CharField(max_length=160, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("state", ["waiting", "sent", "failed", "dropped"], name="notifications_outbox_state"),
            one_of("digest", ["", "daily", "weekly"], name="notifications_outbox_digest"),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="notifications_outbox_due"),
            models.Index(fields=["subject_key"], name="notifications_outbox_subject"),
        ]

    def __str__(self):
        return self.subject
