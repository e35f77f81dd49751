"""How a ticket's page answers: the whole page, the named part of it, or the way back after an act."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django_htmx.http import reswap, retarget

from vinculo.desk import policies
from vinculo.desk.forms.staff import ActForm, MessageForm, codes, reasons
from vinculo.desk.models import Channel, Priority, ResolutionCode, State, Ticket
from vinculo.desk.queries import ticket_of
from vinculo.desk.telling import tell_meanwhile
from vinculo.desk.threads import LAST, MOST, meanwhile, others_of_requester, shares_of, window
from vinculo.desk.views.acts import TAKE, acts
from vinculo.desk.views.doors import DeskRequest
from vinculo.desk.views.rows import charged_word
from vinculo.desk.views.timeline import life_of, timeline
from vinculo.kernel import clock
from vinculo.kernel.actions import together
from vinculo.kernel.refusals import Refusal
from vinculo.kernel.scope import Side
from vinculo.ui.marks import icon, state
from vinculo.ui.parts import Mode
from vinculo.ui.toasts import toast

MORE = 300
"""How many earlier messages come with one click."""


def attempt(form: forms.Form, verb: Callable[[], object]) -> bool:
    """Whether a form was filled in well and its act was done; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        with together():
            verb()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def done(request: DeskRequest, ticket: Ticket, form: ActForm, words: object) -> HttpResponse:
    """After an act: the page as it now stands, and what others did to it meanwhile."""
    toast(request, words)
    if request.htmx:  # whoever wrote stays where one writes; whoever acted is led back to the acts
        return page(request, ticket.ref, seen=form.had_seen, is_after=not isinstance(form, MessageForm))
    address = reverse("desk:ticket", args=[ticket.ref])
    had_seen = form.had_seen
    if had_seen is not None and meanwhile(request.actor, ticket, had_seen):
        address += f"?since={had_seen}"
    return redirect(f"{address}#last")


def ask(request: DeskRequest, ref: str, act: str, form: ActForm) -> HttpResponse:
    """The page with a form of an act open; for htmx the form alone, in its place."""
    if not form.is_bound:
        form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    if not request.htmx:
        return page(request, ref, act=act, form=form, seen=form.had_seen)
    response = render(
        request, "desk/ticket.html#act", {**_act(request, ref, act, form)}, status=_status(form)
    )
    return reswap(retarget(response, "#act"), "outerHTML") if form.errors else response


def page(
    request: DeskRequest,
    ref: str,
    *,
    act: str = "",
    form: ActForm | None = None,
    message: MessageForm | None = None,
    seen: int | None = None,
    is_after: bool = False,
) -> HttpResponse:
    """The ticket's page, from scratch: an act may have changed all of it."""
    by, now = request.actor, clock.now()
    ticket = ticket_of(by, ref)
    last = min(_number(request, "last", LAST), MOST)
    said = window(by, ticket, last)
    is_ours = by.side is Side.EVERYONE
    others = [tell_meanwhile(event) for event in meanwhile(by, ticket, seen)] if seen is not None else []
    context = {
        **_act(request, ref, act, form),
        "seen": said.newest_event,
        "seen_vals": json.dumps({"seen": said.newest_event}),
        "words": _words(ticket),
        "state_mark": _mark(ticket, is_ours=is_ours),
        "ticket": ticket,
        "now": now,
        "items": timeline(ticket, said, is_ours=is_ours),
        "life": life_of(ticket, said, now=now, is_ours=is_ours),
        "earlier": said.earlier,
        "next_last": last + min(said.earlier, MORE),
        "next_count": min(said.earlier, MORE),
        "newest_event": said.newest_event,
        "meanwhile": [words for words in others if words],
        "acts": acts(by, ticket),
        "take": TAKE,
        "may_take": policies.works_on(by, ticket) and ticket.is_open and ticket.assignee_id != by.person_id,
        **_composer(ticket, message, is_ours=is_ours),
        "takes_part": policies.takes_part(by, ticket),
        "may_work": policies.works_on(by, ticket),
        "is_ours": is_ours,
        "others": [(other, _mark(other)) for other in others_of_requester(by, ticket)] if is_ours else (),
        "shares": shares_of(by, ticket) if is_ours else (),
        "is_after": is_after,
    }
    name = "desk/ticket.html#page" if request.htmx else "desk/ticket.html"
    return render(request, name, context, status=_status(form, message))


def _act(request: DeskRequest, ref: str, act: str, form: ActForm | None) -> dict[str, Any]:
    """The open form of an act, for the place below the bar."""
    seen = request.POST.get("seen") or request.GET.get("seen", "")
    return {"act": act, "form": form, "url": reverse("desk:ticket", args=[ref.upper()]), "seen": seen}


def _words(ticket: Ticket) -> dict[str, str]:
    """What the page says of the ticket: its codes as words, looked up once each."""
    channel = str(Channel(ticket.channel).label)
    code = ticket.resolution_code
    times = {"times": ticket.reopen_count}
    return {
        "priority": str(Priority(ticket.priority).label),
        "channel": channel,
        "by": "" if ticket.channel == Channel.PORTAL else channel.lower(),
        "code": str(ResolutionCode(code).label) if code else "",
        "impact": ticket.matrix.impact_label(ticket.impact),
        "urgency": ticket.matrix.urgency_label(ticket.urgency),
        "client": pgettext("side", "Client"),
        "confirm": _("Confirm %(priority)s") % {"priority": f"P{ticket.priority}"},
        "reopened": ngettext("Reopened", "Reopened %(times)s times", ticket.reopen_count) % times,
        "others": _("Other cases of %(person)s") % {"person": ticket.requester.name},
    }


def _mark(ticket: Ticket, *, is_ours: bool = False) -> SafeString:
    """The state as it is drawn, among ourselves with whom a wait is charged to."""
    charged = charged_word(ticket.charged_to) if is_ours else ""
    return state(ticket.category, str(State(ticket.state).label), charged)


def _composer(ticket: Ticket, message: MessageForm | None, *, is_ours: bool) -> dict[str, Any]:
    """Where one writes: what was typed before a refusal stays, with the key that makes it one message."""
    form = message or MessageForm()
    labels = dict(MessageForm.MODES)
    modes = [
        Mode("reply", labels["reply"], "reply", key="c"),
        Mode("note", labels["note"], "lock", private=True, key="shift+n"),
    ]
    follows = is_ours and ticket.is_open
    return {
        "message": form,
        "compose_url": reverse("desk:message", args=[ticket.ref]),
        "modes": modes if is_ours else [],
        "mode": form["mode"].value() or "reply",
        "request_key": form["request_key"].value() or uuid.uuid4(),
        "draft": f"message-{ticket.ref}",
        "reasons": reasons() if follows else (),
        "codes": codes(ticket.kind) if follows else (),
        "wait_words": format_html("{}{}", _("Send and put on hold"), icon("down", "s")),
        "resolve_words": format_html("{}{}", _("Send and resolve"), icon("down", "s")),
    }


def _status(*asked: forms.Form | None) -> int:
    return 422 if any(form is not None and form.errors for form in asked) else 200


def _number(request: DeskRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 19 else default
