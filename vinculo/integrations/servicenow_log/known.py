"""What tickets point at: the client, its people, teams and categories, each made once and found again by its label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import slugify

from vinculo.catalogue.actions import add_category
from vinculo.catalogue.models import Category as Topic
from vinculo.desk.matrices import cells_of, ensure_version
from vinculo.desk.models import MatrixVersion
from vinculo.directory.actions import form_team, register_organisation
from vinculo.directory.history import record_people
from vinculo.directory.models import Organisation, Person, Team
from vinculo.integrations.servicenow_log.reader import LogRow
from vinculo.integrations.servicenow_log.words import (
    IMPACTS,
    NOBODY,
    PRIORITIES,
    SOURCE,
    UNKNOWN,
    URGENCIES,
    in_spanish,
)
from vinculo.kernel.scope import Actor

CELLS = cells_of(IMPACTS, URGENCIES, PRIORITIES)
TopicName = tuple[str, str]


@dataclass
class Known:
    """The keys of a client's people, teams and categories by their labels in the log."""

    organisation: Organisation
    by: Actor
    people: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    topics: dict[TopicName, int] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=lambda: {"people": 0, "teams": 0, "categories": 0})

    def learn(self, rows: Iterable[LogRow]) -> None:
        """Find or make all that these rows name. Runs under the importer's lock."""
        people: set[str] = set()
        callers: set[str] = set()
        teams: set[str] = set()
        topics: set[TopicName] = set()
        for row in rows:
            words = row.words
            people.update((words["assigned_to"], words["resolved_by"], words["opened_by"]))
            callers.add(words["caller_id"])
            teams.add(words["assignment_group"])
            if words["category"] != UNKNOWN:
                topics.add((words["category"], UNKNOWN))
                topics.add((words["category"], words["subcategory"]))
        people.discard(UNKNOWN)
        self._learn_people(
            (people | callers) - self.people.keys()
        )  # an unknown caller is somebody all the same
        self._learn_teams(teams - self.teams.keys() - {UNKNOWN})
        self._learn_topics(topics - self.topics.keys())

    def _learn_people(self, labels: set[str]) -> None:
        found = Person.objects.filter(
            organisation_id=self.organisation.pk, source=SOURCE, external_id__in=labels
        )
        self.people.update(found.values_list("external_id", "pk"))
        missing = sorted(labels - self.people.keys())
        if missing:
            self.made["people"] += len(missing)
            self.people.update(self.make_people(missing))

    def _learn_teams(self, labels: set[str]) -> None:
        found = Team.objects.filter(
            organisation_id=self.organisation.pk, source=SOURCE, external_id__in=labels
        )
        self.teams.update(found.values_list("external_id", "pk") if labels else ())
        missing = sorted(labels - self.teams.keys())
        if missing:
            self.made["teams"] += len(missing)
            self.teams.update(self.make_teams(missing))

    def _learn_topics(self, names: set[TopicName]) -> None:
        if not names:
            return
        found = Topic.objects.filter(organisation_id=self.organisation.pk, source=SOURCE)
        for key, code, parent in found.values_list("pk", "code", "parent__code"):
            self.topics[(parent, code) if parent else (code, UNKNOWN)] = key
        missing = sorted(names - self.topics.keys(), key=lambda name: (name[1] != UNKNOWN, name))
        self.made["categories"] += len(missing)
        for name in missing:  # categories first, then what lies within them
            self.topics[name] = self.make_topic(name)

    def make_people(self, labels: list[str]) -> dict[str, int]:
        """Register people by the names that the log gives them, without an address."""
        people = [
            Person(
                name=NOBODY if label == UNKNOWN else " ".join(label.split()),
                locale=self.organisation.locale,
                zone=self.organisation.zone,
                source=SOURCE,
                external_id=label,
            )
            for label in labels
        ]
        record_people(self.organisation, by=self.by, people=people)
        return {person.external_id: person.pk for person in people}

    def make_teams(self, labels: list[str]) -> dict[str, int]:
        """Form the log's assignment groups as teams of the client."""
        taken = set(Team.objects.filter(organisation_id=self.organisation.pk).values_list("code", flat=True))
        made = {}
        for label in labels:
            code = free_slug(label, taken)
            taken.add(code)
            team = Team(
                organisation=self.organisation, code=code, name=label, source=SOURCE, external_id=label
            )
            form_team(team, by=self.by)
            made[label] = team.pk
        return made

    def make_topic(self, name: TopicName) -> int:
        """Add a category of the client, or a subcategory within one."""
        category, subcategory = name
        label = category if subcategory == UNKNOWN else subcategory
        topic = Topic(
            organisation=self.organisation,
            code=label,
            name=in_spanish(label),
            parent_id=None if subcategory == UNKNOWN else self.topics[category, UNKNOWN],
            source=SOURCE,
            external_id=label,
        )
        add_category(topic, by=self.by)
        return topic.pk


class Imagined(Known):
    """The same for a trial: what is not known is counted and not made."""

    def make_people(self, labels: list[str]) -> dict[str, int]:
        return dict.fromkeys(labels, 0)

    def make_teams(self, labels: list[str]) -> dict[str, int]:
        return dict.fromkeys(labels, 0)

    def make_topic(self, name: TopicName) -> int:
        return 0


class NotAClient(ValueError):
    """The name belongs to an organisation that is no client."""


def find_client(name: str) -> Organisation | None:
    """The client of that name, or None when there is no such organisation. Raises `NotAClient`."""
    found = Organisation.objects.filter(name__iexact=name).first()
    found = found or Organisation.objects.filter(slug=slugify(name)).first()
    if found and not found.is_client:
        raise NotAClient(f"{found.name} is not a client; give the name of a client or of a new one.")
    return found


def new_client(name: str, zone: str) -> Organisation:
    """An unsaved client in the file's zone, with a short name that is free."""
    taken = set(Organisation.objects.values_list("slug", flat=True))
    return Organisation(slug=free_slug(name, taken), name=name, is_client=True, zone=zone)


def register_client(name: str, zone: str, *, by: Actor) -> Organisation:
    """Find the client or register it. Raises `NotAClient`."""
    client = find_client(name)
    if client is None:
        client = new_client(name, zone)
        register_organisation(client, by=by)
    return client


def known_matrix() -> MatrixVersion | None:
    """The version that says what the log's function says, whatever a desk manager made of the matrix since."""
    return MatrixVersion.objects.filter(
        matrix__code=SOURCE, cells=CELLS, impacts=list(IMPACTS), urgencies=list(URGENCIES)
    ).first()


def log_matrix() -> MatrixVersion:
    """The 3 × 3 that judged every incident of this log. One for all clients whose history comes so: it names none."""
    return known_matrix() or ensure_version(SOURCE, "3 × 3 · servicenow-log", IMPACTS, URGENCIES, CELLS)


def free_slug(name: str, taken: set[str]) -> str:
    """A short name that nobody has, at most 60 characters."""
    wanted = slugify(name)[:55] or "sin-nombre"
    numbers = (f"{wanted}-{n}" for n in range(2, 10_000))
    return wanted if wanted not in taken else next(code for code in numbers if code not in taken)
