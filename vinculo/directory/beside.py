"""What other rooms have to show on the directory's pages. The directory lies below them and knows none: `config` says
what stands beside an organisation and beside a person (settings.DIRECTORY_BESIDE)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from vinculo.directory.models import Organisation, Person
from vinculo.kernel.scope import Actor


@dataclass(frozen=True)
class Line:
    """One thing of a list: its words, where it is, a reference before and a mark behind."""

    words: str
    url: str = ""
    ref: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Beside:
    """A short list with a title and the way to the whole of it."""

    title: str
    lines: Sequence[Line] = field(default_factory=tuple)
    nothing: str = ""
    more: str = ""
    url: str = ""


def beside_organisation(by: Actor, organisation: Organisation) -> Sequence[Beside]:
    """What other rooms show beside an organisation."""
    shown: Sequence[Beside] = import_string(f"{settings.DIRECTORY_BESIDE}.of_organisation")(by, organisation)
    return shown


def beside_person(by: Actor, person: Person) -> Sequence[Beside]:
    """What other rooms show beside a person."""
    shown: Sequence[Beside] = import_string(f"{settings.DIRECTORY_BESIDE}.of_person")(by, person)
    return shown
