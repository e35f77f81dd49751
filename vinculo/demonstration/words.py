"""The words of each country, and the places and programs that each client speaks of."""

from __future__ import annotations

# The same thing as they say it in Spain, Colombia and Mexico.
WORDS: dict[str, tuple[str, str, str]] = {
    "pc": ("ordenador", "computador", "computadora"),
    "el_pc": ("el ordenador", "el computador", "la computadora"),
    "un_pc": ("un ordenador", "un computador", "una computadora"),
    "este_pc": ("este ordenador", "este computador", "esta computadora"),
    "los_pc": ("los ordenadores", "los computadores", "las computadoras"),
    "pcs": ("ordenadores", "computadores", "computadoras"),
    "o_pc": ("o", "o", "a"),
    "portatil": ("portátil", "portátil", "laptop"),
    "el_portatil": ("el portátil", "el portátil", "la laptop"),
    "un_portatil": ("un portátil", "un portátil", "una laptop"),
    "movil": ("móvil", "celular", "celular"),
    "fichero": ("fichero", "archivo", "archivo"),
    "ficheros": ("ficheros", "archivos", "archivos"),
    "raton": ("ratón", "mouse", "mouse"),
    "auriculares": ("los auriculares", "la diadema", "la diadema"),
    "unos_auriculares": ("unos auriculares", "una diadema", "una diadema"),
    "clave": ("contraseña", "clave", "contraseña"),
    "la_incidencia": ("la incidencia", "el incidente", "el incidente"),
    "esta_incidencia": ("esta incidencia", "este incidente", "este incidente"),
    "incidencia": ("incidencia", "incidente", "incidente"),
    "la_peticion": ("la petición", "la solicitud", "la solicitud"),
    "festivo": ("festivo", "festivo", "día feriado"),
    "planta": ("planta", "piso", "piso"),
    "tarjeta": ("tarjeta", "carné", "gafete"),
    "la_tarjeta": ("la tarjeta", "el carné", "el gafete"),
    "por_la_tarde": ("por la tarde", "en la tarde", "por la tarde"),
    "por_la_manana": ("por la mañana", "en la mañana", "por la mañana"),
    "ahora": ("ahora mismo", "en este momento", "en este momento"),
    "aplicacion": ("la aplicación", "el aplicativo", "el sistema"),
    "pulsar": ("pulsar", "oprimir", "presionar"),
    "enchufe": ("enchufe", "toma de corriente", "contacto"),
    "oficina": ("oficina", "oficina", "oficina"),
    "pincha": ("pulsa", "hace clic", "da clic"),
    "reunion": ("reunión", "reunión", "junta"),
    "la_reunion": ("la reunión", "la reunión", "la junta"),
    "extension": ("extensión", "extensión", "extensión"),
    "factura": ("factura", "factura", "factura"),
    "albaran": ("albarán", "remisión", "remisión"),
    "albaranes": ("albaranes", "remisiones", "remisiones"),
    "los_albaranes": ("los albaranes", "las remisiones", "las remisiones"),
    "nomina": ("nómina", "nómina", "nómina"),
    "tfno": ("teléfono", "teléfono", "teléfono"),
    "papelera": ("papelera", "papelera de reciclaje", "papelera de reciclaje"),
    "echar": ("revisar", "revisar", "revisar"),
    "hacienda": ("Hacienda", "la autoridad tributaria", "la autoridad fiscal"),
    "apagar": ("apagar", "apagar", "apagar"),
    "mesa": ("la mesa de servicio", "la mesa de servicio", "la mesa de servicio"),
}
COUNTRIES = {"ES": 0, "CO": 1, "MX": 2}

# Where things happen, with the article, by client.
PLACES = {
    "almadrona": (
        "la recepción de materia prima", "el almacén de expediciones", "la línea 2 de envasado", "la línea 4",
        "contabilidad", "la oficina de exportación", "el laboratorio de calidad", "compras", "recursos humanos",
        "la cámara de congelado", "la oficina de turno", "la báscula de entrada", "atención al cliente",
        "la sala de etiquetado", "mantenimiento", "la garita de la entrada", "administración de ventas",
        "planificación", "el muelle 3", "dirección",
    ),
    "guaranda": (
        "cartera", "siniestros", "tesorería", "talento humano", "la gerencia comercial", "el centro de llamadas",
        "la oficina de correspondencia", "jurídica", "suscripción", "contabilidad", "la recepción del piso 9",
        "la sucursal de Medellín", "auditoría interna", "reaseguros", "la sala de juntas del piso 11",
        "servicio al cliente", "pagos", "indemnizaciones", "el área de vida", "mercadeo",
    ),
    "amaranta": (
        "urgencias", "el laboratorio", "farmacia", "admisión", "caja", "terapia intensiva", "quirófano 3",
        "imagenología", "consulta externa", "la estación de enfermería del piso 4", "el banco de sangre",
        "el archivo clínico", "nutrición", "la clínica de Toluca", "trabajo social", "pediatría", "tococirugía",
        "central de esterilización", "recursos humanos", "el almacén general",
    ),
    "redalmar": ("administración", "la oficina técnica", "el almacén de equipos", "la centralita", "ventas"),
}  # fmt: skip

# Where a service matters, when that is not everywhere.
PLACES_OF: dict[str, dict[str, tuple[str, ...]]] = {
    "erp": {
        "almadrona": ("contabilidad", "compras", "administración de ventas", "la oficina de exportación",
                      "planificación", "el almacén de expediciones"),
        "guaranda": ("contabilidad", "tesorería", "cartera", "pagos", "el área financiera", "indemnizaciones"),
        "amaranta": ("caja", "contabilidad", "el almacén general", "farmacia", "compras"),
    },
    "telephony": {
        "almadrona": ("atención al cliente", "administración de ventas", "la oficina de exportación", "compras",
                      "la garita de la entrada", "contabilidad", "la oficina de turno"),
        "guaranda": ("el centro de llamadas", "servicio al cliente", "siniestros", "cartera", "la gerencia comercial",
                     "la sucursal de Medellín", "la recepción del piso 9"),
        "amaranta": ("admisión", "urgencias", "consulta externa", "caja", "el laboratorio", "trabajo social",
                     "farmacia", "la clínica de Toluca"),
    },
    "clinical": {
        "amaranta": ("urgencias", "el laboratorio", "farmacia", "admisión", "terapia intensiva", "quirófano 3",
                     "imagenología", "consulta externa", "la estación de enfermería del piso 4", "el banco de sangre",
                     "pediatría", "tococirugía", "la clínica de Toluca"),
    },
}  # fmt: skip

NAMES = {
    "ES": (
        "Lidia", "Marcos", "Rosa", "Iván", "Pilar", "Álvaro", "Sonia", "Gabriel", "Inés", "Manuel", "Cristina",
        "Óscar", "Antía", "Brais", "Nerea", "Jorge", "Mercedes", "Santiago", "Olga", "Rubén", "Teresa", "Xoel",
    ),
    "CO": (
        "Yenny", "Camilo", "Luz Marina", "Jhon Jairo", "Adriana", "Sebastián", "Claudia", "Mauricio", "Natalia",
        "Óscar Iván", "Diana", "Fabián", "Leidy", "Ricardo", "Martha Lucía", "Esteban", "Viviana", "Germán",
    ),
    "MX": (
        "Lizbeth", "Arturo", "Karina", "Emiliano", "Rocío", "Gerardo", "Yadira", "Ulises", "Maribel", "Ramiro",
        "Itzel", "Alberto", "Concepción", "Saúl", "Norma", "Édgar", "Brenda", "Jesús Manuel",
    ),
}  # fmt: skip

SURNAMES = {
    "ES": ("Lorenzo", "Otero", "Carballo", "Miranda", "Sanz", "Rey", "Freire", "Calvo", "Gallego", "Pazos"),
    "CO": (
        "Quintero",
        "Ríos",
        "Cárdenas",
        "Pineda",
        "Salazar",
        "Mejía",
        "Hoyos",
        "Patiño",
        "Bermúdez",
        "Duque",
    ),
    "MX": (
        "Cervantes",
        "Ledezma",
        "Zepeda",
        "Orozco",
        "Nava",
        "Espinoza",
        "Barrera",
        "Tovar",
        "Lozano",
        "Rangel",
    ),
}

TRADES = {  # who comes new, by client
    "almadrona": ("operaria de envasado", "técnico de calidad", "comercial de exportación", "auxiliar contable",
                  "mozo de almacén", "jefa de línea", "técnica de mantenimiento"),
    "guaranda": ("analista de siniestros", "asesora comercial", "auxiliar de cartera", "practicante de jurídica",
                 "ejecutiva de cuenta", "profesional de riesgos", "auxiliar de correspondencia"),
    "amaranta": ("médica residente", "enfermera general", "químico de laboratorio", "camillero", "médico adscrito",
                 "auxiliar de admisión", "trabajadora social"),
    "redalmar": ("técnico de campo", "administrativa", "comercial"),
}  # fmt: skip

CITIES = {
    "almadrona": ("Vigo", "Getafe", "Madrid"),
    "guaranda": ("Medellín", "Bogotá", "Cali"),
    "amaranta": ("Toluca", "Puebla", "Cuernavaca"),
    "redalmar": ("Alicante", "Elche"),
}
