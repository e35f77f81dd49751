"""What stands around every page of the portal: whose it is, where one may go, who serves."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.directory.models import Organisation
from vinculo.directory.roles import PORTAL_USE
from vinculo.kernel.scope import Actor
from vinculo.kernel.web import seen


def portal_frame(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """The menu, the brand and the foot that a client's person sees. One statement."""
    home, cases = reverse("portal:home"), reverse("portal:cases")
    names = dict[int, str]()
    provider = ""
    rows = (
        seen(Organisation, actor).filter(Q(pk__in=actor.organisations) | Q(is_provider=True)).order_by("pk")
    )
    for key, name, is_provider in rows.values_list("pk", "name", "is_provider"):
        if key in actor.grants:
            names[key] = name
        elif is_provider:
            provider = provider or name
    entries = [
        {"label": pgettext("portal", "Home"), "url": home, "current": request.path == home},
        {"label": _("My cases"), "url": cases, "current": request.path.startswith(cases)},
    ]
    return {
        "portal_menu": entries if actor.may(PORTAL_USE) else [],
        "portal_url": home,
        "brand": names.get(actor.organisation_id or 0) or next(iter(names.values()), ""),
        "portal_foot": _("Service provided by %(provider)s") % {"provider": provider} if provider else "",
    }
