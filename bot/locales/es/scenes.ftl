# Escenas: textos al pie, los botones de una imagen, lo que espera, lo que se sabe de una imagen.

scenes-ai-generated = generada por IA
scenes-preview = prueba sin conexión
scenes-same-face = La misma cara { $score }/100 ✓
scenes-unsure = No es seguro que sea la misma cara: { $score }/100
scenes-different = ⚠ Parece distinta: { $score }/100
scenes-unmeasured =
    .no_face = Parecido sin medir: no hay ninguna cara en la imagen
    .too_small = Parecido sin medir: cara demasiado pequeña
    .missing = Parecido sin medir: no se encontraron todas las caras
    .no_reference = Parecido sin medir: no hay cara en las fotos del modelo
    .stylised = Parecido sin medir: no es una foto
    .unavailable = Parecido sin medir
scenes-drawn-twice = El primer intento se parecía menos, así que la hice dos veces; cuenta una.
scenes-some-drawn-twice = Lo que se parecía menos lo hice dos veces; cuenta una.
scenes-several = Aquí están.
scenes-note =
    .not_studied = La IA no quiso describir estas fotos, así que usé una descripción neutra.
    .no_lock = Este modelo aún no tiene referencia fija: usé su primera foto.
    .engine_gone = La IA que elegiste ya no existe, así que esta imagen la creó otra. /settings muestra cuál.
    .some_missing = No salieron todas las imágenes; las demás están aquí.
scenes-left = { $left ->
        [0] Era la última de tus imágenes de hoy. La cuenta empieza de nuevo a las 00:00 UTC.
        [one] Hoy te queda { $left } imagen.
       *[other] Hoy te quedan { $left } imágenes.
    }
scenes-maybe-twice = Enviado otra vez tras una interrupción: quizá lo veas dos veces.
scenes-maybe-missing = Telegram no dijo si las imágenes llegaron. Si no llegaron, usa el botón de abajo.

scenes-again = Otra vez
scenes-file = Archivo
scenes-variation = Variante
scenes-edit = Cambiar
scenes-ratio = Formato
scenes-larger = HD
scenes-star = ☆ Guardar
scenes-starred = ★ Guardada
scenes-info = Info
scenes-back = ◀ Volver
scenes-size = { $size } · unos { $price }
scenes-send-again = Enviar las imágenes otra vez
scenes-try-again = Intentar otra vez

scenes-drawing = 🎨 Creando …
scenes-waiting = Anotado. { $place ->
        [one] Tienes { $place } escena por delante en tu cola; esta empieza sola.
       *[other] Tienes { $place } escenas por delante en tu cola; esta empieza sola.
    }
scenes-takes-seconds = { $seconds ->
        [one] Tarda más o menos { $seconds } segundo.
       *[other] Tarda más o menos { $seconds } segundos.
    }
scenes-takes-minutes = { $minutes ->
        [one] Tarda más o menos { $minutes } minuto.
       *[other] Tarda más o menos { $minutes } minutos.
    }
scenes-give-up = ✕ Cancelar esta escena
scenes-given-up = Cancelada. No te ha costado nada.
scenes-too-late = Es tarde para cancelar: ya está pagada. La imagen llega y es tuya.

scenes-ask-edit = ¿Qué cambio? Responde a este mensaje, por ejemplo: <i>mejor una bufanda roja</i>. También puedes responder directamente a cualquier imagen; la cara se queda.
scenes-placeholder =
    .edit = mejor una bufanda roja
    .rename = Ana
    .avoid = sombreros, multitudes

scenes-way =
    .plain = escena
    .variation = variante
    .edit = cambio
    .larger = HD
    .pose = a partir de tu foto
scenes-info-engine = IA: <code>{ $engine }</code>
scenes-info-pixels = { $width } × { $height } píxeles
scenes-info-photos = Parecido con las fotos: { $score }/100
scenes-info-lock = Parecido con la referencia fija: { $score }/100
scenes-info-tries = { $tries ->
        [one] Hecha { $tries } vez; esta es la que más se acerca a tus fotos
       *[other] Hecha { $tries } veces; esta es la que más se acerca a tus fotos
    }
scenes-info-older = Es de antes de que se anotara lo demás.
scenes-info-making = Tamaño { $size }, formato { $ratio }, semilla { $seed }, terminó con { $finish }
scenes-info-references = Referencias: <code>{ $references }</code>
scenes-info-cost = Coste: { $price } · { $seconds } s
scenes-info-prompt = El texto tal como se envió:
scenes-whole-prompt = El texto entero en un archivo
