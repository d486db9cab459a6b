"""Members, their credentials and restrictions."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import one_of

FORMER_ID = -1  # of the one former member, to whom goes what others have left; the database gives keys from 1


class MemberManager(BaseUserManager):
    """Makes members; the public name's key and slug come from accounts/names.py."""

    use_in_migrations = True

    def get_by_natural_key(self, email):
        """Find a member by e-mail address, whatever its letter case."""
        return self.get(email__iexact=email)


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account: e-mail to sign in, a public name (perhaps a pseudonym) to be known by."""

    class Leaving(models.TextChoices):
        """What becomes of the words of a member who leaves."""

        REMOVE = "remove", _("Remove my words")
        ANONYMISE = "anonymise", _("Leave them without my name")

    email = models.EmailField(_("e-mail address"), unique=True)
    public_name = models.CharField(_("public name"), max_length=30)
    name_key = models.CharField(max_length=120, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    name_changed_at = models.DateTimeField(null=True, editable=False)
    email_confirmed_at = models.DateTimeField(null=True, editable=False)
    joined_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # Django's admin site asks for it; our code asks for permissions
    version = models.PositiveIntegerField(default=1, editable=False)
    leaves_at = models.DateTimeField(null=True, editable=False)  # when the account is deleted, if its member asked
    leaving_mode = models.CharField(max_length=9, choices=Leaving.choices, blank=True, editable=False)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_member_email_any_case"),
            one_of("leaving_mode", ["", "remove", "anonymise"], name="accounts_member_leaving_mode"),
            models.CheckConstraint(
                name="accounts_member_leaves_as_a_whole",
                condition=Q(leaves_at__isnull=True, leaving_mode="") | Q(leaves_at__isnull=False) & ~Q(leaving_mode=""),
            ),
        ]
        indexes = [
            models.Index(fields=["leaves_at"], condition=Q(leaves_at__isnull=False), name="accounts_member_leaving")
        ]

    def __str__(self):
        return self.public_name

    def get_absolute_url(self):
        """Return the public page of the member."""
        return reverse("member_detail", args=[self.slug])


class NameRedirect(models.Model):
    """A former slug of a member; it leads to the present one and nobody else may take it."""

    slug = models.SlugField(max_length=60, unique=True)
    name_key = models.CharField(max_length=120)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")

    def __str__(self):
        return self.slug


class CredentialQuerySet(models.QuerySet):
    """Chainable reads."""

    def valid(self, at):
        """Credentials that a moderator has checked and that have not expired."""
        return self.filter(checked_at__isnull=False, checked_at__lte=at, expires_on__gte=at.date())


class Credential(models.Model):
    """A licence that a moderator has checked, until it expires."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=80)
    country = models.CharField(max_length=60)
    checked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_credential_checked_as_a_whole",
                condition=Q(checked_by__isnull=True, checked_at__isnull=True, expires_on__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False, expires_on__isnull=False),
            ),
            models.CheckConstraint(
                name="accounts_credential_not_checked_by_its_member",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("member")),
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.country}"


class RestrictionQuerySet(models.QuerySet):
    """Chainable reads."""

    def in_force(self, at):
        """Restrictions that hold at this time."""
        return self.filter(lifted_at__isnull=True, starts_at__lte=at).filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at)
        )


class Restriction(models.Model):
    """What a member may not do for a while, and why. moderation.actions makes and lifts it."""

    class Ability(models.TextChoices):
        """What is restricted."""

        POST = "post", _("post")
        FLAG = "flag", _("flag")
        QUESTION = "question", _("question a statement")
        MESSAGE = "message", _("send messages")
        ALL = "all", _("everything but reading")

    class Effect(models.TextChoices):
        """How it is restricted."""

        REFUSED = "refused", _("refused")
        PREMODERATED = "premoderated", _("seen by a moderator first")

    member = models.ForeignKey(Member, models.CASCADE, related_name="restrictions")
    ability = models.CharField(max_length=10, choices=Ability.choices)
    effect = models.CharField(max_length=12, choices=Effect.choices, default=Effect.REFUSED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=2000)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("ability", ["post", "flag", "question", "message", "all"], name="accounts_restriction_ability"),
            one_of("effect", ["refused", "premoderated"], name="accounts_restriction_effect"),
            models.CheckConstraint(
                name="accounts_restriction_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["member", "lifted_at", "ends_at"], name="accounts_restriction_member")]

    def __str__(self):
        return f"{self.member}: {self.ability} {self.effect}"


class DataExport(models.Model):
    """What a member asked to download: a zip in EXPORT_DIR, made by the worker and deleted after EXPORT_DAYS."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=64, blank=True)  # random: it says nothing about the member

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_dataexport_ready_as_a_whole",
                condition=Q(ready_at__isnull=True, expires_at__isnull=True, file_name="")
                | Q(ready_at__isnull=False, expires_at__isnull=False) & ~Q(file_name=""),
            )
        ]

    def __str__(self):
        return f"download of {self.member_id}"
