# Сцены: подписи, кнопки под картинкой, что ждёт, что известно о картинке.

scenes-ai-generated = создано ИИ
scenes-preview = офлайн-набросок
scenes-same-face = То же лицо { $score }/100 ✓
scenes-unsure = Не уверен, что это то же лицо: { $score }/100
scenes-different = ⚠ Не похоже: { $score }/100
scenes-unmeasured =
    .no_face = Сходство не измерено: на картинке не нашлось лица
    .too_small = Сходство не измерено: лицо слишком мелкое
    .missing = Сходство не измерено: найдены не все лица
    .no_reference = Сходство не измерено: на фото модели нет лица
    .stylised = Сходство не измерено: это не фото
    .unavailable = Сходство не измерено
scenes-drawn-twice = Первая попытка вышла менее похожей, поэтому я нарисовал дважды; считается за одну.
scenes-some-drawn-twice = Что вышло менее похожим, нарисовано дважды; считается за одну.
scenes-several = Вот они.
scenes-note =
    .not_studied = Нейросеть не захотела описывать эти фото, поэтому взято нейтральное описание.
    .engine_gone = Выбранной тобой нейросети больше нет, поэтому рисовала другая. Какая, видно в /settings.
    .no_lock = У этой модели пока нет эталона: взято её первое фото.
    .some_missing = Получились не все картинки; остальные здесь.
scenes-left = { $left ->
        [0] Это была последняя картинка на сегодня. Счёт начнётся заново в 00:00 UTC.
        [one] На сегодня осталась { $left } картинка.
        [few] На сегодня осталось { $left } картинки.
        [many] На сегодня осталось { $left } картинок.
       *[other] На сегодня осталось { $left } картинки.
    }
scenes-maybe-twice = Отправлено ещё раз после сбоя: возможно, ты видишь это дважды.
scenes-maybe-missing = Telegram не сообщил, дошли ли картинки. Если не дошли, нажми кнопку ниже.

scenes-again = Ещё раз
scenes-file = Файл
scenes-variation = Вариант
scenes-edit = Изменить
scenes-ratio = Формат
scenes-larger = HD
scenes-star = ☆ Сохранить
scenes-starred = ★ Сохранено
scenes-info = Инфо
scenes-back = ◀ Назад
scenes-size = { $size } · около { $price }
scenes-send-again = Прислать картинки ещё раз
scenes-try-again = Попробовать ещё раз

scenes-drawing = 🎨 Рисую …
scenes-waiting = Записано. { $place ->
        [one] В твоей очереди впереди { $place } сцена; эта начнётся сама.
        [few] В твоей очереди впереди { $place } сцены; эта начнётся сама.
        [many] В твоей очереди впереди { $place } сцен; эта начнётся сама.
       *[other] В твоей очереди впереди { $place } сцены; эта начнётся сама.
    }
scenes-takes-seconds = { $seconds ->
        [one] Это займёт около { $seconds } секунды.
        [few] Это займёт около { $seconds } секунд.
        [many] Это займёт около { $seconds } секунд.
       *[other] Это займёт около { $seconds } секунды.
    }
scenes-takes-minutes = { $minutes ->
        [one] Это займёт около { $minutes } минуты.
        [few] Это займёт около { $minutes } минут.
        [many] Это займёт около { $minutes } минут.
       *[other] Это займёт около { $minutes } минуты.
    }
scenes-give-up = ✕ Отменить эту сцену
scenes-given-up = Отменено. С тебя ничего не списано.
scenes-too-late = Отменять поздно: за неё уже заплачено. Картинка придёт, и она твоя.

scenes-ask-edit = Что поменять? Ответь на это сообщение, например: <i>лучше красный шарф</i>. Можно и сразу отвечать на любую картинку; лицо останется.
scenes-placeholder =
    .edit = лучше красный шарф
    .rename = Анна
    .avoid = шляпы, толпа

scenes-way =
    .plain = сцена
    .variation = вариант
    .edit = правка
    .larger = HD
    .pose = по твоему фото
scenes-info-engine = Нейросеть: <code>{ $engine }</code>
scenes-info-pixels = { $width } × { $height } пикселей
scenes-info-photos = Сходство с фото: { $score }/100
scenes-info-lock = Сходство с эталоном: { $score }/100
scenes-info-tries = Попыток: { $tries }; здесь та, что ближе всего к твоим фото
scenes-info-older = Эта картинка сделана раньше, чем остальное стали записывать.
scenes-info-making = Размер { $size }, формат { $ratio }, начальное число { $seed }, завершено с { $finish }
scenes-info-references = Эталоны: <code>{ $references }</code>
scenes-info-cost = Стоимость: { $price } · { $seconds } с
scenes-info-prompt = Текст, как он был отправлен:
scenes-whole-prompt = Весь текст файлом
