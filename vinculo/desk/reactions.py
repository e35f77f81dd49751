"""What the desk does when something was told: the requester hears of answers and of the end of the work."""

from __future__ import annotations

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vinculo.desk.models import PublicReply, Speaker, Ticket
from vinculo.directory.models import Membership, Person
from vinculo.kernel.models import Event
from vinculo.kernel.web import language_of
from vinculo.ui.reader import reading_as


def tell_of_reply(event: Event) -> None:
    """Mail the requester what the desk answered. Their own messages and people without an address are left out."""
    said = PublicReply.objects.get(pk=event.facts["reply"])
    if said.side != Speaker.CLIENT:
        _mail(event, "desk/mail/replied.txt", reply=said)


def ask_to_confirm(event: Event) -> None:
    """Mail the requester the solution, and ask whether it works."""
    _mail(event, "desk/mail/resolved.txt", days=settings.CLOSE_AFTER_DAYS)


def _mail(event: Event, template: str, **places: object) -> None:
    ticket = Ticket.objects.select_related("requester", "organisation").get(pk=event.subject_id)
    person = ticket.requester
    if not person.email or person.pk == event.actor_id or not _reads_the_case(person, ticket):
        return
    url = settings.PUBLIC_URL + reverse("portal:case", args=[ticket.ref])
    with translation.override(language_of(person.locale)), reading_as(person.locale, person.zone):
        places |= {"ticket": ticket, "person": person, "url": url, "actor_name": event.actor_name}
        body = render_to_string(template, places)
        subject = _("[%(ref)s] %(title)s") % {"ref": ticket.ref, "title": ticket.title}
    domain = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    thread = f"<ticket-{ticket.uuid.hex}@{domain}>"  # what a mail program gathers the messages of one case by
    headers = {"Message-ID": make_msgid(domain=domain), "In-Reply-To": thread, "References": thread}
    headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    EmailMessage(subject, body, to=[person.email], headers=headers).send()


def _reads_the_case(person: Person, ticket: Ticket) -> bool:
    """Whether somebody could open the case in the portal: whoever has left the organisation hears no more of it."""
    hats = Membership.objects.filter(person=person, organisation_id=ticket.organisation_id, active=True)
    return person.active and hats.exists()
