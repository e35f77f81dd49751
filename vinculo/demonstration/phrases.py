"""What is said around a story in each country: greetings, thanks, first answers, reminders, the words of the end."""

from __future__ import annotations

HELLO = {  # a client's opening; {saludo} goes by the hour
    "ES": ("Hola:", "Hola, {saludo}:", "{Saludo}:", "{Saludo}, equipo:", "Hola a todos:"),
    "CO": (
        "{Saludo}.",
        "Cordial saludo.",
        "{Saludo}, ¿cómo están?",
        "Apreciados, {saludo}.",
        "{Saludo}, equipo.",
    ),
    "MX": ("{Saludo}.", "Hola, {saludo}.", "Qué tal, {saludo}.", "{Saludo}, equipo.", "Estimados, {saludo}."),
}
THANKS = {
    "ES": ("Gracias.", "Muchas gracias.", "Un saludo.", "Gracias y un saludo.", "Ya me decís.", "Gracias de antemano."),
    "CO": ("Quedo atent{o}.", "Muchas gracias por su colaboración.", "Mil gracias.", "Agradezco su ayuda.",
           "Quedo pendiente, gracias.", "Gracias, que estén muy bien."),
    "MX": ("Quedo al pendiente.", "Muchas gracias.", "Agradezco su apoyo.", "Saludos cordiales.",
           "Gracias por su apoyo.", "De antemano, gracias."),
}  # fmt: skip
BYE = {  # an agent's end
    "ES": ("Un saludo.", "Un saludo, {agente}.", "Saludos."),
    "CO": ("Con gusto quedo pendiente.", "Que tenga un buen día.", "Cordialmente, {agente}."),
    "MX": ("Quedo a sus órdenes.", "Saludos.", "Quedo al pendiente. {agente}"),
}
CONFIRMS = {
    "ES": ("Ya va bien. Muchas gracias.", "Confirmado, funciona.", "Perfecto, ya está. Gracias por la rapidez.",
           "Sí, ya va. Gracias, {agente}.", "Probado y funciona. Un saludo.", "Todo en orden, podéis cerrar."),
    "CO": ("Confirmo que ya funciona. Muchas gracias, muy amables.", "Perfecto, ya quedó. Mil gracias.",
           "Listo, ya pude. Gracias por la gestión, {agente}.", "Ya quedó solucionado, muchísimas gracias.",
           "Confirmado. Excelente servicio, gracias."),
    "MX": ("Ya quedó, muchas gracias.", "Confirmo que ya funciona. Gracias por el apoyo.",
           "Listo, ya lo revisamos y está bien. Saludos.", "Muchas gracias, {agente}, ya quedó.",
           "Excelente, ya podemos trabajar. Gracias."),
}  # fmt: skip
LATE_THANKS = {
    "ES": ("Se me pasó contestar: todo bien desde el día que lo dejasteis arreglado. Gracias.",
           "Aunque ya esté cerrado, gracias: llevamos toda la semana sin un fallo.",
           "Solo para decir que va como la seda desde entonces. Gracias, {agente}."),
    "CO": ("Disculpen la demora en responder: todo quedó funcionando perfectamente. Mil gracias, {agente}.",
           "Aunque el caso ya está cerrado, quería agradecerles: no se ha vuelto a presentar."),
    "MX": ("Perdón por contestar hasta ahora: ya no ha vuelto a pasar. Muchas gracias por el apoyo.",
           "Ya sé que está cerrado, pero quería agradecerles: todo el turno trabajó sin problema."),
}  # fmt: skip
ACKS = (
    "Queda registrado y se empieza a revisar {ahora}.",
    "Gracias por avisar. Se está revisando; lo que se vaya sabiendo se contará aquí.",
    "Gracias por el detalle, ayuda mucho. En un rato hay noticias.",
    "Se ha recibido y ya hay una persona con ello: {agente}, de la mesa de servicio.",
    "Anotado. Antes de tocar nada se mira qué ha cambiado desde ayer.",
    "Se revisa y se contesta hoy mismo con lo que se encuentre.",
    "Ya se ve en los registros. Se sigue por ahí.",
    "Entendido. Si mientras tanto cambia algo, basta con contestar a este mensaje.",
    "Se toma nota. No hace falta que esté delante del equipo por ahora.",
    "Recibido. Parece claro lo que ocurre; se comprueba y se confirma.",
)
ACKS_REQUEST = (
    "Queda anotado. Se prepara y se avisa en cuanto esté.",
    "Recibido, se empieza con ello. Si hiciera falta algún dato más, se pedirá por aquí.",
    "De acuerdo. Se revisa que no falte ningún permiso y se pone en marcha.",
    "Anotado con la fecha indicada. Lo normal es que esté antes.",
    "Gracias, está todo lo necesario para empezar.",
    "Recibido. Se encarga {agente}, de la mesa de servicio.",
)
MINE = (
    "Soy {agente}, de {equipo}. Desde ahora lo llevo yo; lo anterior ya está leído.",
    "{equipo} se hace cargo. Se ha leído todo, no hace falta repetir nada.",
    "Le escribe {agente}, de {equipo}. Con lo que ya se sabe, se empieza por los registros.",
)
HAND_OVER_REQUEST = (
    "Para {equipo}: tienen las existencias y los permisos.",
    "Lo dejo en {equipo}. Está pedido con tiempo, no corre prisa.",
    "Creo que es de {equipo}. Si no, devolvedlo sin más.",
)
HAND_OVER = (
    "Paso a {equipo}: descartado lo básico, hay que mirar el servidor.",
    "Para {equipo}. Lo que se ha probado está en el hilo; a partir de aquí no tengo permisos.",
    "Lo dejo en {equipo}. La persona prefiere que se le escriba, no que se le llame.",
    "Creo que es de {equipo}. Se parece al de la semana pasada.",
)
PROGRESS = (
    "Sigue en marcha. Ya se ha reproducido el fallo, que era lo más difícil.",
    "Se ha descartado el equipo: el origen está en el servidor. Se continúa por ahí.",
    "Una actualización: se está probando la corrección antes de aplicarla.",
    "Se avanza. Si no hay contratiempos, queda hoy.",
)
PROGRESS_REQUEST = (
    "Una actualización: está a medio preparar y va en plazo.",
    "Falta solo la última comprobación.",
    "Va en camino; se avisará al entregarlo.",
)
REMINDER = (
    "¿Pudo mirar lo que se le preguntaba? Sin ese dato no se puede seguir.",
    "Se sigue a la espera de su respuesta. Si ya no hace falta, también conviene decirlo.",
    "Un recordatorio: falta el dato anterior para poder continuar.",
)
NO_ANSWER = (
    "No se ha recibido respuesta a la última pregunta en una semana, así que se da por terminado."
    " Si vuelve a suceder, basta con contestar aquí antes de que se cierre.",
    "Sin noticias desde el último mensaje; se entiende que ya no hace falta. Se puede reabrir contestando.",
)
RESUMED = (
    "Gracias. Con eso se puede seguir.",
    "Gracias, era justo lo que faltaba.",
    "Perfecto, con ese dato se continúa.",
    "Muy útil, gracias. Se retoma ahora.",
)
SORRY = (
    "Lamento que siga igual. Se vuelve a abrir y se revisa desde el principio.",
    "Gracias por decirlo. Se daba por resuelto con una sola prueba; ahora se harán varias.",
    "Queda abierto de nuevo. Se mira hoy mismo qué se escapó.",
)
STILL_FAILS = {
    "ES": (
        "Sigue igual, no ha cambiado nada.",
        "Ha durado un par de horas y otra vez lo mismo.",
        "Funciona a medias: mejor que antes, pero no está arreglado.",
    ),
    "CO": (
        "Qué pena, pero sigue presentándose lo mismo.",
        "Lo probamos y continúa igual que al principio.",
        "Alcanzó a funcionar un rato y volvió a fallar.",
    ),
    "MX": (
        "Sigue igual, no quedó.",
        "Funcionó un rato y volvió a fallar en el cambio de turno.",
        "Lo revisamos y continúa marcando lo mismo.",
    ),
}
NOTES_REQUEST = (
    "Aprobado por quien responde del área; el correo está en el hilo.",
    "Cargado a su centro de coste.",
    "Confirmado por teléfono lo que quiere. El texto se presta a confusión.",
    "Pendiente de actualizar el inventario cuando se entregue.",
    "Pidió lo mismo en verano y quedó a medias. Revisar que no esté ya hecho.",
    "Hablado por teléfono. Entiende el plazo y le parece bien.",
)
NOTES = (
    "Probado en remoto: se reproduce a la primera.",
    "Mismo síntoma que otros tres de este mes. Si vuelve, abrir problema.",
    "La persona está en atención al público: llamar solo antes de las diez.",
    "Revisados registros desde ayer. Nada raro antes de la hora que indica.",
    "Pendiente de actualizar el inventario: la etiqueta no coincide con la ficha.",
    "Ojo, hay dos personas con ese nombre. Es la de la sede, no la de la central.",
    "Ya le pasó en primavera. Entonces se arregló igual.",
    "Hablado por teléfono. Entiende el plazo y le parece bien.",
)
WITHDRAWN = {
    "ES": (
        "Ya no hace falta, se ha solucionado solo. Podéis cerrarlo.",
        "Perdón, era cosa nuestra. Ya está.",
    ),
    "CO": (
        "Qué pena, ya lo solucionamos internamente. Pueden cerrar el caso.",
        "Ya no es necesario, muchas gracias.",
    ),
    "MX": ("Ya quedó por nuestra cuenta, pueden cancelarlo. Gracias.", "Una disculpa, ya no se requiere."),
}
WITHDRAWN_REASON = (
    "Retirado por quien lo pidió: ya no hace falta.",
    "Quien lo abrió avisa de que se ha resuelto solo.",
)
CANCEL_REASON = (
    "Duplicado: el mismo asunto está abierto desde antes y se sigue allí.",
    "Abierto por error; no había nada que atender.",
    "Se repite otro caso de la misma mañana; se responde en aquel.",
)
LOWERED = (
    "Hay una alternativa con la que se puede seguir trabajando mientras se resuelve.",
    "Afecta a una sola persona y hay otro equipo disponible.",
    "Se ha comprobado por teléfono: el trabajo no está detenido.",
)
SUPPLIER_SAYS = {
    "network": (
        "Recibido. Hemos localizado el tramo y sale una brigada. Estimamos dos horas.",
        "Medimos desde la central: hay pérdida de señal a unos 400 metros de la sede. Sigue en curso.",
        "Hemos reiniciado el equipo de nuestro lado y vemos tráfico. ¿Podéis confirmar que se nota ahí?",
        "Cambiado el módulo en la central. Lo dejamos en observación una hora.",
        "La obra que cortó el cable ya está localizada. La reparación termina hoy.",
    ),
    "telephony": (
        "Recibido. Vemos el rechazo en nuestra central; lo lleva el turno de voz.",
        "Reencaminadas las llamadas por la otra central. Por nuestra parte, en orden.",
        "Hemos hecho tres llamadas de prueba y entran. ¿Podéis confirmarlo desde la sede?",
    ),
}
SUPPLIER_THANKS = (
    "Gracias, Redalmar. Se comprueba desde aquí y se confirma.",
    "Recibido; se hacen las pruebas con la sede.",
)
SORRY_TWICE = (
    "Tiene razón en insistir. Lo lleva ahora una segunda persona, con todo lo anterior leído.",
    "Se entiende la molestia. Se cambia de enfoque: se ha pedido repetir la prueba con usted delante.",
)
AGAIN_NOTES = (
    "Se cerró con una prueba de un minuto. La próxima vez, dejarlo en observación.",
    "El arreglo no sobrevivía al reinicio. Ahora sí.",
    "Eran dos causas y solo se había quitado una.",
    "Reproducido con su usuario. Con el mío no fallaba, de ahí la prisa en cerrarlo.",
)
REOPEN_NOTES = (
    "Vuelve a salir en los registros. Lo reabro antes de que lo note nadie.",
    "Me equivoqué de equipo al comprobar. Se reabre.",
)
REOPENED = (
    "Se ha reabierto desde aquí: en una comprobación posterior se ha visto que no había quedado bien.",
    "Se abre de nuevo por nuestra parte. Conviene revisar un detalle más antes de darlo por terminado.",
)
LONG = (
    ("third_party", "El fabricante ha abierto un caso y pide unos días para reproducirlo."),
    ("internal", "Se ha programado junto con otros cambios, para parar una sola vez."),
    (
        "third_party",
        "Ha llegado una corrección del fabricante; no bastaba y se le ha devuelto con los registros.",
    ),
    ("client_window", "La corrección necesita parar un rato: se espera a la ventana que fije su área."),
    (
        "internal",
        "Sigue abierto, no olvidado: se está vigilando, porque el fallo aparece una vez por semana.",
    ),
    ("part", "La pieza llegó defectuosa y se ha devuelto. La nueva tarda unos días."),
)
LONG_REQUEST = (
    ("third_party", "Falta la aprobación del gasto. Está en manos de compras."),
    ("part", "El proveedor avisa de un retraso en la entrega. Se informará en cuanto haya fecha."),
    ("internal", "Se ha agrupado con otras peticiones parecidas, que se atienden la semana que viene."),
    ("client_window", "A petición de su área, se deja para después del cierre."),
    ("part", "Ha llegado la mitad del pedido. Se espera al resto para entregarlo junto."),
)
