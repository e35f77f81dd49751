"""Whom one may be in the demonstration with one click: one of each kind of person."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vinculo.demonstration.people import FIGURES


class Part(NamedTuple):
    """One of the cast: the short name in addresses, the e-mail to sign in with, and who they are in one sentence."""

    slug: str
    email: str
    sentence: str | Promise


def _part(slug: str, sentence: str | Promise) -> Part:
    return Part(slug, FIGURES[slug].email, sentence)


CAST: tuple[Part, ...] = (
    _part("ana", _("Agent in Madrid: finds the work in the queue, answers, lets wait and resolves.")),
    _part("diego", _("Agent in Mexico City: answers the hospital, by night too when on call.")),
    _part("rafael", _("Manager of the desk: minds the whole queue, decides over priorities and cancels.")),
    _part("irene", _("Delivery manager: sees every client's tickets and takes a hand where it is needed.")),
    _part("hector", _("Relationship manager: reads what happens with each client, without touching it.")),
    _part(
        "beatriz",
        _("Relationship agent: prepares the talks with each client, and reads its tickets for them."),
    ),
    _part("amalia", _("Internal auditor: reads everything, and the history of every change.")),
    _part("gonzalo", _("Administrator: keeps people, teams and roles.")),
    _part(
        "elena",
        _("Sales administration at a cannery in Madrid: reports what does not work and follows her cases."),
    ),
    _part("marta", _("Director of operations at the cannery: reads the cases of the whole company.")),
    _part(
        "marcela",
        _("Portfolio analyst at an insurer in Bogotá: her cases, in her country's words and hours."),
    ),
    _part("rodrigo", _("Head of the emergency ward by night, at a hospital in Mexico that never closes.")),
    _part("hernan", _("Acts for two clients at once: the insurer in Bogotá and the hospital in Mexico.")),
    _part(
        "sergio",
        _("Technician of the supplier of lines: sees only what was shared with his company, and answers."),
    ),
    _part("pilar", _("Administration at the supplier, which is a client as well: sees her own cases alone.")),
)
