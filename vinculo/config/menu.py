"""The menu, written out: what each kind of person finds around a page, and where each begins."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vinculo.config.portal_menu import portal_frame
from vinculo.directory.policies import sees_directory
from vinculo.directory.roles import DESK_SEE, HISTORY_SEE, MEASURES_SEE, SUPPLIER_WORK
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import ActorRequest

SIDES = {Side.EVERYONE: "ours", Side.CLIENT: "client", Side.SUPPLIER: "supplier"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page needs around its content; on pages outside the scope (signing in), nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    around: dict[str, Any] = {
        "me": {"name": actor.name, "side": SIDES[actor.side]},
        "preferences_url": reverse("directory:preferences"),
        "logout_url": reverse("account_logout"),
    }
    if actor.side is Side.CLIENT:
        return around | portal_frame(request, actor)
    if actor.may(DESK_SEE):
        around["search_url"] = reverse("desk:search")
    return around | {"menu": staff_menu(request.path, actor)}


def staff_menu(path: str, actor: Actor) -> list[dict[str, Any]]:
    """The rail: what one is after, in groups, as far as this person may open it."""
    queue = reverse("desk:queue")
    label = _("Shared tickets") if actor.side is Side.SUPPLIER else pgettext("menu", "Queue")
    is_desk = path.startswith((queue, "/tickets/"))
    entries = [{"label": label, "url": queue, "icon": "inbox", "current": is_desk}]
    if actor.side is Side.EVERYONE and actor.may(MEASURES_SEE):
        measures = reverse("measures:incidents")
        here = path.startswith(measures)
        entries.append(
            {"label": pgettext("menu", "Measures"), "url": measures, "icon": "chart", "current": here}
        )
    if sees_directory(actor):
        directory = reverse("directory:organisations")
        here = path.startswith((directory, "/people/"))
        label, short = _("Organisations"), pgettext("menu, at the thumb", "Directory")
        entries.append(
            {"label": label, "short": short, "url": directory, "icon": "building", "current": here}
        )
    if actor.side is Side.EVERYONE and actor.may(HISTORY_SEE):
        history = reverse("history:events")
        here = path.startswith(history)
        entries.append(
            {"label": pgettext("menu", "History"), "url": history, "icon": "history", "current": here}
        )
    return [{"title": "", "entries": entries}]


def home(request: ActorRequest) -> HttpResponse:
    """Send each kind of person to their first page."""
    actor = request.actor
    if actor.side is Side.CLIENT:
        return redirect("portal:home")
    if actor.may(DESK_SEE) or actor.may(SUPPLIER_WORK):
        return redirect("desk:queue")
    raise NotAllowed("home")
