# Llegar: los comandos, los primeros pasos y los desconocidos en la puerta. Se habla de tú.
#
# model: modelo · locked reference: referencia fija · lock: fijar · scene: escena · portrait: retrato ·
# likeness: parecido · draw: crear · picture: imagen · photo: foto · engine: la IA (para el dueño: motor) · owner: dueño ·
# photo with a caption: foto con texto

beginning-command =
    .new = Crear un modelo: tres fotos de una persona
    .models = Tus modelos, y cuál está activo
    .settings = Formato, cantidad, fuerza y control de la cara
    .usage = Imágenes de hoy: hechas y restantes
    .language = El idioma en que hablo
    .gallery = Las imágenes del modelo activo
    .ideas = Escenas para probar
    .cancel = Cancelar fotos o escenas que aún no han empezado
    .help = Cómo funciona
    .privacy = Quién ve tus fotos, y por cuánto tiempo
    .export = Una copia de todo lo que se guarda de ti
    .delete = Borrar un modelo, o todo
    .start = Empezar, o ver dónde estás

beginning-send-photos =
    <b>Envíame tres fotos de una persona.</b>
    En un álbum, una a una o como archivos (JPEG, PNG, WEBP, HEIC, AVIF). Lo mejor: una cara nítida, buena luz, tres ángulos distintos y nadie más en la foto.
beginning-now-type = Ahora solo escribe lo que quieras: <i>en una cafetería, junto a la ventana</i>
beginning-help =
    <b>Una cara fija, en todas las escenas.</b>

    1. Envía tres fotos de una persona.
    2. Las estudio y creo tres retratos. Tú fijas el que más se parece.
    3. Desde entonces cada texto es una escena con esa misma cara: <i>en una cafetería, junto a la ventana</i>, <i>en la playa al atardecer, camisa de lino</i>.

    Responde a una imagen para cambiar algo; una foto con texto presta su pose y su lugar. Un mensaje de voz vale tanto como un texto.

    /ideas tiene escenas para probar · /gallery muestra lo que tienes · /settings tiene formato, cantidad, fuerza y control de la cara · /usage dice cuántas imágenes te quedan hoy · /new crea otro modelo · /models los muestra y los cambia · /cancel cancela lo que no ha empezado · /privacy dice quién ve tus fotos · /export te da una copia de todo · /delete lo borra.
beginning-offline = <i>Este es el estudio sin conexión: pruebas hechas con tus propias fotos, sin ninguna IA. Con claves de verdad, los mismos pasos dan imágenes de verdad.</i>

beginning-has-photos = { $name } tiene { $have } de { $of } fotos. Envía { $left ->
        [one] una más
       *[other] { $left } más
    }, o /cancel.
beginning-drawing = Los retratos de { $name } se están creando. Llegan enseguida.
beginning-choosing = { $name } espera tu elección: marca arriba un retrato y confírmalo. /models los muestra otra vez.
beginning-unlocked = { $name } está activo. No tiene referencia fija, así que sirve su primera foto. { beginning-now-type }
beginning-locked = { $name } está activo y su cara está fijada. { beginning-now-type }
beginning-cancelled = Cancelado: { $what ->
        [photos] { beginning-cancelled-photos }
        [scenes] { beginning-cancelled-scenes }
       *[both] { beginning-cancelled-photos } y { beginning-cancelled-scenes }
    }. No te ha costado nada.
beginning-cancelled-photos = { $photos ->
        [one] la foto que habías enviado
       *[other] las { $photos } fotos que habías enviado
    }
beginning-cancelled-scenes = { $scenes ->
        [one] { $scenes } escena que no había empezado
       *[other] { $scenes } escenas que no habían empezado
    }
beginning-nothing-to-cancel = No hay nada que cancelar. Las imágenes que ya se están creando llegarán.

beginning-stranger = Este bot es privado. Tu ID de Telegram es <code>{ $id }</code>: dáselo a quien lleva el bot, que puede dejarte entrar. Si eres tú: envía /start con el código que el bot mostró al arrancar.
beginning-shut-out = Quien lleva este bot lo ha cerrado para ti. Aquí ya no se crea ni se cobra nada para ti.
beginning-invited = Te damos la bienvenida: tu invitación vale.
beginning-no-invitation = Esta invitación está agotada o ha caducado. Pide otra a quien te la dio.
beginning-let-in = Te damos la bienvenida: quien lleva este bot te ha dejado entrar. Empieza con /start.
beginning-owner-now = 👑 Ahora este bot es tuyo. /admin abre tu panel; solo tú lo tienes.

beginning-stray =
    .sticker = Bonita pegatina, pero necesito fotos: tres de una persona. Después, escribe una escena y ya está.
    .video = No puedo usar vídeos. Envía fotos, por favor: lo mejor es una imagen con la cara nítida.
    .animation = No puedo usar animaciones. Envía fotos, por favor: lo mejor es una imagen con la cara nítida.
    .other = Solo entiendo fotos y texto. /help muestra cómo funciona.
beginning-unknown-command = No conozco ese comando. /help muestra lo que sé hacer.
