"""Allauth's forms with our labels: no placeholder stands in for one, and links are the page's matter."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Present password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class Plain:
    """Labels above the fields and nothing inside them."""

    fields: dict[str, Any]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, label in WORDS.items():
            if name in self.fields:
                field = self.fields[name]
                field.label, field.help_text = label, ""
                field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "At least ten characters; a sentence of one's own serves well."
            )


class SignInForm(Plain, forms.LoginForm):  # type: ignore[misc]
    """E-mail and password."""


class AskResetForm(Plain, forms.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link goes."""


class NewPasswordForm(Plain, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link of a mail."""


class ChangePasswordForm(Plain, forms.ChangePasswordForm):  # type: ignore[misc]
    """A new password for one's own account."""
