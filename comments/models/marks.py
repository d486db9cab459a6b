"""What members and professionals say about somebody else's words without words of their own."""

from django.conf import settings
from django.db import models

from accounts.models import Credential
from comments.models.comments import Comment


class HelpfulMark(models.Model):
    """A member found a comment helpful: the one vote there is, and never on one's own words."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="comments_helpful_once")]

    def __str__(self):
        return f"{self.member_id} finds {self.comment_id} helpful"


class Endorsement(models.Model):
    """A professional puts their name, and the licence that was checked, behind an answer."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="endorsements")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    credential = models.ForeignKey(Credential, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="comments_endorsement_once")]

    def __str__(self):
        return f"{self.member_id} endorses {self.comment_id}"


class Mention(models.Model):
    """A comment names a member."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "member"], name="comments_mention_once")]

    def __str__(self):
        return f"{self.comment_id} names {self.member_id}"


class Draft(models.Model):
    """What a member typed into a form of a discussion and has not sent."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(max_length=200)  # names the form: "discussion:5", or the address of its page
    values = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="comments_draft_once")]

    def __str__(self):
        return f"draft of {self.member_id} for {self.place}"
