"""Who is who in the demonstration company. All of it is invented: every address ends in `.example`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A person before they enter the directory."""

    slug: str
    home: str
    name: str
    job: str
    roles: tuple[str, ...]
    place: str = ""
    teams: tuple[str, ...] = ()
    begins: float = 8.5
    ends: float = 18
    is_woman: bool = True
    locale: str = ""
    zone: str = ""
    also: tuple[tuple[str, str], ...] = ()
    weight: float = 1

    @property
    def first_name(self) -> str:
        """What a colleague calls them."""
        return self.name.split()[0]

    @property
    def email(self) -> str:
        """Their address: the first name is enough in companies of this size."""
        return f"{self.slug}@{self.home}.example"


def _agent(slug: str, name: str, job: str, teams: str, **more: object) -> Figure:
    return Figure(slug, "quintabra", name, job, ("agent",), "Madrid", tuple(teams.split()), **more)  # type: ignore[arg-type]


PROVIDER = (
    _agent("ana", "Ana Beltrán", "Agente de la mesa de servicio", "desk workplace", begins=8, ends=16.5),
    _agent(
        "tomas", "Tomás Quiroga", "Agente, especialista en redes", "desk network", begins=9, ends=18, is_woman=False
    ),
    _agent("lucia", "Lucía Ferrer", "Agente, especialista en sistemas", "desk systems", begins=8.5, ends=17.5),
    Figure(
        "camila", "quintabra", "Camila Rozo", "Agente de la mesa de servicio", ("agent",), "Bogotá",
        ("desk", "systems", "workplace"), begins=7, ends=17, locale="es_CO", zone="America/Bogota",
    ),
    Figure(
        "diego", "quintabra", "Diego Arriaga", "Agente de la mesa de servicio", ("agent",), "Ciudad de México",
        ("desk", "network", "workplace"), begins=8, ends=18, is_woman=False, locale="es_MX",
        zone="America/Mexico_City",
    ),
    Figure(
        "rafael", "quintabra", "Rafael Pons", "Responsable de la mesa de servicio", ("desk_manager",), "Madrid",
        ("desk", "systems"), begins=8, ends=18, is_woman=False,
    ),
    Figure("irene", "quintabra", "Irene Salvatierra", "Gestora de entrega", ("delivery_manager",), "Madrid"),
    Figure(
        "hector", "quintabra", "Héctor Maldonado", "Gestor de relación", ("relationship_manager",), "Madrid",
        is_woman=False,
    ),
    Figure("beatriz", "quintabra", "Beatriz Nadal", "Agente de relación", ("relationship_agent",), "Madrid"),
    Figure("amalia", "quintabra", "Amalia Roig", "Auditora interna", ("auditor",), "Madrid"),
    Figure(
        "gonzalo", "quintabra", "Gonzalo Prieto", "Administrador de la plataforma", ("administrator",), "Madrid",
        is_woman=False,
    ),
)  # fmt: skip

CLIENTS = (
    Figure("marta", "almadrona", "Marta Olmedo", "Directora de operaciones", ("client_manager",), "Oficinas de Madrid",
           weight=0.5),
    Figure("elena", "almadrona", "Elena Vidal", "Administración de ventas", ("client_user",), "Oficinas de Madrid"),
    Figure("carlos", "almadrona", "Carlos Souto", "Jefe de turno", ("client_user",), "Planta de Vigo", is_woman=False,
           weight=1.2),
    Figure("uxia", "almadrona", "Uxía Lamas", "Laboratorio de calidad", ("client_user",), "Planta de Vigo"),
    Figure("javier", "almadrona", "Javier Cobos", "Contabilidad", ("client_user",), "Oficinas de Madrid",
           is_woman=False),
    Figure("nuria", "almadrona", "Nuria Blasco", "Jefa de almacén", ("client_user",), "Almacén de Getafe"),
    Figure("hernan", "guaranda", "Hernán Restrepo", "Coordinador de tecnología", ("client_manager",),
           "Dirección general, Bogotá", is_woman=False, also=(("amaranta", "client_manager"),), weight=0.5),
    Figure("marcela", "guaranda", "Marcela Ospina", "Analista de cartera", ("client_user",),
           "Dirección general, Bogotá", weight=1.2),
    Figure("julian", "guaranda", "Julián Cifuentes", "Analista de siniestros", ("client_user",),
           "Dirección general, Bogotá", is_woman=False),
    Figure("paola", "guaranda", "Paola Arbeláez", "Coordinadora de servicio al cliente", ("client_user",),
           "Sucursal Medellín", weight=1.1),
    Figure("andres", "guaranda", "Andrés Buitrago", "Tesorería", ("client_user",), "Dirección general, Bogotá",
           is_woman=False),
    Figure("ximena", "amaranta", "Ximena Villaseñor", "Subdirectora de sistemas clínicos", ("client_manager",),
           "Hospital central", weight=0.5),
    Figure("rodrigo", "amaranta", "Rodrigo Cantú", "Jefe de urgencias, turno de noche", ("client_user",),
           "Hospital central", begins=19, ends=8, is_woman=False, weight=1.3),
    Figure("guadalupe", "amaranta", "Guadalupe Treviño", "Jefa de enfermería, piso 4", ("client_user",),
           "Hospital central", begins=7, ends=22, weight=1.2),
    Figure("fernanda", "amaranta", "Fernanda Islas", "Química de laboratorio", ("client_user",), "Hospital central",
           begins=6, ends=21),
    Figure("oscar", "amaranta", "Óscar Barrientos", "Admisión y caja", ("client_user",), "Clínica de Toluca", begins=7,
           ends=22, is_woman=False),
)  # fmt: skip

SUPPLIERS = (
    Figure("sergio", "redalmar", "Sergio Climent", "Técnico de red", ("supplier_person",), "Oficina de Alicante",
           begins=8, ends=20, is_woman=False),
    Figure("noelia", "redalmar", "Noelia Andrade", "Coordinadora de averías", ("supplier_person",),
           "Oficina de Alicante", begins=8, ends=20),
    Figure("pilar", "redalmar", "Pilar Requena", "Administración", ("client_user",), "Oficina de Alicante"),
)  # fmt: skip

EVERYBODY = PROVIDER + CLIENTS + SUPPLIERS
FIGURES = {figure.slug: figure for figure in EVERYBODY}
