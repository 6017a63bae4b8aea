# Paquetes de imágenes por Telegram Stars; solo se dice donde se venden.

shop-command =
    .buy = Comprar imágenes con Telegram Stars
    .paysupport = Tus pagos, y ayuda con ellos
shop-help = /buy tiene imágenes además de las gratuitas del día, por Telegram Stars · /paysupport ayuda con los pagos y devuelve paquetes sin usar.

shop-pictures = { $pictures ->
        [one] { $pictures } imagen
       *[other] { $pictures } imágenes
    }
shop-left = { $free ->
        [0] Las gratuitas de hoy se han acabado.
        [one] Hoy te queda { $free } imagen gratis.
       *[other] Hoy te quedan { $free } imágenes gratis.
    } { $pictures ->
        [0] Pagadas no hay: /buy tiene más.
       *[other] Pagado: { shop-pictures }.
    }
shop-offer =
    <b>Imágenes por Telegram Stars</b>
    { $left }

    Una imagen además de las gratuitas del día sale de un paquete. Cuenta cuando llega: si falla o se rechaza, no cuesta nada, y un segundo intento por el parecido es gratis. Los paquetes no caducan.
    Preguntas sobre un pago: /paysupport. Un paquete del que no hayas usado nada se devuelve en { $days } días.
shop-owner-needs-none = Como dueño del bot no necesitas paquetes: para ti solo vale el presupuesto del día. Esto ven tus usuarios:
shop-pack = { shop-pictures } · { $stars } ⭐
# At most 32 characters.
shop-title = { shop-pictures }
# At most 255 characters.
shop-description = { shop-pictures } además de las gratuitas del día, generadas por IA con tu cara fija. Cada una cuenta cuando llega; no caducan.
shop-used-up = Tus imágenes gratuitas de hoy se han acabado ({ $limit } al día). La cuenta empieza de nuevo a las { $renewal }. Con un paquete puedes seguir ya: /buy.

# Instead of taking stars. Plain text.
shop-unpayable =
    .unknown = Esta factura no es tuya o ya no se conoce. Envía /buy para tener otra. No se ha cobrado nada.
    .paid = Esta factura ya está pagada. /buy tiene otra. Esta vez no se ha cobrado nada.
    .over = Esta factura es demasiado antigua. Envía /buy para tener otra. No se ha cobrado nada.
    .paused = Ahora mismo no se crea nada, así que no pagues todavía. No se ha cobrado nada; prueba más tarde.
    .shut_out = Ahora no puedes usar este bot, así que no acepta tus estrellas. No se ha cobrado nada.
    .not_agreed = Primero acepta las condiciones: escribe cualquier cosa al bot. No se ha cobrado nada.
    .away = El bot va con retraso. Paga otra vez dentro de un minuto. No se ha cobrado nada.

shop-credited = ✅ <b>¡Gracias!</b> Han llegado { $stars } ⭐. Ahora tienes pagado: { shop-pictures }; cada una cuenta cuando llega. Escribe una escena, sin más.
shop-returned = Han llegado tus { $stars } ⭐, pero no puedo crear nada por ellas: el pedido ya no existe o no puedes usar este bot. Así que vuelven a ti por sí solas; te aviso cuando lleguen.

# Payments and refunds.
shop-support =
    <b>Ayuda con los pagos</b>
    Escribe a { $who } y di el identificador del pago. El soporte de Telegram no puede ayudar con pagos a un bot.
shop-whoever = la persona que lleva este bot
shop-your-payments = Tus últimos pagos:
shop-no-payments = Aquí no hay ningún pago tuyo.
shop-may-go-back = { $may ->
        [yes] Un paquete del que no hayas usado nada se devuelve con su botón en { $days } días.
       *[no] Ninguno puede volver por sí solo: para eso el paquete tiene que estar sin usar y tener como mucho { $days } días.
    }
shop-state =
    .refunding = en camino de vuelta
    .refunded = devuelto
shop-erased = usuario borrado
shop-refund-button = Devolver №{ $number } · { $stars } ⭐
shop-refund-begun = { $done ->
        [yes] El pago №{ $number } ya está devuelto.
       *[no] El pago №{ $number } va de vuelta. Te aviso cuando lleguen las estrellas.
    }
shop-late = De eso hace más de { $days } días, así que no vuelve por sí solo. /paysupport dice a quién preguntar.
shop-spent = Ya has usado algo de ese paquete, así que no vuelve por sí solo. /paysupport dice a quién preguntar.
shop-back = ↩ { $stars } ⭐ están de vuelta en tu cuenta; las imágenes de ese paquete se han descontado.
shop-back-unknown = ↩ Tus estrellas están de vuelta en tu cuenta.
shop-stay = Telegram no me ha dejado devolver el pago №{ $number }. Sus imágenes vuelven a ser tuyas; escribe a la persona que lleva este bot: /paysupport.

# The owner.
shop-page-button = Estrellas
shop-page =
    <b>Telegram Stars</b>
    Recibido: <b>{ $kept } ⭐</b> · devuelto: { $back } ⭐
shop-none = Todavía no hay pagos.
shop-page-refund = Cualquier otro pago: <code>/refund ID</code>; de alguien que lo borró todo: <code>/refund ID USER</code>.
shop-owner-refund-button = Devolver №{ $number } …
shop-sure = { $whole ->
        [yes] ¿Devolver este pago? Sus imágenes se van.
       *[no] ¿Devolver este pago? Parte de sus imágenes ya está hecha, o es antiguo; lo que quede se va.
    }
shop-yes-refund = Sí, devolver { $stars } ⭐
shop-how-to-refund = Escribe detrás el identificador del pago: <code>/refund ID</code>. /admin tiene los últimos pagos, con botones.
shop-no-such-payment = No conozco ese pago. Si quien pagó lo borró todo aquí, escribe detrás su ID de Telegram: <code>/refund ID USER</code>.
shop-whose-payment = Quien pagó lo borró todo aquí. Escribe detrás su ID de Telegram: <code>/refund ID USER</code>.
shop-refund-refused = ⚠️ Telegram no quiso devolver el pago №{ $number }. Sus imágenes están abonadas otra vez; lo tienes en /admin.

# Whose data it is.
shop-privacy = • Pagos: la fecha, las estrellas, las imágenes y el identificador de Telegram quedan en las cuentas, también después de «todo», y entonces sin ti. Del pago en sí se encarga Telegram.
shop-credits-lost = ⚠️ <b>{ $pictures ->
        [one] Tienes { $pictures } imagen pagada y sin usar: se pierde.
       *[other] Tienes { $pictures } imágenes pagadas y sin usar: se pierden.
    }</b> Antes, /paysupport devuelve los paquetes sin usar.
shop-stays = { $payments ->
        [one] { $payments } pago queda
       *[other] { $payments } pagos quedan
    } en las cuentas con fecha, estrellas e identificador, sin ti.
