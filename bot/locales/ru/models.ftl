# Карточки моделей, их список, серии портретов, прежние эталоны и все картинки файлами.

models-use = Выбрать эту
models-list-button = ☰ Список
models-lock-history = История эталонов
models-gallery = Галерея
models-delete = Удалить …
models-name-it = ✎ Дать имя
models-older-set = ◀ Прежняя серия
models-newer-set = Новая серия ▶
models-lock-again = Снова взять этот
models-undo-lock = ↶ Вернуть прежний
models-to-card = ◀ Модель
models-months = Месяцы
models-download = ⬇ Скачать все

models-card-active = { $name } · ✓ активна
models-no-pictures = картинок пока нет
models-kept = сохранено: { $kept }
models-place = модель { $place } из { $of }
models-photos = фото: { $have } из { $of }
models-stage =
    .drawing = портреты рисуются
    .drawing-locked = 🔒 лицо закреплено, рисуются новые портреты
    .choosing = ждёт твоего выбора
    .choosing-locked = 🔒 лицо закреплено, можно выбрать другое
    .unlocked = эталона нет: служит первое фото
    .locked = 🔒 лицо закреплено
models-choose-next = «{ portraits-show }» пришлёт их ещё раз: отметь один и подтверди.
models-list = <b>Твои модели</b> ({ $models }). Нажми на модель, чтобы увидеть её.
models-list-page = <b>Твои модели</b> ({ $models }), страница { $page } из { $pages }. Нажми на модель, чтобы увидеть её.
models-ask-first-name = Как зовут этого человека? Ответь на это сообщение именем или нажми кнопку. Или просто продолжай: <b>{ $name }</b> тоже подойдёт.

models-set = <i>Серия { $place } из { $of }. Можно выбрать любой портрет из любой серии.</i>
models-newest-set = <i>Серия { $place } из { $of }, самая новая. Можно выбрать любой портрет из любой серии.</i>

models-lock = { $name }: эталон { $place } из { $of }
models-lock-origin = Портрет { $n } из серии { $set }
models-lock-present = 🔒 Нынешний
models-lock-present-since = 🔒 Нынешний, с { $when }
models-lock-former = Последний раз закреплён: { $when }
models-lock-only = Пока он единственный. «{ portraits-choose-again }» на карточке модели добавит другие.
models-no-other-lock = Другого эталона у этой модели не было.

models-unreadable = Не удалось прочитать и показать: { $pictures }.
models-which-month = Месяцы, в которые { $name } получала картинки (UTC). Нажми на месяц, чтобы перейти к нему.
models-which-month-kept = Месяцы, в которые { $name } получала сохранённые картинки (UTC). Нажми на месяц, чтобы перейти к нему.

models-packing = Собираю { privacy-pictures } модели { $name }. Всё придёт сюда в одном или нескольких zip-файлах; пока можно продолжать.
models-packing-kept = Собираю сохранённое у модели { $name }: { privacy-pictures }. Всё придёт сюда в одном или нескольких zip-файлах; пока можно продолжать.
models-packing-already = Картинки модели { $name } уже собираются. Скоро они будут здесь.
models-packed = Это всё: { privacy-pictures } модели { $name } в { $files ->
        [one] { $files } файле
        [few] { $files } файлах
        [many] { $files } файлах
       *[other] { $files } файлах
    }, в названиях дата и номер. Файлы не зашифрованы: храни их в надёжном месте.
models-packed-with-gaps = Не удалось прочитать: { $unreadable }; список в <code>could-not-be-read.txt</code>.
models-packing-failed = Картинки модели { $name } собрать не удалось. Попробуй «{ models-download }» в /gallery ещё раз; если снова не выйдет, напиши владельцу.
