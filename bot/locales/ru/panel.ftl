# Панель владельца. Подписи на кнопках короткие.

panel-allow = Впустить
panel-deny = Отказать
panel-people = Люди
panel-invites = Приглашения
panel-money = Расходы и сбои
panel-engines = Движки
panel-caps = Лимиты
panel-storage = Хранилище
panel-announce = Рассылка
panel-stop-paying = ⏹ Остановить платные вызовы
panel-pay-again = ▶ Разрешить платные вызовы
panel-refresh = ↻ Обновить
panel-back = ◀ Панель
panel-add-person = + Добавить
panel-as-in-settings = Как в .env

panel-title = <b>Панель владельца</b>
panel-paused = ⏹ <b>Платные вызовы остановлены.</b> Запросы отклоняются бесплатно, с кнопкой, чтобы попробовать снова.
panel-paying = ▶ Платные вызовы разрешены.
panel-today = Сегодня (UTC): <b>{ $spent }</b> из { $budget }, { panel-pictures }, { panel-calls } без результата
panel-queue = Очередь: { $jobs ->
        [one] { $jobs } задача ждёт
        [few] { $jobs } задачи ждут
        [many] { $jobs } задач ждут
       *[other] { $jobs } задачи ждут
    }, в работе { $running }; { $messages ->
        [one] { $messages } сообщение
        [few] { $messages } сообщения
        [many] { $messages } сообщений
       *[other] { $messages } сообщения
    } на обработку
panel-accounts = Учётных записей: { $people }
panel-pictures = { $pictures ->
        [one] { $pictures } картинка
        [few] { $pictures } картинки
        [many] { $pictures } картинок
       *[other] { $pictures } картинки
    }
panel-calls = { $calls ->
        [one] { $calls } вызов
        [few] { $calls } вызова
        [many] { $calls } вызовов
       *[other] { $calls } вызова
    }

panel-money-today = <b>Сегодня: { $spent } из { $budget }</b>
panel-money-failures = Вызовы без результата сегодня:
panel-money-days = Последние дни (UTC):
panel-money-day = <code>{ $day }  { $usd }</code>  { panel-pictures }
panel-reason =
    .EngineOverloaded = движок перегружен
    .EngineRateLimited = ограничение частоты у движка
    .EngineRetired = движок отключён
    .EngineUnreachable = движок недоступен
    .OutcomeUnknown = нет ответа вовремя
    .OperatorProblem = ключ, квота или оплата
    .cut-off = прервано остановкой бота
panel-refused = отказ: { $why }

panel-engines-title = <b>Движки, последний час</b>
panel-engines-others = другие
panel-engine-calls = { panel-calls }, { $failed } без результата
panel-engine-not-called = не вызывался
panel-engine-median = медиана { $seconds } с
panel-engine-likeness = сходство { $score }/100 ({ $pictures })
panel-engine-retired = отключён
panel-engine-retired-since = отключён с { $day }
panel-engine-rests = отдыхает ещё { $time }
panel-engine-ends = до { $day }
panel-seconds = { $n } с
panel-minutes = { $n } мин
panel-hours = { $n ->
        [one] { $n } час
        [few] { $n } часа
        [many] { $n } часов
       *[other] { $n } часа
    }

panel-storage-title = <b>Хранилище</b>
panel-storage-pictures = { $pictures ->
        [one] { $pictures } созданная картинка в базе
        [few] { $pictures } созданные картинки в базе
        [many] { $pictures } созданных картинок в базе
       *[other] { $pictures } созданной картинки в базе
    }
panel-storage-files = Картинки и фото: { $megabytes } МБ
panel-storage-database = База данных: { $megabytes } МБ
panel-storage-free = Свободно в DATA_DIR: { $gigabytes } ГБ

panel-caps-yours =
    <b>Лимиты</b>
    Картинок на человека в день: { $pictures }
    Бюджет на день: { $budget }

    Первые два ряда кнопок: картинки, следующие два: доллары. Действуют сразу, для всех процессов.
panel-cap-as-in-settings = <b>{ $cap }</b> (как в .env)
panel-cap-decided = <b>{ $cap }</b> (в .env { $settings })

panel-people-page = <b>Учётные записи</b>, страница { $page } из { $pages }
panel-standing =
    .asked = просится
    .allowed = есть доступ
    .denied = отказано
panel-person-new = согласия пока нет
panel-person-today = сегодня { panel-pictures }
panel-person-seen = последний раз { $when } UTC
panel-person-never = визитов не было
panel-person-nameless = без имени
panel-person-listed = (в ALLOWED_USERS)
panel-whom = Покажи мне в течение десяти минут, о ком речь: перешли сообщение этого человека или поделись контактом. Или напиши <code>/allow 12345</code> или <code>/deny 12345</code> с Telegram ID.
panel-no-id = Напиши после команды Telegram ID, число: <code>/allow 12345</code>.
panel-that-is-you = Это ты, владелец: тебе всегда можно.
panel-no-person = Это от чата, канала или бота, а не от человека. Перешли сообщение самого человека.
panel-no-account = У этого контакта не видно Telegram. Попроси человека написать этому боту: тогда я спрошу тебя, с двумя кнопками.
panel-hidden-sender = { $name }: учётная запись скрыта в пересланных сообщениях, и Telegram не говорит мне, кто это. Попроси человека написать этому боту: тогда я спрошу тебя, с двумя кнопками. Или поделись контактом.
panel-hidden-nobody = Этот человек

panel-invites-title = <b>Приглашения</b>
panel-invite = • №{ $id }: использовано { $used } из { $uses }, до { $when } UTC
panel-invites-another = Новая ссылка: на сколько человек и на какой срок?
panel-invites-first = Открытых нет. Новая:
panel-invite-button = { $uses } × { panel-days }
panel-days = { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }
panel-invite-link = На { $uses ->
        [one] { $uses } человека
        [few] { $uses } человека
        [many] { $uses } человек
       *[other] { $uses } человека
    }, { panel-days }. Эту ссылку я показываю только один раз:

panel-how-to-broadcast = <b>Рассылка.</b> Напиши <code>/broadcast</code> и после него текст, с любым оформлением. Сначала ты увидишь его и число получателей; до подтверждения ничего не уйдёт.
panel-send-to = Отправить: { $users }
panel-drop-broadcast = Отбросить
panel-stop-broadcast = Остановить отправку
panel-draft = ☝️ Так это выглядит. Получателей, принявших условия: { $users }.
panel-sending = 📣 Рассылается. Сообщу, когда будет готово.
panel-broadcast-done = 📣 Рассылка закончена: { $how }.
panel-broadcast-stopped = Рассылка остановлена: { $how }.
panel-copies-sent = получили { $n }
panel-copies-blocked = заблокировали бота { $n }
panel-copies-failed = Telegram отклонил { $n }
panel-copies-unsure = возможно, получили { $n } (ответ потерялся; дважды никто не получит)
panel-copies-left-out = пропущено { $n }
panel-copies-none = никто не получил
