# Was der Besitzer ungefragt erfährt.

-tried = Ich versuche es von selbst wieder und sage, wenn es geht.
news-quota = ⚠️ Das Kontingent der Engine { $name } ist aufgebraucht. Solange arbeitet die nächste ihrer Kette. { -tried }
news-engine = ⚠️ Bei Engine { $name } scheitert die Hälfte der Aufrufe ({ $reason }). Solange arbeitet die nächste ihrer Kette. { -tried }
news-account =
    .key = ⚠️ <b>{ $name }</b> weist den Schlüssel zurück. Trag einen gültigen in { $key } ein und starte den Bot neu. Bis dahin wird damit nichts erstellt. { -tried }
    .billing = ⚠️ <b>{ $name }</b> hat kein Guthaben mehr, oder eine deiner Ausgabengrenzen ist erreicht. Bis dahin wird damit nichts erstellt. { -tried }
    .account = ⚠️ <b>{ $name }</b> hat das Konto eingeschränkt. Die Konsole dort sagt, warum. Bis dahin wird damit nichts erstellt. { -tried }
    .region = ⚠️ <b>{ $name }</b> bedient die Region dieses Servers nicht. Bis dahin wird damit nichts erstellt. { -tried }
news-storage-refuses = ⚠️ Der Bildspeicher weist uns ab: { $reason }. Bis das behoben ist, entsteht kein Bild.
news-storage-away = ⚠️ Der Bildspeicher antwortet seit Minuten nicht. Szenen warten. { -tried }
news-budget = ⚠️ Das Budget für heute, { $budget }, ist aufgebraucht: Vor 00:00 UTC entsteht nichts mehr. /admin ändert es sofort; DAILY_BUDGET_USD legt es fest.
news-surprise = ⚠️ Ein Bild wurde nach einem Fehler aufgegeben, den niemand vorhergesehen hat: { $name }. Die Spur steht im Protokoll.

news-engine-over = ✅ Engine { $name } arbeitet nach { $after } wieder.
news-account-over = ✅ { $name } arbeitet nach { $after } wieder.
news-storage-over = ✅ Der Bildspeicher antwortet nach { $after } wieder.
news-database-over = ✅ Die Datenbank war { $after } lang weg; sie ist wieder da, und was inzwischen ankam, wird gerade bearbeitet.

news-likeness = ⚠️ Bilder der Engine { $engine } sehen ihren Modellen weniger ähnlich als zuvor: Die mittlere Ähnlichkeit der letzten { $pictures } ist <b>{ $recent }/100</b>, die der { $pictures_before } davor war { $before }. Sieh dir ein paar an; eine andere Reihenfolge in GEMINI_ENGINES nimmt zuerst eine andere Engine.
news-retired = Engine { $name } ist abgeschaltet.
news-retired-on = Engine { $name } wurde am { $day } abgeschaltet.
news-ending = Engine { $name } wird abgeschaltet.
news-ending-on = Engine { $name } wird am { $day } abgeschaltet.
news-no-next = ⚠️ { $what } In ihrer Kette ist keine andere mehr: Nenn eine in den Einstellungen.
news-next-now = ⚠️ { $what } { $next } übernimmt. Nimm { $name } bitte aus den Einstellungen.
news-next-then = ⚠️ { $what } Dann übernimmt { $next }. Nimm { $name } bitte aus den Einstellungen.

news-stranger-asks = 🚪 { $who } (<code>{ $id }</code>) möchte den Bot benutzen.
news-somebody = Jemand
