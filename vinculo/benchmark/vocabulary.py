"""Texts that behave like written Spanish: few words very often, many words seldom, and some whose number is known."""

from __future__ import annotations

import array
import random
from collections.abc import Sequence
from functools import cache


def _spoken(words: str) -> Sequence[str]:
    return words.split()


# The first words carry most of any text; the desk's own follow, the most usual first.
FUNCTION_WORDS = _spoken(
    "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque"
    " esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra"
    " otros ese eso ante ellos esto mí antes algunos qué unos yo otro"
)
DESK_WORDS = _spoken(
    "impresora servidor hoy usuario correo sistema error pantalla contraseña equipo red cuenta abrir aplicación"
    " problema archivo mensaje sesión acceso carpeta ordenador conexión mañana funciona imprimir documento programa"
    " aparece informe permiso revisar gracias buenos días saludos necesito compañeros planta oficina teléfono reiniciar"
    " lento bloqueada actualización disco copia factura pedido cliente proveedor cerrar guardar datos hoja cálculo"
    " navegador página botón ventana tinta tóner papel bandeja atasco escáner cable monitor teclado ratón portátil"
    " batería cargador red inalámbrica túnel remoto escritorio licencia instalar versión parche antivirus cortafuegos"
    " puerto dirección dominio certificado caducado firma electrónica nube carga descarga lectura escritura memoria"
    " procesador ruido caliente apagado encendido reinicio turno tarde noche semana lunes martes miércoles jueves"
    " viernes enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre recepción"
    " urgencias quirófano farmacia laboratorio consulta paciente historia clínica receta cita agenda sala reunión"
    " proyector cámara micrófono altavoz auricular llamada centralita extensión desvío buzón voz mando tarjeta lector"
    " puerta tornos fichaje nómina vacaciones contrato alta baja traslado persona departamento dirección gerencia"
    " finanzas contabilidad asiento balance cobro pago banco transferencia remesa recibo impuesto declaración cierre"
    " trimestre inventario existencias ubicación etiqueta código barras lote caducidad palé muelle transporte ruta"
    " camión entrega devolución albarán tienda caja terminal datáfono ticket cupón descuento precio tarifa catálogo"
    " producto referencia pedido línea producción máquina sensor autómata alarma parada avería repuesto garantía"
    " técnico visita presupuesto compra aprobación solicitud formulario campo obligatorio adjunto formato imagen"
    " vídeo enlace contenido publicación noticia boletín encuesta respuesta pregunta duda manual guía procedimiento"
)
COMMON = ("impresora", "servidor")
"""Two words that many texts hold, often together."""

RARE = ("escafandra", "zarzaparrilla")
"""Two words that about fifty tickets hold together, at any size."""

APART = ("albacea", "matrícula")
"""Two words that many tickets hold, but hardly ever together: the case that fools a planner."""

TAIL = 7_000
_SYLLABLES = _spoken(
    "ba ca da fa ga la ma na pa ra sa ta be ce de fe me ne pe re se te bi di li mi ni ri ti bo co do lo mo no po"
)
_LAST = _spoken("no rro nte dor ble gal ción sco lio ndo ba pre")
_DRAWS = 1 << 16


@cache
def words() -> Sequence[str]:
    """The vocabulary, most frequent first. Its long tail (names of programs, places, people) is made of syllables."""
    head = list(dict.fromkeys([*FUNCTION_WORDS, *DESK_WORDS]))
    made = random.Random("tail")  # noqa: S311 - not a secret: the same texts for everybody
    tail: dict[str, None] = {}
    while len(tail) < TAIL:
        middle = "".join(made.choices(_SYLLABLES, k=made.choice((1, 2, 2, 3))))
        tail[middle + made.choice(_LAST)] = None
    planted = {*RARE, *APART}
    return [word for word in dict.fromkeys([*head, *tail]) if word not in planted]


@cache
def draws() -> Sequence[str]:
    """A table from which a 16-bit number draws a word with Zipf's frequency (the r-th word is r times as seldom)."""
    known = words()
    whole = sum(1 / rank for rank in range(1, len(known) + 1))
    table: list[str] = []
    reached = 0.0
    for rank, word in enumerate(known, start=1):
        reached += _DRAWS / (rank * whole)
        table += [word] * (round(reached) - len(table))
    return table[:_DRAWS] + ["de"] * (_DRAWS - len(table))


def text(chance: random.Random, least: int, most: int, *planted: str) -> str:
    """A text of `least` to `most` words, with the planted ones in the middle, in sentences of ten words."""
    length = chance.randint(least, most)
    table = draws()
    drawn = array.array("H", chance.randbytes(2 * length))
    chosen = [table[number] for number in drawn]
    if planted:
        chosen[length // 2 : length // 2] = planted
    for end in range(9, len(chosen), 10):
        chosen[end] += "."
    return " ".join(chosen).capitalize() + "."


def planted_in(number: int, tickets: int) -> tuple[str, ...]:
    """The known words of the ticket of a number: about fifty hold both rare ones, three in ten one of `APART`."""
    every = max(10, tickets // 50)
    rare = RARE if number % every == 3 else RARE[:1] if number % every == 7 else ()
    if number % every == 5:
        return (*rare, *APART)
    apart = (APART[number % 2],) if number % 10 < 6 else ()
    return (*rare, *apart)
