"""A ticket's page and what is done from it. Each act is an address of its own: its form by GET, the act by POST."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vinculo.desk import actions
from vinculo.desk.forms.staff import (
    ActForm,
    AssignForm,
    CancelForm,
    MessageForm,
    ReclassifyForm,
    ResolveForm,
    ShareForm,
    WaitForm,
)
from vinculo.desk.models import ResolutionCode, Ticket, WaitReason
from vinculo.desk.queries import members_for, suppliers, ticket_of
from vinculo.desk.views.answers import ask, attempt, done, page
from vinculo.desk.views.doors import DeskRequest, open_to
from vinculo.directory.models import Organisation, Person, Team
from vinculo.directory.roles import DESK_MANAGE, DESK_SEE, DESK_WORK, SUPPLIER_WORK
from vinculo.kernel.refusals import NotAllowed
from vinculo.kernel.scope import Actor, Side
from vinculo.kernel.web import find

form_or_act = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def ticket(request: DeskRequest, ref: str) -> HttpResponse:
    """The ticket. A client's person who was sent this address is led to the same case in the portal."""
    by = request.actor
    if by.side is Side.CLIENT:
        return redirect("portal:case", ref=ticket_of(by, ref).ref)
    if not (by.may(DESK_SEE) or by.may(SUPPLIER_WORK)):
        raise NotAllowed("ticket")
    if request.htmx and request.htmx.target == "act":
        return render(request, "desk/ticket.html#act", {"act": ""})
    since = request.GET.get("since", "")
    return page(
        request, ref, seen=int(since) if since.isascii() and since.isdigit() and len(since) < 19 else None
    )


@require_POST
@open_to(DESK_WORK, SUPPLIER_WORK)
def message(request: DeskRequest, ref: str) -> HttpResponse:
    """Say something, in public or among those who serve, and perhaps let it wait or resolve it with that."""
    found = ticket_of(request.actor, ref)
    form = MessageForm(request.POST)
    if attempt(form, lambda: _send(found, form, by=request.actor)):
        return done(request, found, form, _sent(form))
    return page(request, found.ref, message=form, seen=form.had_seen)


def _send(found: Ticket, form: MessageForm, *, by: Actor) -> None:
    said = form.cleaned_data
    if said["mode"] == "note":
        actions.add_note(found, by=by, body=said["body"], request_key=said["request_key"])
        return
    told = actions.reply(found, by=by, body=said["body"], request_key=said["request_key"])
    act, code = said["then"]
    if not told:
        return  # the same form twice: what followed the first time stands
    if act == "wait":
        actions.wait(found, by=by, reason=WaitReason(code))
    elif act == "resolve":
        actions.resolve(found, by=by, resolution=said["body"], code=ResolutionCode(code))


def _sent(form: MessageForm) -> str:
    if form.cleaned_data["mode"] == "note":
        return _("Note added. The client does not see it.")
    sentences = {"wait": _("Sent; the ticket waits."), "resolve": _("Sent; the ticket is resolved.")}
    return sentences.get(form.cleaned_data["then"][0], _("Sent."))


@form_or_act
@open_to(DESK_WORK)
def wait(request: DeskRequest, ref: str) -> HttpResponse:
    """Let it wait."""
    found = ticket_of(request.actor, ref)
    form = WaitForm(request.POST or None)
    if attempt(form, lambda: actions.wait(found, by=request.actor, **form.given())):
        return done(request, found, form, _("The ticket waits."))
    return ask(request, found.ref, "wait", form)


@form_or_act
@open_to(DESK_WORK)
def resolve(request: DeskRequest, ref: str) -> HttpResponse:
    """Resolve it."""
    found = ticket_of(request.actor, ref)
    form = ResolveForm(request.POST or None, ticket=found)
    if attempt(form, lambda: actions.resolve(found, by=request.actor, **form.given())):
        return done(request, found, form, _("Resolved. The person is asked to confirm."))
    return ask(request, found.ref, "resolve", form)


@form_or_act
@open_to(DESK_WORK)
def assign(request: DeskRequest, ref: str) -> HttpResponse:
    """Give it to a team or to somebody in it."""
    found = ticket_of(request.actor, ref)
    form = AssignForm(request.POST or None, ticket=found, members=members_for(request.actor, found))
    if attempt(form, lambda: actions.assign(found, by=request.actor, **form.given())):
        return done(request, found, form, _assigned(found))
    return ask(request, found.ref, "assign", form)


def _assigned(found: Ticket) -> str:
    whom = found.assignee or found.team
    return _("Assigned to %(whom)s.") % {"whom": whom} if whom else _("Left unassigned.")


@require_POST
@open_to(DESK_WORK)
def take(request: DeskRequest, ref: str) -> HttpResponse:
    """Take it oneself: within its team, or bring it to one's own."""
    by = request.actor
    found = ticket_of(by, ref)
    form = ActForm(request.POST)
    is_outside = found.team_id is not None and found.team_id not in by.teams and by.teams
    team = find(Team, by, pk=by.teams[0]) if is_outside else None
    me = find(Person, by, pk=by.person_id)
    if attempt(form, lambda: actions.assign(found, by=by, team=team, assignee=me)):
        return done(request, found, form, _("Assigned to you."))
    return page(request, found.ref, form=form, seen=form.had_seen)


@require_POST
@open_to(DESK_WORK)
def start(request: DeskRequest, ref: str) -> HttpResponse:
    """Begin, or go on after a wait."""
    found = ticket_of(request.actor, ref)
    form = ActForm(request.POST)
    if attempt(form, lambda: actions.start(found, by=request.actor)):
        return done(request, found, form, _("In progress."))
    return page(request, found.ref, form=form, seen=form.had_seen)


@form_or_act
@open_to(DESK_WORK)
def reclassify(request: DeskRequest, ref: str) -> HttpResponse:
    """Judge impact and urgency anew, or confirm what the client said."""
    found = ticket_of(request.actor, ref)
    form = ReclassifyForm(request.POST or None, ticket=found)
    if attempt(form, lambda: actions.reclassify(found, by=request.actor, **form.given())):
        words = _("The priority is now %(priority)s.") % {"priority": found.get_priority_display()}
        return done(request, found, form, words)
    return ask(request, found.ref, "reclassify", form)


@form_or_act
@open_to(DESK_WORK)
def share(request: DeskRequest, ref: str) -> HttpResponse:
    """Let a supplier see and answer it."""
    found = ticket_of(request.actor, ref)
    form = ShareForm(request.POST or None, suppliers=suppliers(request.actor))
    if attempt(form, lambda: actions.share(found, by=request.actor, **form.given())):
        words = _("Shared with %(supplier)s.") % form.given()
        return done(request, found, form, words)
    return ask(request, found.ref, "share", form)


@require_POST
@open_to(DESK_WORK)
def unshare(request: DeskRequest, ref: str, supplier: str) -> HttpResponse:
    """Take it back from a supplier."""
    found = ticket_of(request.actor, ref)
    whom = find(Organisation, request.actor, slug=supplier)
    form = ActForm(request.POST)
    if attempt(form, lambda: actions.end_share(found, by=request.actor, supplier=whom)):
        return done(request, found, form, _("%(supplier)s no longer sees it.") % {"supplier": whom})
    return page(request, found.ref, form=form, seen=form.had_seen)


@require_POST
@open_to(DESK_WORK)
def reopen(request: DeskRequest, ref: str) -> HttpResponse:
    """Open again what was resolved."""
    found = ticket_of(request.actor, ref)
    form = ActForm(request.POST)
    if attempt(form, lambda: actions.reopen(found, by=request.actor)):
        return done(request, found, form, _("The ticket is open again."))
    return page(request, found.ref, form=form, seen=form.had_seen)


@require_POST
@open_to(DESK_MANAGE)
def close(request: DeskRequest, ref: str) -> HttpResponse:
    """Close what is resolved, on the client's behalf."""
    found = ticket_of(request.actor, ref)
    form = ActForm(request.POST)
    if attempt(form, lambda: actions.close(found, by=request.actor)):
        return done(request, found, form, _("The ticket is closed."))
    return page(request, found.ref, form=form, seen=form.had_seen)


@form_or_act
@open_to(DESK_MANAGE)
def cancel(request: DeskRequest, ref: str) -> HttpResponse:
    """End it without work."""
    found = ticket_of(request.actor, ref)
    form = CancelForm(request.POST or None)
    if attempt(form, lambda: actions.cancel(found, by=request.actor, **form.given())):
        return done(request, found, form, _("The ticket is cancelled."))
    return ask(request, found.ref, "cancel", form)
