"""Members, their credentials and restrictions."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.constraints import one_of
from common.transitions import InvalidTransition

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

    def waiting(self):
        """Applications that nobody has decided yet, the oldest first."""
        return self.filter(applied_at__isnull=False, checked_at__isnull=True, ending="").order_by("pk")

    def standing(self):
        """Credentials that a moderator has checked and that nobody has ended; their day may have passed."""
        return self.filter(checked_at__isnull=False, ending="")

    def valid(self, at):
        """Credentials that a moderator has checked, that nobody has ended and that have not expired."""
        return self.standing().filter(checked_at__lte=at, expires_on__gte=at.date())


class Credential(models.Model):
    """A licence that a member says they hold, and that a moderator has checked, until it expires or is ended.

    The number is sealed (accounts/sealing.py) and emptied as soon as nobody needs it any more: at every ending and
    once the credential has lapsed.
    """

    class Ending(models.TextChoices):
        """Why it does not count any more, though its day has not come."""

        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("taken back")
        REVOKED = "revoked", _("taken away")
        RENEWED = "renewed", _("renewed")

    member = models.ForeignKey(Member, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=80)
    country = models.CharField(max_length=60)
    number_sealed = models.TextField(blank=True)
    register_url = models.URLField(max_length=300, blank=True)  # where the number can be looked up
    applied_at = models.DateTimeField(null=True)  # null: it is older than applications
    checked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    ending = models.CharField(max_length=9, choices=Ending.choices, blank=True)
    ended_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(max_length=1000, blank=True)  # what the member is told
    warned_at = models.DateTimeField(null=True)  # told that it will lapse
    lapsed_at = models.DateTimeField(null=True)  # told that it has lapsed

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
            models.UniqueConstraint(
                name="accounts_credential_one_application",
                fields=["member"],
                condition=Q(applied_at__isnull=False, checked_at__isnull=True, ending=""),
            ),
            one_of("ending", ["", "refused", "withdrawn", "revoked", "renewed"], name="accounts_credential_ending"),
            models.CheckConstraint(
                name="accounts_credential_ended_as_a_whole",
                condition=Q(ending="", ended_by__isnull=True, ended_at__isnull=True, end_reason="")
                | Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(ending=""),
            ),
            models.CheckConstraint(
                name="accounts_credential_refused_unchecked",
                condition=~Q(ending="refused") | Q(checked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="accounts_credential_number_while_needed",
                condition=Q(number_sealed="") | Q(ending="", lapsed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_on"],
                condition=Q(checked_at__isnull=False, ending="", lapsed_at__isnull=True),
                name="accounts_credential_lapsing",
            )
        ]
        permissions = [("check_credential", "Can check the licences of professionals")]

    def __str__(self):
        return f"{self.kind}, {self.country}"

    @property
    def is_waiting(self) -> bool:
        """Nobody has decided it yet."""
        return self.checked_at is None and not self.ending

    def is_valid(self, at) -> bool:
        """Tell of a row in hand what the QuerySet's valid() asks of the database."""
        stands = self.checked_at is not None and not self.ending
        return stands and self.checked_at <= at and self.expires_on >= at.date()

    def end(self, ending, *, by, at, reason=""):
        """Let it count no longer; raise InvalidTransition if it has ended, or is refused after it was checked."""
        if self.ending or (ending == self.Ending.REFUSED and not self.is_waiting):
            raise InvalidTransition(f"credential {self.pk} is {self.ending or 'checked'}")
        self.ending, self.ended_by, self.ended_at, self.end_reason, self.number_sealed = ending, by, at, reason, ""
        self.save(update_fields=["ending", "ended_by", "ended_at", "end_reason", "number_sealed"])

    def check_off(self, *, by, at, expires_on):
        """Note that a moderator has looked it up; raise InvalidTransition if it does not wait."""
        if not self.is_waiting:
            raise InvalidTransition(f"credential {self.pk} is {self.ending or 'checked'}")
        self.checked_by, self.checked_at, self.expires_on = by, at, expires_on
        self.save(update_fields=["checked_by", "checked_at", "expires_on"])


class Mute(models.Model):
    """A member does not want to read what another writes. The other is never told."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(Member, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "muted"], name="accounts_mute_once"),
            models.CheckConstraint(condition=~Q(member=F("muted")), name="accounts_mute_somebody_else"),
        ]

    def __str__(self):
        return f"{self.member_id} does not read {self.muted_id}"


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
