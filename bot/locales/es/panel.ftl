# El panel del dueño. Los textos de los botones son cortos.

panel-allow = Dejar entrar
panel-deny = Rechazar
panel-people = Gente
panel-invites = Invitaciones
panel-money = Gastos y fallos
panel-engines = Motores
panel-caps = Límites
panel-storage = Almacén
panel-announce = Aviso
panel-stop-paying = ⏹ Parar las llamadas de pago
panel-pay-again = ▶ Permitir las llamadas de pago
panel-refresh = ↻ Actualizar
panel-back = ◀ Panel
panel-add-person = + Añadir a alguien
panel-as-in-settings = Como en .env

panel-title = <b>Panel del dueño</b>
panel-paused = ⏹ <b>Las llamadas de pago están paradas.</b> Las peticiones se rechazan sin coste, con un botón para probar otra vez.
panel-paying = ▶ Las llamadas de pago están permitidas.
panel-today = Hoy (UTC): <b>{ $spent }</b> de { $budget }, { panel-pictures }, { panel-calls } sin resultado
panel-queue = Cola: { $jobs ->
        [one] { $jobs } tarea
       *[other] { $jobs } tareas
    } en espera, { $running } en marcha; { $messages ->
        [one] { $messages } mensaje
       *[other] { $messages } mensajes
    } por atender
panel-accounts = Cuentas: { $people }
panel-pictures = { $pictures ->
        [one] { $pictures } imagen
       *[other] { $pictures } imágenes
    }
panel-calls = { $calls ->
        [one] { $calls } llamada
       *[other] { $calls } llamadas
    }

panel-money-today = <b>Hoy: { $spent } de { $budget }</b>
panel-money-failures = Llamadas sin resultado hoy:
panel-money-days = Los últimos días (UTC):
panel-money-day = <code>{ $day }  { $usd }</code>  { panel-pictures }
panel-reason =
    .EngineOverloaded = motor saturado
    .EngineRateLimited = límite de llamadas del motor
    .EngineRetired = motor retirado
    .EngineUnreachable = motor inalcanzable
    .OutcomeUnknown = sin respuesta a tiempo
    .OperatorProblem = clave, cuota o facturación
    .cut-off = cortada por una parada del bot
panel-refused = rechazada: { $why }

panel-engines-title = <b>Motores, la última hora</b>
panel-engines-others = otros
panel-engine-calls = { panel-calls }, { $failed } sin resultado
panel-engine-not-called = sin llamadas
panel-engine-median = mediana { $seconds } s
panel-engine-likeness = parecido { $score }/100 ({ $pictures })
panel-engine-retired = retirado
panel-engine-retired-since = retirado desde { $day }
panel-engine-rests = descansa { $time }
panel-engine-ends = termina { $day }
panel-seconds = { $n } s
panel-minutes = { $n } min
panel-hours = { $n ->
        [one] { $n } hora
       *[other] { $n } horas
    }

panel-storage-title = <b>Almacén</b>
panel-storage-pictures = { $pictures ->
        [one] { $pictures } imagen generada en la base de datos
       *[other] { $pictures } imágenes generadas en la base de datos
    }
panel-storage-files = Imágenes y fotos: { $megabytes } MB
panel-storage-database = Base de datos: { $megabytes } MB
panel-storage-free = Libre en DATA_DIR: { $gigabytes } GB

panel-caps-yours =
    <b>Límites</b>
    Imágenes por persona y día: { $pictures }
    Presupuesto por día: { $budget }

    Las dos primeras filas de botones son imágenes, las dos siguientes dólares. Valen al momento, para todos los procesos.
panel-cap-as-in-settings = <b>{ $cap }</b> (como en .env)
panel-cap-decided = <b>{ $cap }</b> (.env dice { $settings })

panel-people-page = <b>Cuentas</b>, página { $page } de { $pages }
panel-standing =
    .asked = pide entrar
    .allowed = puede entrar
    .denied = fuera
panel-person-new = aún no ha aceptado
panel-person-today = { panel-pictures } hoy
panel-person-seen = última vez { $when } UTC
panel-person-never = aún sin visitas
panel-person-nameless = sin nombre
panel-person-listed = (en ALLOWED_USERS)
panel-whom = Muéstrame de quién hablas, en los próximos diez minutos: reenvíame un mensaje suyo o comparte su contacto. O escribe <code>/allow 12345</code> o <code>/deny 12345</code> con su ID de Telegram.
panel-no-id = Escribe detrás el ID de Telegram, un número: <code>/allow 12345</code>.
panel-that-is-you = Ese eres tú, el dueño: siempre entras.
panel-no-person = Eso viene de un chat, un canal o un bot, no de una persona. Reenvía un mensaje de la persona.
panel-no-account = Este contacto no muestra ninguna cuenta de Telegram. Pide a la persona que escriba a este bot: entonces te pregunto, con dos botones.
panel-hidden-sender = { $name } oculta su cuenta en los mensajes reenviados, así que Telegram no me dice quién es. Pídele que escriba a este bot: entonces te pregunto, con dos botones. O comparte su contacto.
panel-hidden-nobody = Esta persona

panel-invites-title = <b>Invitaciones</b>
panel-invite = • n.º { $id }: { $used } de { $uses } usos, hasta { $when } UTC
panel-invites-another = Un enlace nuevo: ¿para cuántos, y por cuánto tiempo?
panel-invites-first = No hay ninguna abierta. Una nueva:
panel-invite-button = { $uses } × { panel-days }
panel-days = { $days ->
        [one] { $days } día
       *[other] { $days } días
    }
panel-invite-link = Para { $uses ->
        [one] { $uses } persona
       *[other] { $uses } personas
    }, { panel-days }. Este enlace lo muestro solo una vez:

panel-how-to-broadcast = <b>Aviso a todos.</b> Escribe <code>/broadcast</code> y detrás el texto, con el formato que quieras. Lo ves primero, y a cuántos va; no se envía nada antes de que confirmes.
panel-send-to = Enviar a { $users }
panel-drop-broadcast = Descartar
panel-stop-broadcast = Parar el envío
panel-draft = ☝️ Así se ve. Va a { $users ->
        [one] { $users } persona que aceptó
       *[other] { $users } personas que aceptaron
    } las condiciones.
panel-sending = 📣 Se está enviando. Te aviso cuando termine.
panel-broadcast-done = 📣 Aviso terminado: { $how }.
panel-broadcast-stopped = Aviso detenido: { $how }.
panel-copies-sent = recibido por { $n }
panel-copies-blocked = { $n ->
        [one] { $n } ha bloqueado el bot
       *[other] { $n } han bloqueado el bot
    }
panel-copies-failed = { $n } rechazados por Telegram
panel-copies-unsure = { $n } quizá recibidos (se perdió una respuesta; nadie lo recibe dos veces)
panel-copies-left-out = { $n } omitidos
panel-copies-none = nadie lo recibió
