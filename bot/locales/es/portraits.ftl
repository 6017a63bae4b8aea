# Los tres retratos: avance, elección, referencia fija.

portraits-studying = Ya están las tres fotos. 🔎 Las estudio …
portraits-drawing = 🎨 Creando tus retratos: { $done } de { $of } listos …
portraits-busy = ⏳ La IA está ocupada. Lo intento otra vez en { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    }; no tienes que hacer nada.
portraits-done = ✅ { $done } de { $of } retratos listos.

portraits-select =
    <b>Elige tu imagen de referencia.</b> Elige UNA imagen; será la referencia fija de este modelo para todas las imágenes futuras.
    📌 Quédate con la de cara más nítida, buena luz y mayor parecido.
portraits-scores = Parecido <b>{ $scores }</b>
portraits-nearest = El retrato { $n } es el que más se acerca a tus fotos.
portraits-automatic = Una estimación automática, de 0 a 100.
portraits-not-measured = Parecido sin medir.
portraits-missing = { $count ->
        [one] El retrato { $numbers } no salió. No te ha costado nada; el botón lo crea otra vez.
       *[other] Los retratos { $numbers } no salieron. No te han costado nada; el botón los crea otra vez.
    }
portraits-confirm = Confirmar la elección
portraits-new-three = Tres nuevos
portraits-more = Más como …
portraits-more-like = Más como el { $n }
portraits-draw-missing = Crear lo que falta: { $numbers }
portraits-show = Mostrar los retratos
portraits-choose-again = Otra referencia
portraits-mark-first = Toca primero un número y luego confirma.
portraits-mark-first-more = Toca primero un número: entonces creo más como ese.
portraits-relock = Elige otra referencia para este modelo. La actual sigue hasta que confirmes.

portraits-chosen = El retrato { $n } es tu referencia fija.
portraits-locked = 🔒 <b>Fijado.</b> El retrato { $n } es ahora la cara de todas las imágenes.
portraits-locked-likeness = Su parecido con tus fotos: { $score }/100.
portraits-locked-low = ⚠ Es poco: todas las escenas mostrarán esta cara. Con /models puedes elegir otra.
