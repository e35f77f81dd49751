"""What the directory does later: letters about accounts."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from vinculo.directory.actors import speaking_to
from vinculo.directory.models import Account

RETRY = RetryStrategy(max_attempts=5, exponential_wait=3)
"""Five tries within some minutes: who waits for the letter asks again after that."""


@app.task(name="directory.send_reset", queue="mail", retry=RETRY)
def send_reset(account_id: int) -> None:
    """Mail the link by which a password is chosen again, to whoever asked for it."""
    _send_link(account_id, "account/email/password_reset_key")


@app.task(name="directory.send_invitation", queue="mail", retry=RETRY)
def send_invitation(account_id: int) -> None:
    """Mail the link by which the first password is chosen, to whom an account was opened."""
    _send_link(account_id, "account/email/invitation")


def _send_link(account_id: int, letter: str) -> None:
    """Write in the language of the account's person. The link is made here, so that no secret lies in the queue; a
    closed account gets none."""
    from allauth.account.forms import default_token_generator  # heavy, and only this needs it
    from allauth.account.utils import user_pk_to_url_str

    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return
    places = [user_pk_to_url_str(account), default_token_generator.make_token(account)]
    url = settings.PUBLIC_URL + reverse("account_reset_password_from_key", args=places)
    with speaking_to(account):
        subject = render_to_string(f"{letter}_subject.txt").strip()
        body = render_to_string(f"{letter}_message.txt", {"password_reset_url": url, "email": account.email})
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    EmailMessage(subject, body.strip() + "\n", to=[account.email], headers=headers).send()
