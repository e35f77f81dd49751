"""What the directory does when something was told."""

from __future__ import annotations

from vinculo.directory.jobs import send_invitation
from vinculo.kernel.models import Event


def write_invitation(event: Event) -> None:
    """Have the letter written by a job of its own: its link is made outside the wall, and lies in no queue."""
    send_invitation.defer(account_id=event.facts["account"])
