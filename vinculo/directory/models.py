"""Who there is: organisations, their sites, people, teams, and what each person was granted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from vinculo.kernel.owned import Named, Owned, OwnedForeignKey


class Locale(models.TextChoices):
    """Reader's forms: which Spanish (or English), which dates and numbers."""

    ES_ES = "es_ES", _("Spanish (Spain)")
    ES_CO = "es_CO", _("Spanish (Colombia)")
    ES_CL = "es_CL", _("Spanish (Chile)")
    ES_MX = "es_MX", _("Spanish (Mexico)")
    ES_AR = "es_AR", _("Spanish (Argentina)")
    ES_PE = "es_PE", _("Spanish (Peru)")
    EN_GB = "en_GB", _("English (United Kingdom)")
    EN_US = "en_US", _("English (United States)")


class Organisation(Named):
    """An organisation with which the provider has to do. It may be client and supplier at once."""

    slug = models.SlugField(_("Short name"), max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    is_provider = models.BooleanField(_("Provider"), default=False)
    is_client = models.BooleanField(_("Client"), default=False)
    is_supplier = models.BooleanField(_("Supplier"), default=False)
    country = models.CharField(_("Country"), max_length=2, blank=True)
    locale = models.CharField(_("Language and form"), max_length=5, choices=Locale, default=Locale.ES_ES)
    zone = models.CharField(_("Time zone"), max_length=40, default="Europe/Madrid")
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    created_at = models.DateTimeField(_("Registered"))

    class Meta:
        verbose_name = _("Organisation")
        constraints = [Named.foreign_identity("organisation_foreign")]

    def __str__(self) -> str:
        return self.name


class Site(Owned):
    """A place of an organisation, with a time zone of its own."""

    name = models.CharField(_("Name"), max_length=120)
    zone = models.CharField(_("Time zone"), max_length=40)
    address = models.CharField(_("Address"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Site")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="site_name")]

    def __str__(self) -> str:
        return self.name


class Person(Owned, Named):
    """A person; `organisation` is the one that they come from, memberships say where else they act."""

    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), null=True, blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    job_title = models.CharField(_("Position"), max_length=80, blank=True)
    locale = models.CharField(_("Language and form"), max_length=5, choices=Locale, default=Locale.ES_ES)
    zone = models.CharField(_("Time zone"), max_length=40, default="Europe/Madrid")
    faces_clients = models.BooleanField(_("Clients see the name"), default=False)
    active = models.BooleanField(_("Active"), default=True)

    class Meta:
        verbose_name = _("Person")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email"),
            Named.foreign_identity("person_foreign", "organisation"),
        ]
        indexes = [models.Index(fields=["organisation", "name"], name="person_organisation")]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A set of permissions with a name. Shared by all: nothing in it is any client's."""

    class Side(models.TextChoices):
        CLIENT = "client", _("Client")
        SUPPLIER = "supplier", _("Supplier")
        EVERYONE = "everyone", _("Provider")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=60)
    side = models.CharField(_("Side"), max_length=10, choices=Side)
    permissions = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("Permissions"))

    class Meta:
        verbose_name = _("Role")

    def __str__(self) -> str:
        from vinculo.directory.roles import role_label

        return role_label(self)


class Membership(Owned):
    """A person acts for an organisation in a role. Several rows, several hats."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("Person")
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("Role"))
    site = OwnedForeignKey(
        Site, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Site")
    )
    active = models.BooleanField(_("Active"), default=True)

    class Meta:
        verbose_name = _("Membership")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "role"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"


class Team(Owned, Named):
    """A group that work is assigned to; it belongs to the provider, a supplier or (imported) a client."""

    code = models.SlugField(_("Code"), max_length=60)
    name = models.CharField(_("Name"), max_length=120)
    active = models.BooleanField(_("Active"), default=True)

    class Meta:
        verbose_name = _("Team")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="team_code"),
            Named.foreign_identity("team_foreign", "organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(Owned):
    """A person works in a team."""

    team = OwnedForeignKey(Team, on_delete=models.CASCADE, related_name="members", verbose_name=_("Team"))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="teams", verbose_name=_("Person")
    )

    class Meta:
        verbose_name = _("Team member")
        constraints = [models.UniqueConstraint(fields=["team", "person"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.team}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the e-mail is the name one signs in with, compared without case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Account:
        """A new account with a hashed password (none: it can only be entered after a reset)."""
        account = self.model(email=self.normalize_email(email).lower(), **more)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """The key to the door: e-mail and password of a person. A door table, read before any wall is raised."""

    email = models.EmailField(_("E-mail"), unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="account", verbose_name=_("Person")
    )
    is_active = models.BooleanField(_("May sign in"), default=True)
    created_at = models.DateTimeField(_("Registered"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        verbose_name = _("Account")

    def __str__(self) -> str:
        return self.email


class ApiToken(models.Model):
    """A key for programs. Only its SHA-256 is kept; a door table."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("Name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("Registered"), auto_now_add=True)
    expires_at = models.DateTimeField(_("Valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")

    def __str__(self) -> str:
        return self.name
