# Grupos y modo en línea.

groups-private = { $name }, hablemos primero en privado: solo hago imágenes de quien ha aceptado.
groups-personal = Eso queda entre tú y yo. Sigamos en nuestro chat privado.
groups-not-ready = Tu cara aún no está lista. Terminemos en nuestro chat privado; después hago tus imágenes también aquí.
groups-no-photos = En los grupos no miro fotos, para no usar la cara de nadie sin permiso. Envíamela en nuestro chat privado.
groups-anonymous = Escribes como el grupo, así que no sé qué cara usar. Escribe con tu propio nombre y pídemelo otra vez.
groups-what-scene = ¿Qué creo? Por ejemplo: <code>/scene en un café pequeño, lluvia fuera</code>
groups-help =
    Aquí hago imágenes de quien lo pide, con su propia cara:

    • <code>/scene@{ $bot } en la playa al atardecer</code>, o mencióname: <code>@{ $bot } en la playa</code>
    • Responde a una imagen tuya para cambiarla.
    • /scene como respuesta a la imagen de otra persona crea la misma escena con tu cara.
    • /gallery muestra tus imágenes más nuevas.

    Solo tú puedes usar los botones de tus imágenes. Las fotos, los modelos y los ajustes se quedan en nuestro chat privado.
groups-whose-buttons = Estos botones son de { $name }.
groups-somebodys-buttons = Estos botones son de otra persona.
groups-addressed = { $name }, { $text }
groups-open-private = Abrir el chat privado
groups-command =
    .scene = Ponme en una escena
    .gallery = Mis imágenes más nuevas
    .help = Qué hago en este grupo
groups-no-pictures = Aún no hay imágenes: crea algunas conmigo
groups-meet-first = Hablemos primero
groups-inline-caption = Generada por IA con Keepface
