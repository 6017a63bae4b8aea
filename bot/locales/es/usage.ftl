# /usage: imágenes de hoy y del mes.

usage-left = { $left ->
        [0] <b>Hoy ya no te queda ninguna imagen.</b>
        [one] Hoy te queda <b>{ $left } imagen</b>.
       *[other] Hoy te quedan <b>{ $left } imágenes</b>.
    }
usage-today = Creadas hoy: { $pictures }.
usage-renewal = La cuenta empieza de nuevo a las { $renewal }.
usage-month = Este mes: { $pictures ->
        [one] { $pictures } imagen
       *[other] { $pictures } imágenes
    }.
usage-cost = Eso costó unos { $own }, con el estudio de las fotos y los mensajes de voz; entre todos, { $all }.
