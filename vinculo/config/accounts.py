"""How signing in behaves here, where it differs from allauth's own ways."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: accounts are made by administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the sign-up page closed."""
        return False
