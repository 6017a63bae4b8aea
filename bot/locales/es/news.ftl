# Lo que el dueño oye sin preguntar.

-tried = Lo vuelvo a intentar yo y aviso cuando funcione.
news-quota = ⚠️ La cuota del motor { $name } está agotada. Mientras tanto trabaja el siguiente de su cadena. { -tried }
news-engine = ⚠️ Al motor { $name } le falla la mitad de las llamadas ({ $reason }). Mientras tanto trabaja el siguiente de su cadena. { -tried }
news-account =
    .key = ⚠️ <b>{ $name }</b> rechaza la clave. Pon una buena en { $key } y arranca el bot de nuevo. Hasta entonces no se crea nada con él. { -tried }
    .billing = ⚠️ <b>{ $name }</b> se ha quedado sin crédito, o se ha alcanzado uno de tus límites de gasto. Hasta entonces no se crea nada con él. { -tried }
    .account = ⚠️ <b>{ $name }</b> ha limitado la cuenta. Su consola dice por qué. Hasta entonces no se crea nada con él. { -tried }
    .region = ⚠️ <b>{ $name }</b> no atiende la región de este servidor. Hasta entonces no se crea nada con él. { -tried }
news-storage-refuses = ⚠️ El almacén de imágenes nos rechaza: { $reason }. Hasta que se arregle no se crea ninguna imagen.
news-storage-away = ⚠️ El almacén de imágenes no responde desde hace minutos. Las escenas esperan. { -tried }
news-budget = ⚠️ El presupuesto de hoy, { $budget }, se ha agotado: no se crea nada más antes de las 00:00 UTC. /admin lo cambia al momento; DAILY_BUDGET_USD lo fija.
news-surprise = ⚠️ Se abandonó una imagen tras un error que nadie había previsto: { $name }. El registro tiene el rastro.

news-engine-over = ✅ El motor { $name } vuelve a funcionar después de { $after }.
news-account-over = ✅ { $name } vuelve a funcionar después de { $after }.
news-storage-over = ✅ El almacén de imágenes vuelve a responder después de { $after }.
news-database-over = ✅ La base de datos no estuvo disponible durante { $after }; ha vuelto, y lo que llegó mientras tanto se está atendiendo.

news-likeness = ⚠️ Las imágenes del motor { $engine } se parecen menos a sus modelos que antes: el parecido medio de las últimas { $pictures } es <b>{ $recent }/100</b>, el de las { $pictures_before } anteriores era { $before }. Mira algunas; otro orden en GEMINI_ENGINES usa primero otro motor.
news-retired = El motor { $name } está retirado.
news-retired-on = El motor { $name } se retiró el { $day }.
news-ending = El motor { $name } va a cerrarse.
news-ending-on = El motor { $name } se cerrará el { $day }.
news-no-next = ⚠️ { $what } No queda otro en su cadena: indica uno en los ajustes.
news-next-now = ⚠️ { $what } Lo releva { $next }. Quita { $name } de los ajustes, por favor.
news-next-then = ⚠️ { $what } Entonces lo releva { $next }. Quita { $name } de los ajustes, por favor.

news-stranger-asks = 🚪 { $who } (<code>{ $id }</code>) quiere usar el bot.
news-somebody = Alguien
