# Los modelos, sus imágenes y escenas para probar.

gallery-no-models =
    Aún no tienes ningún modelo.

    { beginning-send-photos }
gallery-model = Modelo
gallery-new-model = + Nuevo modelo
gallery-rename = Cambiar nombre
gallery-settings = Ajustes
gallery-ask-name = ¿Cómo debe llamarse { $name }? Responde a este mensaje con el nombre.
gallery-renamed = Hecho: <b>{ $name }</b>. Si tienes varios modelos, <i>@{ $word } en la playa</i> usa este sin cambiar de modelo.

gallery-page = { $name }: imágenes { $first } a { $last } de { $total }, primero las más nuevas. { $days }
gallery-page-kept = { $name }: imágenes guardadas { $first } a { $last } de { $total }, primero las más nuevas. { $days }
gallery-empty = { $name } aún no tiene imágenes. { beginning-now-type }
gallery-empty-kept = { $name } aún no tiene imágenes guardadas: ☆ debajo de una imagen la guarda.
gallery-stars-only = Solo ★
gallery-all-pictures = Todas las imágenes

gallery-ideas = Escenas para probar con { $name }. Un toque crea una; o escribe la tuya, en cualquier idioma.
gallery-ideas-own = Hecho para { $name }, por número:
gallery-idea =
    .portrait = Retrato
    .street = Calle
    .beach = Playa
    .office = Oficina
    .evening = Noche
    .mountains = Montaña
    .cafe = Café
    .concert = Concierto
gallery-scene =
    .portrait = un retrato de estudio sereno, luz lateral suave, fondo gris liso, mirando a la cámara
    .street = caminando por una calle estrecha del casco antiguo, natural, luz dorada de la tarde
    .beach = en la playa al atardecer, camisa de lino, viento en el pelo
    .office = en la mesa de una oficina moderna y luminosa, ropa informal elegante, portátil abierto, luz de la mañana
    .evening = en una mesa elegante por la noche, luz de velas, ropa oscura
    .mountains = en un sendero de montaña con una mochila pequeña, un valle amplio detrás, mañana despejada
    .cafe = en un café pequeño junto a la ventana con una taza de café, lluvia fuera
    .concert = entre el público de un concierto al aire libre por la noche, luces del escenario detrás
