# The owner's panel. Labels of buttons are short.

panel-allow = Allow
panel-deny = Deny
panel-people = Users
panel-invites = Invite links
panel-money = Spend and failures
panel-engines = Engines
panel-caps = Caps
panel-storage = Storage
panel-announce = Broadcast
panel-stop-paying = ⏹ Stop paid calls
panel-pay-again = ▶ Allow paid calls
panel-refresh = ↻ Refresh
panel-back = ◀ Panel
panel-add-person = + Add somebody
panel-as-in-settings = As in .env

panel-title = <b>Owner's panel</b>
panel-paused = ⏹ <b>Paid calls are stopped.</b> Requests are refused without cost, with a button to try again.
panel-paying = ▶ Paid calls are allowed.
panel-today = Today (UTC): <b>{ $spent }</b> of { $budget }, { panel-pictures }, { panel-calls } without result
panel-queue = Queue: { $jobs ->
        [one] { $jobs } job
       *[other] { $jobs } jobs
    } waiting, { $running } running; { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    } to handle
panel-accounts = Accounts: { $people }
panel-pictures = { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    }
panel-calls = { $calls ->
        [one] { $calls } call
       *[other] { $calls } calls
    }

panel-money-today = <b>Today: { $spent } of { $budget }</b>
panel-money-failures = Calls without result today:
panel-money-days = The last days (UTC):
panel-money-day = <code>{ $day }  { $usd }</code>  { panel-pictures }
# Why a call had no result.
panel-reason =
    .EngineOverloaded = engine overloaded
    .EngineRateLimited = engine's rate limit
    .EngineRetired = engine retired
    .EngineUnreachable = engine not reached
    .OutcomeUnknown = no answer in time
    .OperatorProblem = key, quota or billing
    .cut-off = cut off by a stop of the bot
panel-refused = refused: { $why }

panel-engines-title = <b>Engines, the last hour</b>
panel-engines-others = others
panel-engine-calls = { panel-calls }, { $failed } without result
panel-engine-not-called = not called
panel-engine-median = median { $seconds } s
panel-engine-likeness = likeness { $score }/100 ({ $pictures })
panel-engine-retired = retired
panel-engine-retired-since = retired since { $day }
panel-engine-rests = rests for { $time }
panel-engine-ends = ends { $day }

panel-seconds = { $n } s
panel-minutes = { $n } min
panel-hours = { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }

panel-storage-title = <b>Storage</b>
panel-storage-pictures = { $pictures ->
        [one] { $pictures } generated picture in the rows
       *[other] { $pictures } generated pictures in the rows
    }
panel-storage-files = Pictures and photos: { $megabytes } MB
panel-storage-database = Database: { $megabytes } MB
panel-storage-free = Free in DATA_DIR: { $gigabytes } GB

panel-caps-yours =
    <b>Caps</b>
    Pictures a user and day: { $pictures }
    Budget a day: { $budget }

    The first two rows of buttons are pictures, the next two dollars. They hold at once, for all processes.
panel-cap-as-in-settings = <b>{ $cap }</b> (as in .env)
panel-cap-decided = <b>{ $cap }</b> (.env says { $settings })

panel-people-page = <b>Accounts</b>, page { $page } of { $pages }
panel-standing =
    .asked = asks
    .allowed = allowed
    .denied = denied
panel-person-new = has not agreed yet
panel-person-today = { panel-pictures } today
panel-person-seen = seen { $when } UTC
panel-person-never = never seen
panel-person-nameless = no name
panel-person-listed = (in ALLOWED_USERS)
panel-whom = Show me whom you mean, within ten minutes: forward me a message of theirs, or share their contact. Or write <code>/allow 12345</code> or <code>/deny 12345</code> with their Telegram id.
panel-no-id = Please write the Telegram id behind it, a number: <code>/allow 12345</code>.
panel-that-is-you = That is you, the owner: you always come in.
panel-no-person = That comes from a chat, a channel or a bot, not from a person. Forward a message of the person instead.
panel-no-account = This contact shows no Telegram account. Ask the person to write to this bot: you are then asked, with two buttons.
panel-hidden-sender = { $name } hides the account in forwarded messages, so Telegram does not tell me who it is. Ask them to write to this bot: you are then asked, with two buttons. Or share their contact.
panel-hidden-nobody = This person

panel-invites-title = <b>Invite links</b>
panel-invite = • №{ $id }: used { $used } of { $uses }, until { $when } UTC
panel-invites-another = A new link: how many people, and for how long?
panel-invites-first = None is open. A new one:
panel-invite-button = { $uses } × { panel-days }
panel-days = { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
panel-invite-link = For { $uses ->
        [one] { $uses } person
       *[other] { $uses } people
    }, { panel-days }. I show this link only once:

panel-how-to-broadcast = <b>Broadcast.</b> Write <code>/broadcast</code> and the text behind it, formatted as you like. You see it first, and how many it goes to; nothing is sent before you confirm.
panel-send-to = Send to { $users }
panel-drop-broadcast = Drop it
panel-stop-broadcast = Stop sending
panel-draft = ☝️ This is how it looks. It goes to { $users ->
        [one] { $users } user
       *[other] { $users } users
    } who agreed to the terms.
panel-sending = 📣 It is being sent. I tell you when it is done.
panel-broadcast-done = 📣 Broadcast done: { $how }.
panel-broadcast-stopped = Broadcast stopped: { $how }.
panel-copies-sent = { $n } received it
panel-copies-blocked = { $n } have blocked the bot
panel-copies-failed = { $n } were refused by Telegram
panel-copies-unsure = { $n } may have received it (an answer was lost; nobody gets it twice)
panel-copies-left-out = { $n } were left out
panel-copies-none = nobody got it
