# What the owner is told without asking.

-tried = I try it again by myself and say when it works.
news-quota = ⚠️ The quota of engine { $name } is used up. The next engine of its chain draws meanwhile. { -tried }
news-engine = ⚠️ Engine { $name } fails half of its calls ({ $reason }). The next engine of its chain draws meanwhile. { -tried }
news-account =
    .key = ⚠️ <b>{ $name }</b> refuses the key. Put a good one into { $key } and start the bot again. Until then nothing is drawn with it. { -tried }
    .billing = ⚠️ <b>{ $name }</b> has no credit left, or a spend limit of yours is reached. Until then nothing is drawn with it. { -tried }
    .account = ⚠️ <b>{ $name }</b> has limited the account. Its console says why. Until then nothing is drawn with it. { -tried }
    .region = ⚠️ <b>{ $name }</b> does not serve this server's region. Until then nothing is drawn with it. { -tried }
news-storage-refuses = ⚠️ The picture store refuses: { $reason }. Until that is mended no picture is drawn.
news-storage-away = ⚠️ The picture store has not answered for minutes. Scenes wait. { -tried }
news-budget = ⚠️ The budget of today, { $budget }, is used up: nothing more is drawn before 00:00 UTC. /admin changes it at once; DAILY_BUDGET_USD sets it.
news-surprise = ⚠️ A picture was given up after an error that nobody foresaw: { $name }. The log has its trace.

news-engine-over = ✅ Engine { $name } works again after { $after }.
news-account-over = ✅ { $name } draws again after { $after }.
news-storage-over = ✅ The picture store answers again after { $after }.
news-database-over = ✅ The database was away for { $after }; it is back, and what arrived meanwhile is being handled.

news-likeness = ⚠️ Pictures of engine { $engine } look less like their models than before: the mean likeness of the last { $pictures } is <b>{ $recent }/100</b>, of the { $pictures_before } before them it was { $before }. Look at some; another order in GEMINI_ENGINES uses another engine first.
news-retired = Engine { $name } is retired.
news-retired-on = Engine { $name } was retired on { $day }.
news-ending = Engine { $name } will be shut down.
news-ending-on = Engine { $name } will be shut down on { $day }.
news-no-next = ⚠️ { $what } No other engine of its chain is left: name one in the settings.
news-next-now = ⚠️ { $what } { $next } takes over. Please take { $name } out of the settings.
news-next-then = ⚠️ { $what } { $next } takes over then. Please take { $name } out of the settings.

news-stranger-asks = 🚪 { $who } (<code>{ $id }</code>) would like to use the bot.
news-somebody = Somebody
