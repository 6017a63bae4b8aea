# Varias personas en una escena: quiénes son, cuánto se parece cada cara, y nombres que no se entienden.

together-score =
    .same = { $name } { $score }/100 ✓
    .unsure = { $name } { $score }/100 (no estoy seguro)
    .different = ⚠ { $name } { $score }/100 (se ve distinta)
together-unmeasured =
    .too_small = { $name }: cara demasiado pequeña
    .no_reference = { $name }: no hay ninguna cara en las fotos del modelo
together-faces-found = { $faces ->
        [1] ⚠ solo encontré una cara
        [one] ⚠ solo encontré { $faces } de { $people } caras
       *[other] ⚠ solo encontré { $faces } de { $people } caras
    }
together-info-photos = Parecido de { $name } con las fotos: { $score }/100
together-info-lock = Parecido de { $name } con la referencia fija: { $score }/100
together-without-lock = Todavía sin referencia fija: { $names }. Ahí usé la primera foto.
together-idea = Dos o tres personas en una imagen: <i>{ $one } y { $other } en un puente</i>.
together-erased-too = { $scenes ->
        [one] • entre ellas { $scenes } escena en la que también sale alguien que se queda
       *[other] • entre ellas { $scenes } escenas en las que también sale alguien que se queda
    }

together-unknown-name = No conozco a <b>@{ $name }</b>, así que no creé nada. Tus modelos: <i>{ $known }</i>. Si no es un nombre, escríbelo sin la @.
together-nobodys-name = Ninguno de tus modelos se llama <b>@{ $name }</b>, así que no creé nada. Si no es un modelo, escríbelo sin la @.
together-ambiguous-name = Varios de tus modelos se llaman <b>{ $name }</b>: no sé a quién te refieres y no creé nada. En /models puedes cambiar un nombre.
together-too-many-people = { $people ->
        [one] Sería { $people } persona; en una imagen caben como mucho { $most }.
       *[other] Serían { $people } personas; en una imagen caben como mucho { $most }.
    }
together-scene-missing = ¿Y cuál es la escena? Escríbela después del nombre: <i>{ $name } en la playa</i>.
together-not-ready =
    .photos = <b>{ $name }</b> aún no está: primero hacen falta tres fotos de una persona. Activa { $name } en /models y envíalas. No creé nada.
    .drawing = <b>{ $name }</b> aún no está: los retratos aún se están creando. Fija uno cuando lleguen y envía esto otra vez.
    .choosing = <b>{ $name }</b> aún no está: no hay ninguna cara fija. Activa { $name } en /models, elige un retrato y envía esto otra vez.
    .reference = <b>{ $name }</b> no tiene ni una cara fija ni una foto, así que no creé nada. Haz el modelo de nuevo con /new.
