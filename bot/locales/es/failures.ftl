# Lo que salió mal, y qué hacer.

failures-apology = Perdona, algo ha fallado por mi parte. Prueba otra vez, por favor; quien lleva el bot puede ver por qué.
failures-why =
    .no_engine = La IA no responde en este momento. No te ha costado nada; prueba más tarde, por favor.
    .operator = El servicio de imágenes está fuera de servicio; solo el dueño de este bot puede arreglarlo. No te ha costado nada.
    .unknown = La IA no respondió a tiempo, dos veces. Lo dejé para que no pagues una y otra vez.
    .cap_paused = Quien lleva este bot ha parado las imágenes por ahora. No se ha cobrado nada, y el botón de abajo guarda tu petición: tócalo más tarde.
    .reference_missing = No pude leer la referencia de la cara, así que no creé nada y no se cobró nada. Haz el modelo de nuevo con /new, por favor.
    .refused_input = La IA no aceptó estas imágenes o palabras. Prueba con otras fotos u otra escena, por favor.
    .refused_safety = El filtro de seguridad de la IA paró esta imagen, también con palabras más suaves. Prueba otra escena, por favor.
    .refused_policy = Eso la IA no lo crea. Prueba otra escena, por favor; esta no te ha costado nada.
    .refused_words = La IA respondió con palabras en vez de una imagen:
    .refused_other = La IA no dio ninguna imagen. A menudo es por nombres reales en la escena; prueba sin ellos, por favor.
    .refused_recitation = A la IA le pareció demasiado cercano a una imagen conocida. Descríbelo a tu manera, por favor.
    .refused_rubbish = La respuesta de la IA no se pudo leer. No te ha costado nada; prueba otra vez, por favor.
    .surprise = { failures-apology }
failures-cap-pictures = Tus imágenes de hoy se han agotado ({ $limit } al día). La cuenta empieza de nuevo a las { $renewal }.
failures-cap-budget = El presupuesto de hoy se ha agotado. Empieza de nuevo a las { $renewal }.
failures-cap-own-budget = Tu parte del presupuesto de hoy se ha agotado (${ $limit } al día). Empieza de nuevo a las { $renewal }.
failures-renewal-minutes = 00:00 UTC, dentro de unos { $minutes } min
failures-renewal-hours = 00:00 UTC, dentro de { $hours ->
        [one] más o menos { $hours } hora
       *[other] unas { $hours } horas
    }

failures-not-a-photo = Ese archivo no es una imagen que yo pueda leer. Envía JPEG, PNG, WEBP, HEIC o AVIF, por favor.
failures-damaged-photo = Esa imagen está dañada o incompleta. Envíala otra vez, o envía otra, por favor.
failures-too-many-pixels = Esa imagen es demasiado grande ({ $width } × { $height } píxeles). Envía una de { $megapixels } megapíxeles como máximo, por favor.
failures-too-small = Esa imagen es demasiado pequeña ({ $width } × { $height } píxeles): para una cara nítida, cada lado necesita al menos { $side } píxeles.
failures-too-many-bytes = Ese archivo es demasiado grande. Envía { $megabytes } MB como máximo, por favor.
failures-same-photo = Esa es la misma imagen que la foto { $place }. Envía otra, por favor.
failures-photos-complete = Este modelo ya tiene sus tres fotos, así que dejé esta fuera. Para otra persona, envía primero /new y luego las fotos. Con una cara fijada, una foto con texto presta su pose y su lugar a una escena.

failures-photos-first =
    Primero las fotos, luego cada texto se convierte en una imagen.

    { beginning-send-photos }
failures-photos-missing = Primero las fotos: tengo { $have } de { $of }. Luego cada texto se convierte en una imagen.
failures-still-drawing = Tus retratos aún se están creando. Fija uno cuando lleguen; luego cada texto es una escena.
failures-not-locked = Primero fija una cara: marca arriba un retrato y confírmalo. Luego cada texto es una escena.
failures-scene-too-long = Esa escena tiene { $length } caracteres; el máximo es { $most }. Acórtala, por favor.
failures-too-many-waiting = { $most ->
        [one] Ya hay { $most } escena en espera. Envía esta otra vez cuando haya llegado.
       *[other] Ya hay { $most } escenas en espera. Envía esta otra vez cuando hayan llegado algunas.
    }
failures-stale = Este botón ya no vale. /models muestra tus modelos y /start, por dónde vas.
failures-model-gone = Este botón ya no vale. Ese modelo ya no está aquí; la lista muestra los que sí.
failures-name-taken = Otro de tus modelos ya se llama así. Responde a mi pregunta con otro nombre.
failures-no-candidates = Este modelo viene del sistema web anterior y no tiene retratos entre los que elegir. Su referencia actual se queda; /new crea un modelo con retratos propios.
failures-away = Un momento, por favor: me estoy poniendo al día y respondo en cuanto pueda.
