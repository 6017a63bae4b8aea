# Три портрета: ход работы, выбор, закрепление.

portraits-studying = Все три фото на месте. 🔎 Изучаю их …
portraits-drawing = 🎨 Рисую портреты: готово { $done } из { $of } …
portraits-busy = ⏳ Нейросеть занята. Попробую снова через { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
        [many] { $seconds } секунд
       *[other] { $seconds } секунды
    }; делать ничего не нужно.
portraits-done = ✅ Готово портретов: { $done } из { $of }.

portraits-select =
    <b>Выбери эталон.</b> Выбери ОДИН портрет: он станет эталоном этой модели для всех будущих картинок.
    📌 Бери тот, где лицо чётче всего, свет хороший, а сходство наибольшее.
portraits-scores = Сходство <b>{ $scores }</b>
portraits-nearest = Портрет { $n } ближе всего к твоим фото.
portraits-automatic = Автоматическая оценка, от 0 до 100.
portraits-not-measured = Сходство не измерено.
portraits-missing = { $count ->
        [one] Портрет { $numbers } не получился. С тебя ничего не списано; кнопка нарисует его снова.
        [few] Портреты { $numbers } не получились. С тебя ничего не списано; кнопка нарисует их снова.
        [many] Портреты { $numbers } не получились. С тебя ничего не списано; кнопка нарисует их снова.
       *[other] Портреты { $numbers } не получились. С тебя ничего не списано; кнопка нарисует их снова.
    }
portraits-confirm = Подтвердить выбор
portraits-new-three = Три новых
portraits-more = Похожие на …
portraits-more-like = Похожие на { $n }
portraits-draw-missing = Дорисовать { $numbers }
portraits-show = Показать портреты
portraits-choose-again = Другой эталон
portraits-mark-first = Сначала нажми на номер, потом подтверди.
portraits-mark-first-more = Сначала нажми на номер: тогда я нарисую похожие на него.
portraits-relock = Выбери для этой модели другой эталон. Нынешний останется, пока ты не подтвердишь.

portraits-chosen = Портрет { $n } теперь твой эталон.
portraits-locked = 🔒 <b>Закреплено.</b> Портрет { $n } теперь лицо каждой картинки.
portraits-locked-likeness = Сходство с твоими фото: { $score }/100.
portraits-locked-low = ⚠ Это мало: каждая сцена будет с этим лицом. В /models можно выбрать другое.
