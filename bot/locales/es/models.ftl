# Las fichas de los modelos, su lista, las series de retratos, las referencias anteriores y todas las imágenes en archivos.

models-use = Usar este
models-list-button = ☰ Lista
models-lock-history = Referencias usadas
models-gallery = Galería
models-delete = Borrar …
models-name-it = ✎ Darle un nombre
models-older-set = ◀ Serie anterior
models-newer-set = Serie siguiente ▶
models-lock-again = Volver a usar esta
models-undo-lock = ↶ Deshacer: la anterior
models-to-card = ◀ Modelo
models-months = Meses
models-download = ⬇ Descargar

models-card-active = { $name } · ✓ activo
models-no-pictures = aún sin imágenes
models-kept = { $kept } guardadas
models-place = modelo { $place } de { $of }
models-photos = { $have } de { $of } fotos
models-stage =
    .drawing = se están creando los retratos
    .drawing-locked = 🔒 cara fijada, se están creando retratos nuevos
    .choosing = espera tu elección
    .choosing-locked = 🔒 cara fijada, puedes elegir otra
    .unlocked = sin referencia fija: vale su primera foto
    .locked = 🔒 cara fijada
models-choose-next = «{ portraits-show }» los trae otra vez: marca uno y confírmalo.
models-list = <b>Tus modelos</b> ({ $models }). Toca uno para verlo.
models-list-page = <b>Tus modelos</b> ({ $models }), página { $page } de { $pages }. Toca uno para verlo.
models-ask-first-name = ¿Cómo se llama esta persona? Responde a este mensaje con un nombre o toca el botón. O sigue sin más: <b>{ $name }</b> también vale.

models-set = <i>Serie { $place } de { $of }. Puedes elegir cualquier retrato de cualquier serie.</i>
models-newest-set = <i>Serie { $place } de { $of }, la más nueva. Puedes elegir cualquier retrato de cualquier serie.</i>

models-lock = { $name }: referencia { $place } de { $of }
models-lock-origin = Retrato { $n } de la serie { $set }
models-lock-present = 🔒 La actual
models-lock-present-since = 🔒 La actual, desde { $when }
models-lock-former = Fijada por última vez: { $when }
models-lock-only = De momento es la única. «{ portraits-choose-again }», en la ficha del modelo, añade otras.
models-no-other-lock = Este modelo no ha tenido otra referencia fija.

models-unreadable = No se pudieron leer y se han dejado fuera: { $pictures }.
models-which-month = Los meses en que { $name } recibió imágenes (UTC). Toca uno para ir allí.
models-which-month-kept = Los meses en que { $name } recibió imágenes guardadas (UTC). Toca uno para ir allí.

models-packing = Empaqueto { privacy-pictures } de { $name }. Todo llega aquí en uno o varios archivos zip; mientras tanto puedes seguir.
models-packing-kept = Empaqueto lo que guardaste de { $name }: { privacy-pictures }. Todo llega aquí en uno o varios archivos zip; mientras tanto puedes seguir.
models-packing-already = Las imágenes de { $name } ya se están empaquetando. Llegan enseguida.
models-packed = Esto es todo: { privacy-pictures } de { $name } en { $files ->
        [one] { $files } archivo
       *[other] { $files } archivos
    }, con fecha y número en el nombre. Los archivos no están cifrados: guárdalos bien.
models-packed-with-gaps = No se pudieron leer: { $unreadable }; <code>could-not-be-read.txt</code> tiene una lista.
models-packing-failed = No se pudieron empaquetar las imágenes de { $name }. Prueba otra vez «{ models-download }» en /gallery; si sigue fallando, escribe a quien lleva el bot.
