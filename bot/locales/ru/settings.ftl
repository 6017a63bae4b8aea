# /settings: как делаются картинки активной модели. /language: на каком языке говорить.

settings-likeness = { $pictures ->
        [1] Сходство последней картинки: в среднем <b>{ $mean }/100</b>.
        [one] Сходство последней { $pictures } картинки: в среднем <b>{ $mean }/100</b>.
        [few] Сходство последних { $pictures } картинок: в среднем <b>{ $mean }/100</b>.
        [many] Сходство последних { $pictures } картинок: в среднем <b>{ $mean }/100</b>.
       *[other] Сходство последних { $pictures } картинок: в среднем <b>{ $mean }/100</b>.
    }
settings-number = <b>Картинок на сцену</b> (первый ряд): { $number }. Каждая идёт в счёт.
settings-strength = <b>Привязка</b> (второй ряд): от одного лица (20%) до причёски и стиля, как на твоих фото (100%).
settings-check = <b>Проверка лица</b> (третий ряд): каждая картинка сравнивается с твоими фото на компьютере самого бота. Обычно та, где может быть кто-то другой, рисуется ещё раз; ты получаешь лучшую, и считается она за одну. Строго: ещё и та, что чуть-чуть не дотянула, а это примерно каждая вторая.
settings-avoid = <b>Избегать</b>: { $words }.
settings-avoid-nothing = <b>Избегать</b>: ничего особенного.
settings-engine = <b>Нейросеть</b>: <code>{ $engine }</code>, около { $price } за картинку.
settings-engine-gone = Выбранной тобой <code>{ $engine }</code> больше нет; её заменяет эта.
settings-engine-button = Нейросеть …
settings-any-engine = Какая сейчас в работе
settings-engine-offer = { $engine } · { $price }
settings-defaults-button = По умолчанию для новых
settings-gate =
    .strict = Строго
    .normal = Обычно
    .off = Никак
settings-ratio-button = Формат { $ratio }
settings-avoid-button = Избегать …
settings-ask-avoid = Чего не должно быть на картинках модели { $name }? Ответь на это сообщение; прочерк (-) всё очистит.
settings-avoids-now = Сейчас: <i>{ $words }</i>.
settings-avoided = Записано. Отныне на картинках избегаю: <i>{ $words }</i>.
settings-avoided-nothing = Больше ничего не избегаю.

settings-language = 🌐 Теперь я говорю по-русски. На каком языке мне говорить?
settings-language-of-client = Как в Telegram
