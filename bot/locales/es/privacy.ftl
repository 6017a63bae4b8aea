# De quién son los datos: consentimiento, /privacy, /export y /delete.

privacy-consent =
    <b>Te damos la bienvenida a Keepface.</b> Entran tres fotos, se fija una cara, y cada texto se convierte en una imagen con esa cara.

    Antes de enviar fotos, acepta esto, por favor:
    • Tengo 18 años o más.
    • En las fotos que envío salgo yo, o una persona adulta que me ha dado permiso: lo declaro con cada modelo.
    • { $offline ->
        [yes] Este es el estudio sin conexión: tus fotos se quedan en la máquina del bot, donde se hacen las pruebas. Los detalles están en /privacy.
       *[no] OpenAI describe la cara y convierte los mensajes de voz en texto, Google crea las imágenes; ambos guardan registros contra abusos (30 y 55 días). Los detalles están en /privacy.
    }
    • Puedo retirarlo, llevarme una copia y borrarlo todo cuando quiera: /privacy.
privacy-agree = Acepto, y tengo 18 años o más
privacy-agreed =
    Gracias.

    { beginning-send-photos }

privacy-yours =
    <b>Tus fotos e imágenes</b>

    • Los datos de lugar y de cámara se quitan en cuanto llega una foto. Las fotos, los retratos y las imágenes se guardan cifrados en el servidor de quien lleva este bot, o en su almacén privado de Supabase, para crear tus escenas. { $days ->
        [0] Todo se guarda hasta que lo borres.
        [one] Las escenas se borran { $days } día después de hacerse; las fotos, los retratos y la referencia fija se quedan mientras exista su modelo.
       *[other] Las escenas se borran { $days } días después de hacerse; las fotos, los retratos y la referencia fija se quedan mientras exista su modelo.
    }
    { $offline ->
        [yes] • El estudio sin conexión está activado: tus fotos no van a nadie, y las pruebas se hacen en esta máquina, sin IA.
       *[no]
            • Tus fotos van a OpenAI (para describir la cara, con el almacenamiento desactivado; OpenAI guarda registros contra abusos durante 30 días) y a Google (para crear las imágenes; Google guarda registros contra abusos durante 55 días).
            • Un mensaje de voz va a OpenAI para convertirse en texto. El sonido no se guarda; las palabras se guardan con su escena, como si las hubieras escrito.
            • Cada imagen está generada por IA; su archivo se lo dice a las máquinas, y Google añade su marca invisible SynthID.
    }
    • Lo que se mide de una cara se queda solo en la memoria; se guardan puntuaciones.
    • Usa solo fotos tuyas, o de una persona adulta que te haya dado permiso.
    • /export te envía una copia de todo. /delete borra un modelo o todo: imágenes, textos y registros, al momento. Queda cuánto se gastó y cuándo, sin texto ni imagen; después de «todo», también sin ti.
privacy-revoke = Retirar mi consentimiento
privacy-revoked = Tu consentimiento está retirado. Ya no se crea nada tuyo ni se envía nada a nadie. Lo guardado se queda sin usar hasta que lo borres con /delete; /export te da una copia. Para seguir, vuelve a escribir y acepta.
privacy-nothing-agreed = No hay ningún consentimiento tuyo en vigor, así que no se procesa nada. /delete borra lo guardado.

privacy-export = Copia
privacy-export-begun = Preparo todo lo que se guarda de ti. Llegará aquí en uno o varios archivos ZIP.
privacy-export-under-way = Tu copia ya está en camino, o no hay nada tuyo que copiar.
privacy-export-failed = No se pudo completar tu copia. Prueba otra vez con /export; si sigue fallando, escribe al dueño.
privacy-export-part = Parte { $part }
privacy-exported = Esto es todo: { privacy-pictures } en { $files ->
        [one] { $files } archivo
       *[other] { $files } archivos
    }; <code>data.json</code>, en el primero, tiene el resto. Los archivos no están cifrados: guárdalos bien.
privacy-exported-with-gaps = Esto es todo: { privacy-pictures } en { $files ->
        [one] { $files } archivo
       *[other] { $files } archivos
    }; <code>data.json</code>, en el primero, tiene el resto. { $unreadable ->
        [one] { $unreadable } imagen no se pudo leer
       *[other] { $unreadable } imágenes no se pudieron leer
    }; dentro hay una lista. Los archivos no están cifrados: guárdalos bien.

privacy-erase = Borrar …
privacy-erase-everything = Todo
privacy-erase-model = { $name } y sus imágenes
privacy-yes-erase = Sí, borrar para siempre
privacy-keep = Conservar
privacy-kept = No se ha borrado nada.
privacy-nothing-to-erase = Aquí no hay nada tuyo que borrar.
privacy-what-to-erase = <b>¿Qué quieres borrar?</b> Te pregunto otra vez antes de que desaparezca nada.
privacy-sure = Esto borra { $everything ->
        [yes] todo lo tuyo
       *[no] <b>{ $name }</b>
    }:
privacy-sure-models = • { privacy-models }: { $names }
privacy-sure-pictures = • { privacy-photos }, { privacy-pictures } y todos los retratos entre ellas
privacy-sure-scenes = • { privacy-scenes } con sus textos, la descripción de la cara, las referencias y el parecido
privacy-sure-under-way = • { privacy-pictures } en marcha: de eso no llegará nada
privacy-sure-account = • tu consentimiento y tu cuenta aquí: donde el dueño decide quién entra, tendrá que dejarte entrar de nuevo
privacy-sure-end = <b>No se puede deshacer.</b> Los mensajes de este chat los borras tú en Telegram.
privacy-older = De un modelo del antiguo sistema web solo se borran nuestras copias; sus propias fotos las borra aquel sistema.
privacy-being-erased = Aquí ya no está, y sus archivos se están borrando. Después llega la confirmación. Número { $number }.
privacy-erasing-takes-longer = El almacén de imágenes no responde en este momento, así que el borrado { $number } tarda más. Sigue solo hasta que no quede nada; entonces recibes la confirmación.
privacy-receipt = ✅ <b>Borrado.</b> { privacy-models }, { privacy-photos }, { privacy-pictures }, { privacy-scenes }, con todos los textos y descripciones. Después he vuelto a mirar: no queda nada.
privacy-receipt-stays = Queda cuánto se gastó y cuándo, { $everything ->
        [yes] sin ti
       *[no] sin el modelo
    }.
privacy-receipt-times = Pedido { $asked } UTC, hecho { $done } UTC, número <code>{ $number }</code>.

privacy-models = { $models ->
        [one] { $models } modelo
       *[other] { $models } modelos
    }
privacy-photos = { $photos ->
        [one] { $photos } foto
       *[other] { $photos } fotos
    }
privacy-pictures = { $pictures ->
        [one] { $pictures } imagen
       *[other] { $pictures } imágenes
    }
privacy-scenes = { $scenes ->
        [one] { $scenes } escena
       *[other] { $scenes } escenas
    }
