"""How signing in behaves here, where it differs from allauth's own ways."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vinculo.directory.actors import speaking_to
from vinculo.directory.jobs import send_reset
from vinculo.directory.models import Account

log = logging.getLogger("vinculo.accounts")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: accounts are made by administrators. Mails go in the recipient's own language."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That e-mail address and that password do not go together."),
        "too_many_login_attempts": _(
            "There were too many attempts with this address; for safety it rests for five minutes."
        ),
        "enter_current_password": _("The present password is another one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the sign-up page closed."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is written."""
        return subject

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """Let a job write it: the page answers alike, and as soon, for an address that nobody knows."""
        send_reset.defer(account_id=user.pk)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password, back to where it was asked for."""
        return reverse("directory:preferences")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the account's own address of a change to it."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email or user.email
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the recipient's language. A mail server that fails is for the log: what the letter tells is done."""
        with speaking_to(context.get("user")):
            try:
                super().send_mail(template_prefix, email, context)
            except OSError:
                log.exception("A mail about an account (%s) could not be sent.", template_prefix)
