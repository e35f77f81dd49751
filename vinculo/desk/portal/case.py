"""One case: its thread, the answer, and the yes or no to what was resolved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vinculo.desk import policies
from vinculo.desk.actions import confirm, reject, reply
from vinculo.desk.events import TicketReplied
from vinculo.desk.models import Ticket
from vinculo.desk.portal import queries
from vinculo.desk.portal.doors import for_clients
from vinculo.desk.portal.forms import MessageForm, StillFailsForm
from vinculo.desk.portal.story import story_of
from vinculo.desk.portal.words import awaits_client, no_words, state_word
from vinculo.kernel.lifecycle import Category, WrongMove
from vinculo.kernel.owned import uuid7
from vinculo.kernel.web import ActorRequest
from vinculo.ui.toasts import toast

OVER = (Category.CLOSED, Category.CANCELLED)


@for_clients
def case(request: ActorRequest, ref: str) -> HttpResponse:
    """Show a case, or do what one of its forms asks for."""
    ticket = queries.case_of(request.actor, ref)
    if request.method != "POST":
        return _show(request, ticket)
    acts = {"reply": _reply, "confirm": _confirm, "reject": _reject}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest("act")
    return act(request, ticket)


def _show(request: ActorRequest, ticket: Ticket, *, status: int = 200, **forms: Any) -> HttpResponse:
    is_over, no = ticket.category in OVER, no_words(ticket.kind)
    places = {
        "ticket": ticket,
        "word": state_word(ticket),
        "story": story_of(request.actor, ticket),
        "is_over": is_over,
        "is_resolved": ticket.category == Category.RESOLVED,
        "awaits": awaits_client(ticket),
        "kind_word": ticket.get_kind_display(),
        "closes_at": ticket.resolved_at and ticket.resolved_at + dt.timedelta(days=settings.CLOSE_AFTER_DAYS),
        "may_answer": policies.takes_part(request.actor, ticket),
        "several": len(request.actor.organisations) > 1,
        "no": no,
        "draft": f"{request.actor.person_id}-{ticket.ref}",
        "answer": forms.get("answer") or MessageForm(),
        "fails": forms.get("fails") or StillFailsForm(no=no),
        "notice": forms.get("notice", ""),
    }
    return render(request, "portal/case.html", places, status=status)


def _reply(request: ActorRequest, ticket: Ticket) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _show(request, ticket, answer=form, status=422)
    told = reply(ticket, by=request.actor, **form.cleaned_data)
    said = next((fact for fact in told if isinstance(fact, TicketReplied)), None)
    if said is None and not _was_said(ticket, form):
        notice = _(
            "The message that was sent before stands. This one says something else and can be sent too."
        )
        return _show(request, ticket, answer=_kept(form), notice=notice, status=409)
    if said is not None:
        is_over = ticket.category in OVER
        toast(
            request,
            _("The message was kept; the case stays closed.") if is_over else _("The message was sent."),
        )
    return _back(ticket, f"#m{said.reply}" if said else "#last")


def _confirm(request: ActorRequest, ticket: Ticket) -> HttpResponse:
    try:
        confirm(ticket, by=request.actor)
    except WrongMove:
        if ticket.category in OVER:
            toast(request, _("The case was closed already."), tone="info")
        else:
            toast(request, _("The case is open again, so there is nothing to confirm yet."), tone="risk")
    else:
        toast(request, _("Confirmed. The case is closed."))
    return _back(ticket)


def _reject(request: ActorRequest, ticket: Ticket) -> HttpResponse:
    form = StillFailsForm(request.POST, no=no_words(ticket.kind))
    if not form.is_valid():
        return _show(request, ticket, fails=form, status=422)
    try:
        reject(ticket, by=request.actor, **form.cleaned_data)
    except WrongMove:
        if _was_said(ticket, form):  # a double click: the first one did it
            return _back(ticket)
        if ticket.category in OVER:
            notice = _(
                "The case was closed meanwhile. What was written can be sent as a message, or in a new case."
            )
        else:
            notice = _("The case was opened again meanwhile. What was written can be sent as a message.")
        return _show(request, ticket, answer=_kept(form), notice=notice, status=409)
    toast(request, _("The case is open again, and the desk knows what still fails."))
    return _back(ticket, "#last")


def _was_said(ticket: Ticket, form: MessageForm) -> bool:
    """Whether this very message is in the case already."""
    key, body = form.cleaned_data["request_key"], form.cleaned_data["body"].strip()
    return key is not None and ticket.replies.filter(request_key=key, body=body).exists()


def _kept(form: MessageForm) -> MessageForm:
    """The words that could not be sent, in a form that can."""
    return MessageForm(initial={"body": form.cleaned_data["body"], "request_key": uuid7()})


def _back(ticket: Ticket, place: str = "") -> HttpResponse:
    """After an act, the case is read anew: going back or reloading sends nothing twice."""
    answer = redirect("portal:case", ref=ticket.ref)
    answer["Location"] += place
    return answer
