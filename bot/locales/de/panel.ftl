# Die Übersicht des Besitzers. Beschriftungen von Knöpfen sind kurz.

panel-allow = Hereinlassen
panel-deny = Abweisen
panel-people = Leute
panel-invites = Einladungen
panel-money = Kosten und Fehler
panel-engines = Engines
panel-caps = Grenzen
panel-storage = Speicher
panel-announce = Rundruf
panel-stop-paying = ⏹ Bezahlte Aufrufe anhalten
panel-pay-again = ▶ Bezahlte Aufrufe erlauben
panel-refresh = ↻ Neu laden
panel-back = ◀ Übersicht
panel-add-person = + Jemanden
panel-as-in-settings = Wie in .env

panel-title = <b>Übersicht des Besitzers</b>
panel-paused = ⏹ <b>Bezahlte Aufrufe sind angehalten.</b> Anfragen werden ohne Kosten abgelehnt, mit einem Knopf für später.
panel-paying = ▶ Bezahlte Aufrufe sind erlaubt.
panel-today = Heute (UTC): <b>{ $spent }</b> von { $budget }, { panel-pictures }, { panel-calls } ohne Ergebnis
panel-queue = Warteschlange: { $jobs ->
        [one] { $jobs } Auftrag wartet
       *[other] { $jobs } Aufträge warten
    }, { $running } in Arbeit; { $messages ->
        [one] { $messages } Nachricht
       *[other] { $messages } Nachrichten
    } zu bearbeiten
panel-accounts = Konten: { $people }
panel-pictures = { $pictures ->
        [one] { $pictures } Bild
       *[other] { $pictures } Bilder
    }
panel-calls = { $calls ->
        [one] { $calls } Aufruf
       *[other] { $calls } Aufrufe
    }

panel-money-today = <b>Heute: { $spent } von { $budget }</b>
panel-money-failures = Aufrufe ohne Ergebnis heute:
panel-money-days = Die letzten Tage (UTC):
panel-money-day = <code>{ $day }  { $usd }</code>  { panel-pictures }
panel-reason =
    .EngineOverloaded = Engine überlastet
    .EngineRateLimited = Aufrufgrenze der Engine
    .EngineRetired = Engine abgeschaltet
    .EngineUnreachable = Engine nicht erreicht
    .OutcomeUnknown = keine Antwort in der Zeit
    .OperatorProblem = Schlüssel, Kontingent oder Abrechnung
    .cut-off = durch einen Stopp des Bots unterbrochen
panel-refused = abgelehnt: { $why }

panel-engines-title = <b>Engines, die letzte Stunde</b>
panel-engines-others = andere
panel-engine-calls = { panel-calls }, { $failed } ohne Ergebnis
panel-engine-not-called = nicht aufgerufen
panel-engine-median = Median { $seconds } s
panel-engine-likeness = Ähnlichkeit { $score }/100 ({ $pictures })
panel-engine-retired = abgeschaltet
panel-engine-retired-since = abgeschaltet seit { $day }
panel-engine-rests = ruht noch { $time }
panel-engine-ends = endet { $day }
panel-seconds = { $n } s
panel-minutes = { $n } min
panel-hours = { $n ->
        [one] { $n } Stunde
       *[other] { $n } Stunden
    }

panel-storage-title = <b>Speicher</b>
panel-storage-pictures = { $pictures ->
        [one] { $pictures } erstelltes Bild in der Datenbank
       *[other] { $pictures } erstellte Bilder in der Datenbank
    }
panel-storage-files = Bilder und Fotos: { $megabytes } MB
panel-storage-database = Datenbank: { $megabytes } MB
panel-storage-free = Frei in DATA_DIR: { $gigabytes } GB

panel-caps-yours =
    <b>Grenzen</b>
    Bilder pro Person und Tag: { $pictures }
    Budget pro Tag: { $budget }

    Die ersten zwei Reihen der Knöpfe sind Bilder, die nächsten zwei Dollar. Sie gelten sofort, für alle Prozesse.
panel-cap-as-in-settings = <b>{ $cap }</b> (wie in .env)
panel-cap-decided = <b>{ $cap }</b> (.env sagt { $settings })

panel-people-page = <b>Konten</b>, Seite { $page } von { $pages }
panel-standing =
    .asked = fragt an
    .allowed = hereingelassen
    .denied = abgewiesen
panel-person-new = hat noch nicht zugestimmt
panel-person-today = heute { panel-pictures }
panel-person-seen = zuletzt da { $when } UTC
panel-person-never = noch nie da
panel-person-nameless = ohne Namen
panel-person-listed = (in ALLOWED_USERS)
panel-whom = Zeig mir in den nächsten zehn Minuten, wen du meinst: Leite mir eine Nachricht von der Person weiter oder teile ihren Kontakt. Oder schreib <code>/allow 12345</code> oder <code>/deny 12345</code> mit ihrer Telegram-ID.
panel-no-id = Schreib bitte die Telegram-ID dahinter, eine Zahl: <code>/allow 12345</code>.
panel-that-is-you = Das bist du, der Besitzer: Du kommst immer herein.
panel-no-person = Das kommt aus einem Chat, einem Kanal oder von einem Bot, nicht von einer Person. Leite stattdessen eine Nachricht der Person weiter.
panel-no-account = Dieser Kontakt zeigt kein Telegram-Konto. Bitte die Person, diesem Bot zu schreiben: Dann wirst du gefragt, mit zwei Knöpfen.
panel-hidden-sender = { $name } verbirgt das Konto in weitergeleiteten Nachrichten, darum sagt mir Telegram nicht, wer es ist. Bitte die Person, diesem Bot zu schreiben: Dann wirst du gefragt, mit zwei Knöpfen. Oder teile ihren Kontakt.
panel-hidden-nobody = Diese Person

panel-invites-title = <b>Einladungen</b>
panel-invite = • Nr. { $id }: { $used } von { $uses } genutzt, bis { $when } UTC
panel-invites-another = Ein neuer Link: für wie viele, und für wie lange?
panel-invites-first = Keine ist offen. Eine neue:
panel-invite-button = { $uses } × { panel-days }
panel-days = { $days ->
        [one] { $days } Tag
       *[other] { $days } Tage
    }
panel-invite-link = Für { $uses ->
        [one] { $uses } Person
       *[other] { $uses } Personen
    }, { panel-days }. Ich zeige diesen Link nur einmal:

panel-how-to-broadcast = <b>Rundruf.</b> Schreib <code>/broadcast</code> und dahinter den Text, formatiert, wie du magst. Du siehst ihn zuerst, und an wie viele er geht; nichts geht hinaus, bevor du bestätigst.
panel-send-to = An { $users } schicken
panel-drop-broadcast = Verwerfen
panel-stop-broadcast = Senden anhalten
panel-draft = ☝️ So sieht es aus. Es geht an { $users ->
        [one] { $users } Person, die
       *[other] { $users } Personen, die
    } den Bedingungen zugestimmt { $users ->
        [one] hat
       *[other] haben
    }.
panel-sending = 📣 Es wird verschickt. Ich sage dir, wenn es fertig ist.
panel-broadcast-done = 📣 Rundruf fertig: { $how }.
panel-broadcast-stopped = Rundruf angehalten: { $how }.
panel-copies-sent = bei { $n } angekommen
panel-copies-blocked = { $n ->
        [one] { $n } hat den Bot blockiert
       *[other] { $n } haben den Bot blockiert
    }
panel-copies-failed = { $n } von Telegram abgelehnt
panel-copies-unsure = bei { $n } vielleicht angekommen (eine Antwort ging verloren; niemand bekommt es zweimal)
panel-copies-left-out = { $n } ausgelassen
panel-copies-none = niemand hat ihn bekommen
