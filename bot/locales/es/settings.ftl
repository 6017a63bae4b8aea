# /settings: cómo se hacen las imágenes del modelo activo. /language: en qué idioma se habla.

settings-likeness = { $pictures ->
        [one] Parecido de la última imagen: <b>{ $mean }/100</b> de media.
       *[other] Parecido de las últimas { $pictures } imágenes: <b>{ $mean }/100</b> de media.
    }
settings-number = <b>Imágenes por escena</b> (primera fila): { $number }. Cada una cuenta.
settings-strength = <b>Fuerza</b> (segunda fila): desde solo la cara (20%) hasta el pelo y el estilo como en tus fotos (100%).
settings-check = <b>Control de la cara</b> (tercera fila): cada imagen se compara con tus fotos, en la máquina del bot. En normal, la que podría mostrar a otra persona se hace una vez más, recibes la mejor y cuenta una; en estricto, también la que se aparta solo un poco, que es más o menos una de cada dos.
settings-avoid = <b>Evitar</b>: { $words }.
settings-avoid-nothing = <b>Evitar</b>: nada en particular.
settings-engine = <b>IA</b>: <code>{ $engine }</code>, unos { $price } por imagen.
settings-engine-gone = Tu elección, <code>{ $engine }</code>, ya no existe; esta ocupa su lugar.
settings-engine-button = IA …
settings-any-engine = La que esté en uso
settings-engine-offer = { $engine } · { $price }
settings-defaults-button = Para modelos nuevos
settings-gate =
    .strict = Estricto
    .normal = Normal
    .off = Nada
settings-ratio-button = Formato { $ratio }
settings-avoid-button = Evitar …
settings-ask-avoid = ¿Qué deben evitar las imágenes de { $name }? Responde a este mensaje; un guion (-) lo vacía.
settings-avoids-now = Ahora mismo: <i>{ $words }</i>.
settings-avoided = Anotado. Desde ahora las imágenes evitan: <i>{ $words }</i>.
settings-avoided-nothing = Ya no se evita nada.

settings-language = 🌐 Ahora hablo español. ¿En qué idioma quieres que hable?
settings-language-of-client = Como en Telegram
