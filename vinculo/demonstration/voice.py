"""How people of each country write: greetings, thanks, and the slots of a story filled once for each ticket."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from vinculo.demonstration import words
from vinculo.demonstration.company import ORGANISATIONS
from vinculo.demonstration.people import Figure

WEEKDAYS = ("el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado", "el domingo")
MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
          "noviembre", "diciembre")  # fmt: skip

SINCE = (
    (7, ("la madrugada", "el cambio de turno", "hace un par de horas", "esta noche")),
    (11, ("primera hora", "esta mañana", "ayer a última hora", "que llegamos", "hace un rato")),
    (15, ("esta mañana", "media mañana", "hace un rato", "ayer", "las once, más o menos")),
    (20, ("el mediodía", "esta mañana", "hace una hora", "después de comer", "hace un rato")),
    (24, ("el cambio de turno", "esta tarde", "hace media hora", "hace un rato")),
)


def greeting(at: dt.datetime, zone: str, country: str) -> str:
    """«buenos días», «buenas tardes», «buenas noches», by the hour where the reader is; in Mexico also «buen día»."""
    hour = at.astimezone(ZoneInfo(zone)).hour
    if 5 <= hour < (14 if country == "ES" else 12):
        return "buen día" if country == "MX" and at.minute % 3 == 0 else "buenos días"
    return "buenas tardes" if 12 <= hour < (21 if country == "ES" else 19) else "buenas noches"


def tidy(text: str) -> str:
    """Join what slots put side by side: «de el» is «del», «a el» is «al»; a paragraph mark is an empty line."""
    text = re.sub(r"\b([Dd])e el ", r"\1el ", text)
    text = re.sub(r"\b([Aa]) el ", r"\1l ", text)
    return text.replace(" ¶ ", "\n\n").replace("¶", "\n\n").strip()


class Slots(dict[str, str]):
    """What the named places of one ticket's texts hold: drawn at first use, the same ever after."""

    def __init__(
        self, *, client: str, requester: Figure, at: dt.datetime, service: str, rng: random.Random
    ) -> None:
        super().__init__()
        home = ORGANISATIONS[client]
        self.client, self.country, self.zone = client, str(home["country"]), str(home["zone"])
        self.opened, self.service, self.rng, self.requester = at, service, rng, requester
        column = words.COUNTRIES[self.country]
        self.update({key: forms[column] for key, forms in words.WORDS.items()})
        self.update(
            nombre=requester.first_name, o="a" if requester.is_woman else "o", area=requester.job.lower()
        )

    @staticmethod
    def country_of(client: str) -> str:
        """The country whose words a client speaks."""
        return str(ORGANISATIONS[client]["country"])

    def __missing__(self, key: str) -> str:
        lower = key[0].lower() + key[1:]
        if lower != key:
            value = self[lower]
            value = value[:1].upper() + value[1:]
        else:
            value = getattr(self, f"_{key}")()
        self[key] = value
        return value

    def fill(self, text: str, **places: str) -> str:
        """A text with its places filled; `places` hold for this text only."""
        saved = {key: self[key] for key in places if key in self}
        self.update(places)
        try:
            return tidy(text.format_map(self))
        finally:
            for key in places:
                del self[key]
            self.update(saved)

    def _pick(self, options: Sequence[str]) -> str:
        return self.rng.choice(options)

    def _lugar(self) -> str:
        own: dict[str, tuple[str, ...]] = words.PLACES_OF.get(self.service, {})
        return self._pick(own.get(self.client, words.PLACES[self.client]))

    def _otro_lugar(self) -> str:
        return self._pick([place for place in words.PLACES[self.client] if place != self["lugar"]])

    def _colega(self) -> str:
        return self._pick([name for name in words.NAMES[self.country] if name != self["nombre"]])

    def _otro_colega(self) -> str:
        return self._pick([n for n in words.NAMES[self.country] if n not in (self["nombre"], self["colega"])])

    def _persona(self) -> str:
        return f"{self['colega']} {self._pick(words.SURNAMES[self.country])}"

    def _puesto(self) -> str:
        return self._pick(words.TRADES[self.client])

    def _ciudad(self) -> str:
        return self._pick(words.CITIES[self.client])

    def _desde(self) -> str:
        hour = self.opened.astimezone(ZoneInfo(self.zone)).hour
        return self._pick(next(options for limit, options in SINCE if hour < limit))

    def _dia(self) -> str:
        """A working day soon: «el jueves»."""
        ahead = self.rng.randint(1, 4)
        return WEEKDAYS[(self.opened + dt.timedelta(days=ahead)).weekday() % 5]

    def _lunes(self) -> str:
        return self._pick(("el lunes", "el lunes que viene", "el día 1", "el próximo lunes"))

    def _mes(self) -> str:
        """The month that is being closed."""
        local = self.opened.astimezone(ZoneInfo(self.zone))
        return MONTHS[(local - dt.timedelta(days=12)).month - 1]

    def _hora(self) -> str:
        return f"{self.rng.randint(9, 17)}:{self.rng.choice(('00', '15', '30', '45'))}"

    def _hora_antes(self) -> str:
        """An hour shortly before the opening, where the client is."""
        return self._clock(-self.rng.randint(20, 80))

    def _hora_luego(self) -> str:
        """A full hour some hours after the opening."""
        return self._clock(self.rng.randint(150, 300))[:-2] + "00"

    def _clock(self, minutes: int) -> str:
        local = (self.opened + dt.timedelta(minutes=minutes)).astimezone(ZoneInfo(self.zone))
        return f"{local.hour}:{local.minute:02d}"

    def _n(self) -> str:
        return str(self.rng.randint(2, 9))

    def _muchos(self) -> str:
        return str(self.rng.choice((12, 15, 18, 20, 24, 30, 35, 40, 60)))

    def _minutos(self) -> str:
        return str(self.rng.choice((5, 10, 15, 20, 30, 40)))

    def _inv(self) -> str:
        """An inventory number."""
        return f"{self.client[:3].upper()}-{self.rng.randint(1, 4999):04d}"

    def _serie(self) -> str:
        letters = self.rng.choice("XTKR") + self.rng.choice("ZWQB")
        return f"{letters}-{self.rng.randint(1000, 9999)}-{self.rng.randint(10, 99):04d}"

    def _ext(self) -> str:
        return str(self.rng.randint(2100, 4890))

    def _doc(self) -> str:
        """A document's number as the client's own program writes it."""
        number = self.rng.randint(1200, 98000)
        return {"ES": f"F-{number:05d}", "CO": f"FV-{number}", "MX": f"A{number:05d}"}[self.country]

    def _pedido(self) -> str:
        return str(self.rng.randint(310000, 489999))

    def _error(self) -> str:
        return f"{self.rng.choice('EAFW')}-{self.rng.randint(101, 989)}"

    def _importe(self) -> str:
        """An amount in the client's money and form."""
        cents, amount = self.rng.randint(0, 99), self.rng.randint(180, 9800)
        if self.country == "CO":
            return f"${amount * 2350 // 100 * 100:,}".replace(",", ".")
        if self.country == "MX":
            return f"${amount * 12:,}.{cents:02d}"
        return f"{amount:,}".replace(",", ".") + f",{cents:02d} €"
