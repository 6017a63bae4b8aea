# Las tres fotos: recibidas, con consejos, con dudas, retiradas.

photos-taken = Foto { $have } de { $of } ✓ { photos-more }
photos-here = Foto { $have } de { $of } recibida. { photos-more }
photos-more = { $left ->
        [0] Ya están las tres.
        [one] Una más, por favor.
       *[other] { $left } más, por favor.
    }
photos-may-keep = Puedes dejarla, o retirarla y enviar una mejor.
photos-advice =
    .no_face = No veo ninguna cara en ella. Lo mejor es una foto con la cara entera, derecha y bien iluminada.
    .several = Hay más de una cara en ella. Lo mejor es una foto sin nadie más, o un recorte solo de esta persona.
    .small = La cara es pequeña. Una foto más de cerca da más parecido.
    .covered = Parte de la cara parece tapada, por gafas de sol, una mascarilla o una mano. Una cara descubierta sirve mejor.
    .turned = La cara está muy girada. Una vista así está bien si las otras fotos miran a la cámara.
    .blurred = La cara está borrosa. Una foto más nítida da más parecido.
    .soft = La cara está algo borrosa. Ayudaría una foto más nítida.
    .dark = La cara está muy oscura. Ayudaría más luz.
    .glaring = La cara está muy clara. Ayudaría una luz más suave.
photos-take-back = ✕ Retirar esta foto
photos-dropped = Retirada. Hay { $have } de { $of } fotos; envía { $left } más.
photos-replace = Cambiar foto { $place }

photos-doubt-no-face = 🤔 No veo ninguna cara en las tres fotos, así que no hay nada que pueda conservar. Cambia al menos una: la cara entera, derecha, con buena luz. No se ha cobrado nada.
photos-doubt-all-differ = 🤔 Las caras de estas fotos no me parecen de una sola persona. Cambia las que muestran a otra, o dime que es la misma persona: el pelo, la edad y la luz pueden confundirme. Aún no se ha cobrado nada.
photos-doubt-stranger = 🤔 La foto { $stranger } me parece de otra persona. Cámbiala, o dime que es la misma persona: el pelo, la edad y la luz pueden confundirme. Aún no se ha cobrado nada.
photos-doubt-stranger-of-three = 🤔 La foto { $stranger } me parece de otra persona. Las fotos { $agreeing } coinciden. Cámbiala, o dime que es la misma persona: el pelo, la edad y la luz pueden confundirme. Aún no se ha cobrado nada.
photos-it-is-the-same = Es la misma persona
photos-same-person = Gracias: te creo. Los retratos están en marcha.
photos-question-open = Hay una pregunta pendiente sobre tus fotos. /start la muestra otra vez.
