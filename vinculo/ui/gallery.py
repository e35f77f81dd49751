"""Samples for the gallery. Made-up people and figures, in Spanish: it is where the screens are reviewed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from vinculo.ui.forms import Option
from vinculo.ui.life import Knot, Span
from vinculo.ui.parts import Mode
from vinculo.ui.tags.page import SPRITE

COLOURS = [
    ("c-we", "Nosotros, acción"),
    ("c-client", "Cliente"),
    ("c-supplier", "Proveedor"),
    ("c-ok", "Cumplido, sano"),
    ("c-risk", "Por vencer, en riesgo"),
    ("c-breach", "Vencido, error"),
    ("c-pause", "En pausa, neutro"),
    ("soft", "Texto"),
]
EVIL = """<script>alert("hola")</script> Véase https://example.org/a?b=1&c="2" (o bien ana@example.org).

Segundo párrafo,
con dos líneas."""
NOW = datetime(2026, 11, 17, 13, 10, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, Madrid time (UTC+1)."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


class SampleForm(forms.Form):
    subject = forms.CharField(label="En una frase", max_length=120, help_text="Qué pasa y dónde.")
    detail = forms.CharField(
        label="Qué se intentaba hacer y qué ocurrió", widget=forms.Textarea, required=False, max_length=2000
    )
    impact = forms.ChoiceField(
        label="A quién afecta",
        widget=forms.RadioSelect,
        choices=[
            ("1", Option("Solo a mí", "Los demás trabajan bien")),
            ("2", Option("A mi departamento", "Varias personas del mismo equipo")),
            ("3", Option("A una sede o un servicio", "Recepción, urgencias, quirófano…")),
            ("4", Option("A toda la clínica", "Nadie puede trabajar")),
        ],
    )
    service = forms.ChoiceField(
        label="Servicio",
        choices=[("", "Sin elegir"), ("1", "Impresión y etiquetado"), ("2", "Correo")],
        required=False,
    )
    pictures = forms.FileField(label="Imágenes o ficheros", required=False)
    mail = forms.EmailField(label="Correo de contacto")
    tell = forms.BooleanField(label="Recibir cada novedad por correo", required=False)


def forms_shown() -> dict[str, object]:
    filled = {
        "subject": "Impresora de recepción",
        "impact": "3",
        "mail": "elena.vidal@",
        "detail": "Sale en blanco.",
    }
    return {
        "form": SampleForm(initial={"impact": "3"}),
        "form_wrong": SampleForm({**filled, "impact": ""}, prefix=None),
    }


QUEUE = """
1|INC-20431|Sin acceso al ERP en la planta de Vigo|Albor|active|En curso|Tomás Quiroga|breach|Vencido · 12 min|100
2|INC-20418|Recepción no puede imprimir etiquetas de muestras|Santa Lucía|active|En curso|Ana Beltrán|risk|Por vencer · 1 h 47 min|80
3|INC-20429|La sala 2 no reconoce el micrófono en videollamadas|Sureste|new|Nuevo||run|Quedan 3 h 05 min|20
3|PET-08812|Alta de tres matronas: cuentas, correo y tarjeta|Santa Lucía|approval|Por aprobar|Rafael Pons|run|Quedan 3 h 20 min|40
4|INC-20402|Correo devuelto al escribir a tres proveedores|Albor|paused|En espera|Ana Beltrán|pause|En pausa · cliente|50
5|PET-08820|Acceso de lectura al archivo de obras|Cañaveral|resolved|Resuelto|Rafael Pons|met|Cumplido · 2 h 45 min|100
"""  # noqa: E501 - a table
DUE = [at(17, 13, 58), at(17, 15, 57), at(17, 17, 15), at(17, 17, 30), None, at(16, 12, 25)]


def rows() -> list[dict[str, object]]:
    """A queue in small."""
    names = ("prio", "ref", "subject", "client", "category", "state", "who", "kind", "left")
    shown: list[dict[str, object]] = []
    for line, due in zip(QUEUE.strip().split("\n"), DUE, strict=True):
        *cells, share = line.split("|")
        shown.append({**dict(zip(names, cells, strict=True)), "share": int(share) / 100, "due": due})
    return shown


def life() -> dict[str, object]:
    return {
        "spans": [
            Span(at(16, 16, 12), at(16, 17, 20), "run"),
            Span(at(16, 17, 20), at(17, 9, 5), "pause", "Espera del cliente · 3 h 45"),
            Span(at(17, 9, 5), at(17, 9, 40), "run"),
            Span(at(17, 9, 40), at(17, 12, 25), "supplier", "Etiquetex · 2 h 45"),
            Span(at(17, 12, 25), at(17, 14, 10), "run"),
            Span(at(17, 14, 10), at(17, 15, 57), "ahead"),
        ],
        "knots": [
            Knot(at(16, 16, 12), "client", "Aviso"),
            Knot(at(16, 16, 34), "ok", "Respuesta"),
            Knot(at(16, 17, 20), "full"),
            Knot(at(17, 9, 5), "client"),
            Knot(at(17, 9, 40), "supplier"),
            Knot(at(17, 12, 25), "supplier"),
            Knot(at(17, 15, 57), "due", "Solución prometida"),
        ],
        "late_spans": [
            Span(at(17, 9), at(17, 13), "run"),
            Span(at(17, 13), at(17, 14, 10), "late", "fuera de plazo"),
        ],
        "late_knots": [
            Knot(at(17, 9), "client", "Aviso"),
            Knot(at(17, 9, 40), "ok", "Respuesta"),
            Knot(at(17, 13), "breach", "Venció la solución"),
        ],
    }


def samples(request: HttpRequest) -> dict[str, object]:
    charts = {
        "months": [("jun", 0.951), ("jul", 0.948), ("ago", None), ("sep", 0.962), ("oct", 0.921), ("nov", 0.934)],
        "amounts": [
            ("Impresión y etiquetado", 58),
            ("Correo", 41),
            ("Identidades y accesos", 36),
            ("Red", 12, "12 · 4 graves", "breach"),
        ],
        "up": [3, 4, 4, 6, 5, 7], "down": [9, 8, 8, 6, 5, 3],
    }  # fmt: skip
    return {
        "now": NOW,
        "times": [
            ("hoy", at(17, 15, 57)),
            ("ayer", at(16, 9, 5)),
            ("jueves", at(19, 12)),
            ("antes", at(3, 9).replace(year=2025)),
        ],
        "rows": rows(),
        "page": Paginator(range(412), 25).page(3),
        "modes": [
            Mode("reply", "Respuesta al cliente", "reply", key="c"),
            Mode("note", "Nota interna", "lock", private=True, key="shift+n"),
        ],
        "life": life(),
        "charts": charts,
        "evil": EVIL,
        "span": timedelta(hours=1, minutes=47),
        "days": timedelta(days=2, hours=3),
        "menu": request_menu(),
        "me": {"name": "Ana Beltrán", "detail": "Mesa de servicio", "side": "ours"},
        "search_url": "#",
        "brand": "Clínica Santa Lucía",
        "portal_menu": [
            {"label": label, "url": "#", "current": n == 0}
            for n, label in enumerate(["Inicio", "Mis casos", "Servicios", "Acuerdo y resultados", "Ayuda"])
        ],
        "colours": COLOURS,
        "icon_names": re.findall(r'id="i-([\w-]+)"', SPRITE.read_text("utf-8")),
        **forms_shown(),
    }


def request_menu() -> list[dict[str, object]]:
    def entry(label: str, icon: str, count: int | None = None, current: bool = False) -> dict[str, object]:
        return {"label": label, "url": "#", "icon": icon, "count": count, "current": current}

    return [
        {
            "title": "",
            "entries": [
                entry("Hoy", "sun"),
                entry("Cola", "inbox", 13, True),
                {**entry("Incidencias graves", "flag", 1), "short": "Graves"},
                {**entry("Notificaciones", "bell", 4), "short": "Novedades"},
            ],
        },
        {
            "title": "Mesa de servicio",
            "entries": [
                entry("Problemas", "problem"),
                entry("Cambios", "change"),
                entry("Conocimiento", "book"),
            ],
        },
        {
            "title": "Relaciones",
            "entries": [entry("Clientes", "building"), entry("Compromisos", "promise", 5)],
        },
        {"title": "Medida", "entries": [entry("Medición", "chart")]},
    ]
